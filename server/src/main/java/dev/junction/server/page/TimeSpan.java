package dev.junction.server.page;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time as people write them: `500ms`, `90s`, `15m`, `2h`, `1d`, `1h30m`, `PT15M`.
public final class TimeSpan {

  private static final Pattern WHOLE = Pattern.compile("(\\d{1,12}(ms|s|m|h|d))+");
  private static final Pattern PART = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
  private static final int CHARACTERS_MAX = 100;

  private TimeSpan() {}

  /// The length, zero or more; empty when the text is none.
  public static Optional<Duration> parse(String text) {
    if (text.length() > CHARACTERS_MAX) {
      return Optional.empty();
    }
    try {
      if (text.startsWith("P")) {
        return Optional.of(Duration.parse(text)).filter(span -> !span.isNegative());
      }
      return WHOLE.matcher(text).matches() ? Optional.of(sum(text)) : Optional.empty();
    } catch (DateTimeParseException | ArithmeticException _) {
      return Optional.empty();
    }
  }

  private static Duration sum(String text) {
    Duration sum = Duration.ZERO;
    for (Matcher part = PART.matcher(text); part.find(); ) {
      long number = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
              });
    }
    return sum;
  }

  /// The length in the same form, exact to the millisecond.
  public static String format(Duration span) {
    if (span.isNegative()) {
      return "-" + format(span.negated());
    }
    StringBuilder text = new StringBuilder();
    append(text, span.toDays(), "d");
    append(text, span.toHoursPart(), "h");
    append(text, span.toMinutesPart(), "m");
    append(text, span.toSecondsPart(), "s");
    append(text, span.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long number, String unit) {
    if (number != 0) {
      text.append(number).append(unit);
    }
  }
}
