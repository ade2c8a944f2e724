package dev.junction.log.domain;

/// A log event as it is read.
///
/// @param position where it stands
/// @param stream the name of its stream
/// @param ingestedAtMillis when it came
/// @param message its text
public record LogEvent(
    EventPosition position, String stream, long ingestedAtMillis, String message) {

  public long timeMillis() {
    return position.timeMillis();
  }
}
