package dev.junction.engine;

import dev.junction.storage.StateStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The messages of a partition to others that may not have arrived yet. Threads: the partition's.
final class Outbox {

  /// One message.
  ///
  /// Shape in the map: keyspace of the service (1), payload.
  record Entry(int target, long sequence, byte keyspace, byte[] payload) {
    byte[] encode() {
      return ByteBuffer.allocate(1 + payload.length).put(keyspace).put(payload).array();
    }
  }

  private final long[] nextSequence;

  /// Everything below this has arrived, by target.
  private final long[] arrivedBelow;

  Outbox(int partitions) {
    nextSequence = new long[partitions];
    arrivedBelow = new long[partitions];
  }

  /// Reads back what had not arrived at the last stop.
  ///
  /// @param inboxes what each target has taken from this partition, by target; sequences go on
  ///     above
  List<Entry> restore(StateStore store, long[] inboxes) {
    List<Entry> pending = new ArrayList<>();
    for (int target = 0; target < nextSequence.length; target++) {
      nextSequence[target] = inboxes[target] + 1;
      arrivedBelow[target] = 0;
    }
    try (StateStore.Cursor cursor = store.scan(EngineKeys.outboxStart(), EngineKeys.outboxEnd())) {
      while (cursor.next()) {
        int target = EngineKeys.targetOf(cursor.key());
        long sequence = EngineKeys.sequenceOf(cursor.key());
        ByteBuffer value = ByteBuffer.wrap(cursor.value());
        byte keyspace = value.get();
        byte[] payload = new byte[value.remaining()];
        value.get(payload);
        pending.add(new Entry(target, sequence, keyspace, payload));
        nextSequence[target] = Math.max(nextSequence[target], sequence + 1);
      }
    }
    return pending;
  }

  Entry add(int target, byte keyspace, byte[] payload) {
    return new Entry(target, nextSequence[target]++, keyspace, payload);
  }

  /// Notes that everything up to this sequence has arrived; answers where the range to delete
  /// begins.
  long arrived(int target, long sequence) {
    long from = arrivedBelow[target];
    arrivedBelow[target] = Math.max(from, sequence + 1);
    return from;
  }
}
