package dev.junction.topic.state.archive;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;

/// How far the replay of a subscription has come.
///
/// While it goes on the subscription gets nothing as it is published: the replay reaches the
/// messages that were published after its beginning too, and hands them over as if they were new.
///
/// Shape, version 1: version, status, next sequence, from which sequence on messages are new, the
/// time of the last old message in ms or -1.
///
/// @param status how it stands
/// @param next the sequence number from which on messages are to be handed over
/// @param newFrom the sequence number from which on messages were published after its beginning
/// @param endMillis the time after which no old message is wanted; -1 for none such
public record Replay(Status status, long next, long newFrom, long endMillis) {

  private static final int VERSION = 1;

  /// How a replay stands. Source: SNS Developer Guide, "Amazon SNS message replay for FIFO topic
  /// subscribers"; a replay that was stopped has no status of its own there.
  public enum Status {
    PENDING(0, "Pending"),
    IN_PROGRESS(1, "In progress"),
    COMPLETED(2, "Completed"),
    STOPPING(3, "In progress");

    private final int code;
    private final String written;

    Status(int code, String written) {
      this.code = code;
      this.written = written;
    }

    /// As the API calls it.
    public String written() {
      return written;
    }

    private static Status of(int code) {
      for (Status status : values()) {
        if (status.code == code) {
          return status;
        }
      }
      throw new IllegalStateException("A replay of the unknown status " + code);
    }
  }

  /// Whether messages reach the subscription through the replay.
  public boolean isActive() {
    return status != Status.COMPLETED;
  }

  /// Whether a message is one that was there before.
  public boolean isOld(long sequence) {
    return sequence < newFrom;
  }

  /// Whether an old message is wanted.
  public boolean wants(long atMillis) {
    return endMillis < 0 || atMillis <= endMillis;
  }

  /// Without the rest of the old messages.
  public Replay stopping() {
    return new Replay(Status.STOPPING, Math.max(next, newFrom), newFrom, endMillis);
  }

  public Replay at(Status changed, long sequence) {
    return new Replay(changed, sequence, newFrom, endMillis);
  }

  public byte[] encode() {
    return new FieldWriter(26)
        .octet(VERSION)
        .octet(status.code)
        .longNumber(next)
        .longNumber(newFrom)
        .longNumber(endMillis)
        .toBytes();
  }

  public static Replay decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A replay");
    return new Replay(Status.of(in.octet()), in.longNumber(), in.longNumber(), in.longNumber());
  }
}
