package dev.junction.engine.outbox;

import dev.junction.kernel.Invariant;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// How the two ends of the message flow lie in the map.
///
/// | key | value |
/// |---|---|
/// | `3, target, sequence` | version, keyspace of the service, payload: a message to be sent |
/// | `4, target` | version, sequence: the last message to this target that was deleted |
/// | `5, source` | version, sequence: the last message from this source that was applied |
///
/// Partitions take four bytes, sequences eight, the first being 1.
final class OutboxKey {

  static final byte MESSAGE = 3;
  static final byte DELETED = 4;
  static final byte APPLIED = 5;

  private static final byte VERSION = 1;

  private OutboxKey() {}

  static byte[] message(int target, long sequence) {
    return ByteBuffer.allocate(13).put(MESSAGE).putInt(target).putLong(sequence).array();
  }

  static long sequence(byte[] messageKey) {
    return ByteBuffer.wrap(messageKey).getLong(5);
  }

  static byte[] deleted(int target) {
    return ByteBuffer.allocate(5).put(DELETED).putInt(target).array();
  }

  static byte[] applied(int source) {
    return ByteBuffer.allocate(5).put(APPLIED).putInt(source).array();
  }

  static byte[] messageValue(byte keyspace, byte[] payload) {
    return ByteBuffer.allocate(2 + payload.length).put(VERSION).put(keyspace).put(payload).array();
  }

  static Outbox.Message message(int target, long sequence, byte[] value) {
    Invariant.check(value[0] == VERSION, "An outbox message of format %d", value[0]);
    byte[] payload = new byte[value.length - 2];
    System.arraycopy(value, 2, payload, 0, payload.length);
    return new Outbox.Message(target, sequence, value[1], payload);
  }

  static byte[] sequenceValue(long sequence) {
    return ByteBuffer.allocate(9).put(VERSION).putLong(sequence).array();
  }

  /// The stored sequence; zero when there is none yet.
  static long readSequence(byte @Nullable [] value) {
    if (value == null) {
      return 0;
    }
    Invariant.check(value[0] == VERSION, "A stored sequence of format %d", value[0]);
    return ByteBuffer.wrap(value).getLong(1);
  }
}
