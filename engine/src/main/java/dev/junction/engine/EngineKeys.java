package dev.junction.engine;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The engine's own keys in a partition's map; their first byte is below 16.
///
/// Shape, big-endian: outbox (2), target partition (4), sequence (8); inbox (3), source
/// partition (4); timer (4), due in ms (8), keyspace of the service (1), id.
final class EngineKeys {

  static final int SERVICE_KEYSPACE_MIN = 16;

  private static final byte OUTBOX = 2;
  private static final byte INBOX = 3;
  private static final byte TIMER = 4;

  private EngineKeys() {}

  static byte[] outbox(int target, long sequence) {
    return ByteBuffer.allocate(13).put(OUTBOX).putInt(target).putLong(sequence).array();
  }

  static byte[] outboxStart() {
    return new byte[] {OUTBOX};
  }

  static byte[] outboxEnd() {
    return new byte[] {OUTBOX + 1};
  }

  static int targetOf(byte[] outboxKey) {
    return ByteBuffer.wrap(outboxKey).getInt(1);
  }

  static long sequenceOf(byte[] outboxKey) {
    return ByteBuffer.wrap(outboxKey).getLong(5);
  }

  static byte[] inbox(int source) {
    return ByteBuffer.allocate(5).put(INBOX).putInt(source).array();
  }

  static byte[] timer(long dueAtMillis, byte keyspace, byte[] id) {
    ByteBuffer key = ByteBuffer.allocate(10 + id.length);
    return key.put(TIMER).putLong(dueAtMillis).put(keyspace).put(id).array();
  }

  static byte[] timerStart() {
    return new byte[] {TIMER};
  }

  static byte[] timerEnd() {
    return new byte[] {TIMER + 1};
  }

  static long dueAtOf(byte[] timerKey) {
    return ByteBuffer.wrap(timerKey).getLong(1);
  }

  static byte keyspaceOf(byte[] timerKey) {
    return timerKey[9];
  }

  /// The smallest key after this one.
  static byte[] after(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  static byte[] longValue(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  static long longOf(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }
}
