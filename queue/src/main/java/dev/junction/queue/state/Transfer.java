package dev.junction.queue.state;

import dev.junction.kernel.Arn;
import dev.junction.queue.domain.QueueAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;

/// A message on its way from one queue to another.
///
/// Shape, version 1, big-endian: version (1), why (1), the ARNs of source and target with an int
/// length before each, the stored message to the end. Version 2 has the number of the move task (8)
/// behind why; what no task that is known moves is written as version 1.
///
/// @param why why it is on its way
/// @param source the queue that it left
/// @param target the queue that it is to join
/// @param moveTask the number of the task that moves it, among those of its dead-letter queue; 0
///     for dead letters, and where a release before this one has sent it
/// @param stored the message
record Transfer(Why why, QueueAddress source, QueueAddress target, long moveTask, byte[] stored) {

  private static final byte VERSION = 1;
  private static final byte VERSION_WITH_TASK = 2;

  /// Why a message changes queues.
  enum Why {
    /// It was received too often.
    DEAD_LETTER(0),
    /// Its dead-letter queue is gone: it goes back to its source.
    DEAD_LETTER_RETURNED(1),
    /// A message move task takes it out of a dead-letter queue.
    MOVE(2),
    /// The destination of its move is gone: it goes back to the dead-letter queue.
    MOVE_RETURNED(3);

    private final byte code;

    Why(int code) {
      this.code = (byte) code;
    }

    private static Why of(byte code) {
      return switch (code) {
        case 0 -> DEAD_LETTER;
        case 1 -> DEAD_LETTER_RETURNED;
        case 2 -> MOVE;
        case 3 -> MOVE_RETURNED;
        default -> throw new IllegalStateException("A transfer for the unknown reason " + code);
      };
    }
  }

  static Transfer deadLetter(QueueAddress source, QueueAddress target, byte[] stored) {
    return new Transfer(Why.DEAD_LETTER, source, target, /* moveTask= */ 0, stored);
  }

  static Transfer move(QueueAddress source, QueueAddress target, long moveTask, byte[] stored) {
    return new Transfer(Why.MOVE, source, target, moveTask, stored);
  }

  boolean isReturned() {
    return switch (why) {
      case DEAD_LETTER, MOVE -> false;
      case DEAD_LETTER_RETURNED, MOVE_RETURNED -> true;
    };
  }

  /// The transfer that brings the message back to its source.
  Transfer returned() {
    Why back = why == Why.DEAD_LETTER ? Why.DEAD_LETTER_RETURNED : Why.MOVE_RETURNED;
    return new Transfer(back, /* source= */ target, /* target= */ source, moveTask, stored);
  }

  /// The message as its target keeps it. A dead letter of a standard queue keeps its time, that of
  /// a FIFO queue gets a new one, and its own id as its deduplication id; a moved message is a new
  /// message, with the deduplication id that it has. Source: SQS Developer Guide, "Using
  /// dead-letter queues" and "dead-letter queue redrive".
  ///
  /// @param sequence the sequence that the target gives it
  byte[] arrived(long nowMillis, long sequence, Supplier<UUID> newId) {
    return switch (why) {
      case DEAD_LETTER -> {
        byte[] letter = StoredMessage.withDeadLetterSource(stored, source.arn().toString());
        if (target.isFifo()) {
          letter = StoredMessage.withIdForDeduplication(letter);
          StoredMessage.stamp(letter, nowMillis, sequence);
        }
        yield letter;
      }
      case MOVE -> {
        byte[] moved = StoredMessage.asNew(stored, newId.get(), nowMillis);
        StoredMessage.stamp(moved, nowMillis, sequence);
        yield moved;
      }
      case DEAD_LETTER_RETURNED, MOVE_RETURNED -> stored;
    };
  }

  byte[] encode() {
    byte[] from = source.arn().toString().getBytes(StandardCharsets.UTF_8);
    byte[] to = target.arn().toString().getBytes(StandardCharsets.UTF_8);
    int size = 10 + from.length + to.length + stored.length;
    ByteBuffer out =
        moveTask == 0
            ? ByteBuffer.allocate(size).put(VERSION).put(why.code)
            : ByteBuffer.allocate(size + 8).put(VERSION_WITH_TASK).put(why.code).putLong(moveTask);
    return out.putInt(from.length).put(from).putInt(to.length).put(to).put(stored).array();
  }

  static Transfer decode(byte[] encoded) {
    ByteBuffer in = ByteBuffer.wrap(encoded);
    byte version = in.get();
    if (version != VERSION && version != VERSION_WITH_TASK) {
      throw new IllegalStateException("A transfer of the unknown format version " + version);
    }
    Why why = Why.of(in.get());
    long moveTask = version == VERSION ? 0 : in.getLong();
    QueueAddress source = address(in);
    QueueAddress target = address(in);
    byte[] stored = new byte[in.remaining()];
    in.get(stored);
    return new Transfer(why, source, target, moveTask, stored);
  }

  private static QueueAddress address(ByteBuffer in) {
    byte[] text = new byte[in.getInt()];
    in.get(text);
    String arn = new String(text, StandardCharsets.UTF_8);
    return QueueAddress.ofArn(arn)
        .orElseThrow(() -> new IllegalStateException("No queue: " + Arn.parse(arn)));
  }
}
