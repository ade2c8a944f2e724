package dev.junction.engine;

import dev.junction.storage.StateStore;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The durable timers of a partition, by wall-clock time. Threads: the partition's.
///
/// The map holds all of them; in memory stand the earliest, at most [#LOADED_MAX], and the map is
/// read forward when they are used up. It is never read from the start again: fired timers leave
/// tombstones.
final class Timers {

  static final int LOADED_MAX = 10_000;

  /// A timer that came due.
  record Timer(byte[] key, byte[] payload) {}

  private final StateStore store;
  private final TreeMap<byte[], byte[]> loaded = new TreeMap<>(Arrays::compareUnsigned);

  /// Timers up to this key are in memory; later ones only when [#complete].
  private byte[] horizon = EngineKeys.timerStart();

  private boolean complete;

  Timers(StateStore store) {
    this.store = store;
    refill();
  }

  void add(byte[] key, byte[] payload) {
    if (!complete && Arrays.compareUnsigned(key, horizon) > 0) {
      return;
    }
    loaded.put(key, payload);
    if (loaded.size() > LOADED_MAX) {
      loaded.pollLastEntry();
      complete = false;
      horizon = loaded.lastKey();
    }
  }

  void remove(byte[] key) {
    loaded.remove(key);
  }

  /// The earliest timer when it is due, left in its place; null when none is.
  @Nullable Timer due(long nowMillis) {
    if (loaded.isEmpty() && !complete) {
      refill();
    }
    if (loaded.isEmpty() || EngineKeys.dueAtOf(loaded.firstKey()) > nowMillis) {
      return null;
    }
    return new Timer(loaded.firstKey(), loaded.firstEntry().getValue());
  }

  /// When the earliest timer is due, or null without one.
  @Nullable Long nextMillis() {
    return loaded.isEmpty() ? null : EngineKeys.dueAtOf(loaded.firstKey());
  }

  private void refill() {
    complete = true;
    try (StateStore.Cursor cursor = store.scan(EngineKeys.after(horizon), EngineKeys.timerEnd())) {
      while (cursor.next()) {
        if (loaded.size() == LOADED_MAX) {
          complete = false;
          break;
        }
        loaded.put(cursor.key(), cursor.value());
      }
    }
    if (!loaded.isEmpty()) {
      horizon = loaded.lastKey();
    }
  }
}
