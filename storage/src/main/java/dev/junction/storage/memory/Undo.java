package dev.junction.storage.memory;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the keys that changed since a moment held at that moment: laid over the present map it
/// shows the map as it was then.
final class Undo {

  /// The value that a key had; null when there was no such key.
  private record Former(byte @Nullable [] value) {}

  /// A key with the value that it had.
  record Entry(byte[] key, byte[] value) {}

  private final NavigableMap<byte[], byte[]> present;
  private final NavigableMap<byte[], Former> changed = new TreeMap<>(Arrays::compareUnsigned);

  Undo(NavigableMap<byte[], byte[]> present) {
    this.present = present;
  }

  /// Remembers a key's value before its first change since the moment.
  void changing(byte[] key, byte @Nullable [] value) {
    changed.putIfAbsent(key, new Former(value));
  }

  /// Makes the present the moment that is shown.
  void forget() {
    changed.clear();
  }

  /// Puts the map back to how it was.
  void restore() {
    changed.forEach(
        (key, former) -> {
          byte[] value = former.value();
          if (value == null) {
            present.remove(key);
          } else {
            present.put(key, value);
          }
        });
    changed.clear();
  }

  /// The first entry at or after (or only after) a key, as it was; null at the end.
  @Nullable Entry next(byte[] key, boolean inclusive) {
    byte[] from = key;
    boolean atFrom = inclusive;
    while (true) {
      byte[] now = atFrom ? present.ceilingKey(from) : present.higherKey(from);
      var then = atFrom ? changed.ceilingEntry(from) : changed.higherEntry(from);
      if (then == null || (now != null && Arrays.compareUnsigned(now, then.getKey()) < 0)) {
        byte[] value = now == null ? null : present.get(now);
        return now == null || value == null ? null : new Entry(now, value);
      }
      byte[] value = then.getValue().value();
      if (value != null) {
        return new Entry(then.getKey(), value);
      }
      from = then.getKey();
      atFrom = false;
    }
  }

  /// The last entry before a key, as it was; null at the beginning.
  @Nullable Entry before(byte[] key) {
    byte[] end = key;
    while (true) {
      byte[] now = present.lowerKey(end);
      var then = changed.lowerEntry(end);
      if (then == null || (now != null && Arrays.compareUnsigned(now, then.getKey()) > 0)) {
        byte[] value = now == null ? null : present.get(now);
        return now == null || value == null ? null : new Entry(now, value);
      }
      byte[] value = then.getValue().value();
      if (value != null) {
        return new Entry(then.getKey(), value);
      }
      end = then.getKey();
    }
  }
}
