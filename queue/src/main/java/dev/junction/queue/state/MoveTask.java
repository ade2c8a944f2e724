package dev.junction.queue.state;

import dev.junction.queue.domain.QueueAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One message move task of a dead-letter queue, as clients start, list and cancel it.
///
/// Shape, version 1, big-endian: version (1), number (8), id (16), status (1), started at in ms
/// (8), messages per second or 0 (4), moved (8), to move (8), then the destination's ARN or nothing
/// and the reason of the failure or nothing, each with an int length before it. Source: SQS API
/// reference, ListMessageMoveTasksResultEntry.
///
/// @param number its number among the tasks of the queue
/// @param id the identity in its handle
/// @param status how it stands
/// @param startedAtMillis when it was started
/// @param perSecondMax how many messages it moves in a second at most; 0 for as many as it can
/// @param destination where it moves them; null for the queue that each came from
/// @param moved how many it has moved
/// @param toMove how many were there when it was started
/// @param failure why it failed, or empty
public record MoveTask(
    long number,
    UUID id,
    Status status,
    long startedAtMillis,
    int perSecondMax,
    @Nullable QueueAddress destination,
    long moved,
    long toMove,
    String failure) {

  /// How a task stands.
  public enum Status {
    RUNNING(0),
    COMPLETED(1),
    CANCELLED(2),
    FAILED(3);

    private final byte code;

    Status(int code) {
      this.code = (byte) code;
    }

    private static Status of(byte code) {
      return switch (code) {
        case 0 -> RUNNING;
        case 1 -> COMPLETED;
        case 2 -> CANCELLED;
        case 3 -> FAILED;
        default -> throw new IllegalStateException("A move task of the unknown status " + code);
      };
    }
  }

  private static final byte VERSION = 1;
  private static final int AT_ONCE = 100;
  private static final long MILLIS_PER_SECOND = 1_000;

  public boolean isRunning() {
    return status == Status.RUNNING;
  }

  /// How many messages one step moves at most.
  int stepMessagesMax() {
    return perSecondMax == 0 ? AT_ONCE : Math.max(1, perSecondMax / 10);
  }

  /// How much later than a step the next one is due.
  long stepMillis() {
    return perSecondMax == 0
        ? 1
        : Math.ceilDiv(stepMessagesMax() * MILLIS_PER_SECOND, (long) perSecondMax);
  }

  MoveTask withMoved(long change) {
    return with(status, moved + change, failure);
  }

  MoveTask ended(Status how) {
    return with(how, moved, "");
  }

  MoveTask failed(String reason) {
    return with(Status.FAILED, moved, reason);
  }

  private MoveTask with(Status newStatus, long newMoved, String newFailure) {
    return new MoveTask(
        number,
        id,
        newStatus,
        startedAtMillis,
        perSecondMax,
        destination,
        newMoved,
        toMove,
        newFailure);
  }

  byte[] encode() {
    byte[] to = utf8(destination == null ? "" : destination.arn().toString());
    byte[] why = utf8(failure);
    return ByteBuffer.allocate(62 + 8 + to.length + why.length)
        .put(VERSION)
        .putLong(number)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .put(status.code)
        .putLong(startedAtMillis)
        .putInt(perSecondMax)
        .putLong(moved)
        .putLong(toMove)
        .putInt(to.length)
        .put(to)
        .putInt(why.length)
        .put(why)
        .array();
  }

  static MoveTask decode(byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored);
    if (in.get() != VERSION) {
      throw new IllegalStateException("A move task of the unknown format version " + stored[0]);
    }
    long number = in.getLong();
    UUID id = new UUID(in.getLong(), in.getLong());
    Status status = Status.of(in.get());
    long startedAtMillis = in.getLong();
    int perSecondMax = in.getInt();
    long moved = in.getLong();
    long toMove = in.getLong();
    QueueAddress destination = QueueAddress.ofArn(text(in)).orElse(null);
    return new MoveTask(
        number, id, status, startedAtMillis, perSecondMax, destination, moved, toMove, text(in));
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
