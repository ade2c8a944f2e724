package dev.junction.log.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;

/// A log stream.
///
/// Shape, version 1: version, then the fields in their order.
///
/// @param id its number within the group, never used again
/// @param createdAtMillis when it was created
/// @param isDelivered whether a delivery made it, so that it goes away with its last event
/// @param firstEventMillis the time of its first event; negative without one
/// @param lastEventMillis the time of its last event; negative without one
/// @param lastIngestionMillis when something was written last; negative when nothing was
/// @param sequence how many events it has had, which is the sequence of the last one
/// @param storedBytes what its events count
public record StreamRecord(
    long id,
    long createdAtMillis,
    boolean isDelivered,
    long firstEventMillis,
    long lastEventMillis,
    long lastIngestionMillis,
    long sequence,
    long storedBytes) {

  private static final int VERSION = 1;
  private static final long NEVER = -1;

  static StreamRecord created(long id, long nowMillis, boolean isDelivered) {
    return new StreamRecord(id, nowMillis, isDelivered, NEVER, NEVER, NEVER, 0, 0);
  }

  /// The same stream after events were written.
  StreamRecord written(Written written, long nowMillis) {
    return new StreamRecord(
        id,
        createdAtMillis,
        isDelivered,
        hasEvents() ? Math.min(firstEventMillis, written.firstMillis) : written.firstMillis,
        Math.max(lastEventMillis, written.lastMillis),
        nowMillis,
        sequence + written.count,
        storedBytes + written.bytes);
  }

  /// What was written at once.
  record Written(long firstMillis, long lastMillis, int count, long bytes) {}

  StreamRecord withoutBytes(long bytes) {
    return new StreamRecord(
        id,
        createdAtMillis,
        isDelivered,
        firstEventMillis,
        lastEventMillis,
        lastIngestionMillis,
        sequence,
        storedBytes - bytes);
  }

  /// Whether there has been an event.
  public boolean hasEvents() {
    return lastEventMillis >= 0;
  }

  /// Where it stands in the list by time.
  long timeInList() {
    return Math.max(0, lastEventMillis);
  }

  byte[] encode() {
    return new FieldWriter(58)
        .octet(VERSION)
        .longNumber(id)
        .longNumber(createdAtMillis)
        .flag(isDelivered)
        .longNumber(firstEventMillis)
        .longNumber(lastEventMillis)
        .longNumber(lastIngestionMillis)
        .longNumber(sequence)
        .longNumber(storedBytes)
        .toBytes();
  }

  static StreamRecord decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A log stream");
    return new StreamRecord(
        in.longNumber(),
        in.longNumber(),
        in.flag(),
        in.longNumber(),
        in.longNumber(),
        in.longNumber(),
        in.longNumber(),
        in.longNumber());
  }
}
