package dev.junction.expression.time;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times that are a fixed duration apart, whatever clocks on walls do.
///
/// @param period the duration: a day is 24 hours
public record Rate(Duration period) implements ScheduleExpression {

  // Nine digits: more days than fit between two instants are refused with the rest.
  private static final Pattern SHAPE =
      Pattern.compile("rate\\(([0-9]{1,9}) (minute|hour|day)(s?)\\)");

  static Optional<Rate> read(String text, Dialect dialect) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return Optional.empty();
    }
    long value = Long.parseLong(shape.group(1));
    boolean plural = !shape.group(3).isEmpty();
    boolean fits = dialect == Dialect.SCHEDULE || plural == (value > 1);
    if (value == 0 || !fits) {
      return Optional.empty();
    }
    return Optional.of(
        new Rate(
            switch (shape.group(2)) {
              case "minute" -> Duration.ofMinutes(value);
              case "hour" -> Duration.ofHours(value);
              default -> Duration.ofDays(value);
            }));
  }

  @Override
  public Optional<Instant> next(Instant after, Instant start, ZoneId zone) {
    if (after.isBefore(start)) {
      return Optional.of(start);
    }
    long periods = Duration.between(start, after).dividedBy(period) + 1;
    return Optional.of(start.plus(period.multipliedBy(periods)));
  }
}
