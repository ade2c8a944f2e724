package dev.junction.log.domain;

import java.util.Locale;
import java.util.Optional;

/// Where a log event stands in its group or stream: by time, then stream, then the order of coming.
///
/// @param timeMillis when the event happened
/// @param stream the number of its stream
/// @param sequence its number within the stream, from 1
public record EventPosition(long timeMillis, long stream, long sequence) {

  private static final int DIGITS = 56;
  private static final int TIME_DIGITS = 20;
  private static final int STREAM_DIGITS = 18;

  /// Before everything at or after a time.
  public static EventPosition before(long timeMillis) {
    return new EventPosition(timeMillis, 0, 0);
  }

  /// As 56 digits, which is how the real service writes the ids of events.
  public String text() {
    return String.format(Locale.ROOT, "%020d%018d%018d", timeMillis, stream, sequence);
  }

  /// Reads [#text].
  public static Optional<EventPosition> parse(String text) {
    if (text.length() != DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    int sequenceAt = TIME_DIGITS + STREAM_DIGITS;
    try {
      return Optional.of(
          new EventPosition(
              Long.parseLong(text.substring(0, TIME_DIGITS)),
              Long.parseLong(text.substring(TIME_DIGITS, sequenceAt)),
              Long.parseLong(text.substring(sequenceAt))));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
