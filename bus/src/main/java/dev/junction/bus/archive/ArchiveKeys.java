package dev.junction.bus.archive;

import java.nio.ByteBuffer;

/// The keys of archived events in the map.
///
/// Shape: keyspace, kind, the archive's number (8 bytes, big-endian), then for an event and for a
/// chunk the number of the (first) event.
final class ArchiveKeys {

  private static final byte KEYSPACE = 24;
  static final byte ARCHIVE = 'a';
  static final byte EVENT = 'e';
  static final byte CHUNK = 'k';
  static final byte REPLAY = 'p';

  private ArchiveKeys() {}

  static byte[] key(byte kind, long number) {
    return ByteBuffer.allocate(10).put(KEYSPACE).put(kind).putLong(number).array();
  }

  static byte[] key(byte kind, long number, long second) {
    return ByteBuffer.allocate(18).put(KEYSPACE).put(kind).putLong(number).putLong(second).array();
  }

  static byte[][] all(byte kind) {
    return new byte[][] {{KEYSPACE, kind}, {KEYSPACE, (byte) (kind + 1)}};
  }

  static long secondOf(byte[] key) {
    return ByteBuffer.wrap(key).getLong(10);
  }
}
