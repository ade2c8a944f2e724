package dev.junction.engine.timer;

import java.nio.ByteBuffer;
import java.time.Instant;

/// How a durable timer is named in the map: `1, due seconds, due nanoseconds, service, id`, so that
/// the keys order by due time.
///
/// Shape: the seconds are eight bytes with the sign flipped, the nanoseconds four, the service one
/// byte (its keyspace), the id the rest.
final class TimerKey {

  /// The engine keyspace of timers.
  static final byte KEYSPACE = 1;

  private static final int ID = 14;

  private TimerKey() {}

  static byte[] of(Instant due, byte service, byte[] id) {
    return ByteBuffer.allocate(ID + id.length)
        .put(KEYSPACE)
        .putLong(due.getEpochSecond() ^ Long.MIN_VALUE)
        .putInt(due.getNano())
        .put(service)
        .put(id)
        .array();
  }

  static Instant due(byte[] key) {
    ByteBuffer bytes = ByteBuffer.wrap(key);
    return Instant.ofEpochSecond(bytes.getLong(1) ^ Long.MIN_VALUE, bytes.getInt(9));
  }

  static byte service(byte[] key) {
    return key[ID - 1];
  }
}
