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
/// length before each, the stored message to the end.
///
/// @param why why it is on its way
/// @param source the queue that it left
/// @param target the queue that it is to join
/// @param stored the message
record Transfer(Why why, QueueAddress source, QueueAddress target, byte[] stored) {

  private static final byte VERSION = 1;

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
    return new Transfer(Why.DEAD_LETTER, source, target, stored);
  }

  static Transfer move(QueueAddress source, QueueAddress target, byte[] stored) {
    return new Transfer(Why.MOVE, source, target, stored);
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
    return new Transfer(back, /* source= */ target, /* target= */ source, stored);
  }

  /// The message as its target keeps it. A dead letter of a standard queue keeps its time, that of
  /// a FIFO queue gets a new one; a moved message is a new message. Source: SQS Developer Guide,
  /// "Using dead-letter queues" and "dead-letter queue redrive".
  ///
  /// @param sequence the sequence that the target gives it
  byte[] arrived(long nowMillis, long sequence, Supplier<UUID> newId) {
    return switch (why) {
      case DEAD_LETTER -> {
        byte[] letter = StoredMessage.withDeadLetterSource(stored, source.arn().toString());
        if (target.isFifo()) {
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
    return ByteBuffer.allocate(10 + from.length + to.length + stored.length)
        .put(VERSION)
        .put(why.code)
        .putInt(from.length)
        .put(from)
        .putInt(to.length)
        .put(to)
        .put(stored)
        .array();
  }

  static Transfer decode(byte[] encoded) {
    ByteBuffer in = ByteBuffer.wrap(encoded);
    if (in.get() != VERSION) {
      throw new IllegalStateException("A transfer of the unknown format version " + encoded[0]);
    }
    Why why = Why.of(in.get());
    QueueAddress source = address(in);
    QueueAddress target = address(in);
    byte[] stored = new byte[in.remaining()];
    in.get(stored);
    return new Transfer(why, source, target, stored);
  }

  private static QueueAddress address(ByteBuffer in) {
    byte[] text = new byte[in.getInt()];
    in.get(text);
    String arn = new String(text, StandardCharsets.UTF_8);
    return QueueAddress.ofArn(arn)
        .orElseThrow(() -> new IllegalStateException("No queue: " + Arn.parse(arn)));
  }
}
