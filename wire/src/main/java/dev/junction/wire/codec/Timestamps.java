package dev.junction.wire.codec;

import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.TimestampFormat;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads and writes points in time in the formats of [TimestampFormat].
///
/// Limits: years 1 to 9999; written with milliseconds at most. Reading is strict: no UTC offsets,
/// no other variants of ISO 8601. Source: Smithy 2.0, "timestampFormat trait".
public final class Timestamps {

  private static final long SECONDS_MIN = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long SECONDS_MAX = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private static final Pattern DATE_TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?[Zz]");
  private static final Pattern EPOCH = Pattern.compile("-?\\d{1,15}(\\.\\d{1,18})?");

  private static final DateTimeFormatter HTTP_DATE_READ =
      new DateTimeFormatterBuilder()
          .appendPattern("EEE, dd MMM uuuu HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral(" GMT")
          .toFormatter(Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter HTTP_DATE_WRITE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private Timestamps() {}

  /// The point in time that the text stands for.
  public static Instant parse(String text, TimestampFormat format) {
    try {
      return switch (format) {
        case DATE_TIME -> {
          if (!DATE_TIME.matcher(text).matches()) {
            throw malformed(text);
          }
          yield Instant.parse(text);
        }
        case HTTP_DATE -> HTTP_DATE_READ.parse(text, Instant::from);
        case EPOCH_SECONDS -> {
          if (!EPOCH.matcher(text).matches()) {
            throw malformed(text);
          }
          BigDecimal seconds = new BigDecimal(text);
          yield ofEpoch(
              seconds.longValue(), seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
        }
      };
    } catch (DateTimeException _) {
      throw malformed(text);
    }
  }

  /// The point in time that many seconds after 1970, to the microsecond.
  public static Instant ofEpochSeconds(double seconds) {
    if (!(seconds >= SECONDS_MIN && seconds <= SECONDS_MAX)) {
      throw malformed(Double.toString(seconds));
    }
    double whole = Math.floor(seconds);
    return ofEpoch((long) whole, Math.round((seconds - whole) * 1e6) * 1000);
  }

  /// The point in time that many seconds after 1970.
  public static Instant ofEpochSeconds(long seconds) {
    return ofEpoch(seconds, 0);
  }

  /// The point in time that many milliseconds after 1970.
  public static Instant ofEpochMilliseconds(long milliseconds) {
    return ofEpoch(
        Math.floorDiv(milliseconds, 1000), Math.floorMod(milliseconds, 1000) * 1_000_000L);
  }

  private static Instant ofEpoch(long seconds, long nanoseconds) {
    if (seconds < SECONDS_MIN || seconds > SECONDS_MAX) {
      throw malformed(Long.toString(seconds));
    }
    return Instant.ofEpochSecond(seconds, nanoseconds);
  }

  /// The text for a point in time.
  public static String format(Instant time, TimestampFormat format) {
    return switch (format) {
      case DATE_TIME -> time.truncatedTo(ChronoUnit.MILLIS).toString();
      case HTTP_DATE -> HTTP_DATE_WRITE.format(time);
      case EPOCH_SECONDS -> epochSeconds(time);
    };
  }

  private static String epochSeconds(Instant time) {
    long milliseconds = Math.floorMod(time.toEpochMilli(), 1000);
    if (milliseconds == 0) {
      return Long.toString(time.getEpochSecond());
    }
    return BigDecimal.valueOf(time.toEpochMilli(), 3).stripTrailingZeros().toPlainString();
  }

  private static MalformedInput malformed(String text) {
    return new MalformedInput("Not a timestamp of the expected format: " + shortened(text));
  }

  private static String shortened(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64) + "...";
  }
}
