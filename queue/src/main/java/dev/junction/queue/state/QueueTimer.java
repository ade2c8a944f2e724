package dev.junction.queue.state;

import dev.junction.queue.domain.QueueAddress;
import java.nio.ByteBuffer;

/// What a durable timer of a queue is for.
///
/// Shape of its payload: what (1), the queue's number (8), the key of the queue's record to the
/// end.
///
/// @param what what is to be done
/// @param queueId the number of the queue that set it; another queue of the same name ignores it
/// @param address where the queue lives
record QueueTimer(What what, long queueId, QueueAddress address) {

  /// What is to be done.
  enum What {
    /// Delete messages past their retention.
    EXPIRE(0),
    /// Go on with the running message move task.
    MOVE(1);

    private final byte code;

    What(int code) {
      this.code = (byte) code;
    }

    private static What of(byte code) {
      return switch (code) {
        case 0 -> EXPIRE;
        case 1 -> MOVE;
        default -> throw new IllegalStateException("A timer for the unknown purpose " + code);
      };
    }
  }

  static byte[] expire(QueueAddress address, long queueId) {
    return encode(What.EXPIRE, address, queueId);
  }

  static byte[] move(QueueAddress address, long queueId) {
    return encode(What.MOVE, address, queueId);
  }

  private static byte[] encode(What what, QueueAddress address, long queueId) {
    byte[] key = QueueKeys.queue(address);
    return ByteBuffer.allocate(9 + key.length).put(what.code).putLong(queueId).put(key).array();
  }

  static QueueTimer decode(byte[] payload) {
    ByteBuffer in = ByteBuffer.wrap(payload);
    What what = What.of(in.get());
    long queueId = in.getLong();
    byte[] key = new byte[in.remaining()];
    in.get(key);
    return new QueueTimer(what, queueId, QueueKeys.addressOf(key));
  }
}
