package dev.junction.pipe.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Times as events have them: a number of seconds or milliseconds since 1970, or an ISO 8601 text.
public final class EventTime {

  /// Numbers from here on are milliseconds: as seconds they would lie beyond the year 5000.
  private static final long MILLIS_FROM = 100_000_000_000L;

  private EventTime() {}

  /// Seconds since 1970; null when the text is no time.
  public static @Nullable Double seconds(String text) {
    Long millis = millis(text);
    return millis == null ? null : millis / 1000.0;
  }

  /// Milliseconds since 1970; null when the text is no time.
  public static @Nullable Long millis(String text) {
    if (text.matches("[0-9]{1,14}")) {
      long number = Long.parseLong(text);
      return number >= MILLIS_FROM ? number : number * 1000;
    }
    if (text.matches("[0-9]{1,11}\\.[0-9]{1,9}")) {
      return Math.round(Double.parseDouble(text) * 1000);
    }
    try {
      return text.endsWith("Z")
          ? Instant.parse(text).toEpochMilli()
          : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException _) {
      return null;
    }
  }
}
