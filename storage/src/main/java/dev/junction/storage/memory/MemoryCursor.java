package dev.junction.storage.memory;

import dev.junction.storage.StateStore;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A scan over a map as it was when the scan began.
///
/// The map itself goes on changing; the store tells each open cursor what a changed key held
/// before, and the cursor reads those values in place of the map's.
final class MemoryCursor implements StateStore.Cursor {

  private record Before(byte @Nullable [] value) {}

  private final NavigableMap<byte[], byte[]> map;
  private final NavigableMap<byte[], Before> changed = new TreeMap<>(Arrays::compareUnsigned);
  private final byte[] from;
  private final byte[] to;
  private final Consumer<MemoryCursor> onClose;
  private byte @Nullable [] key;
  private byte @Nullable [] value;
  private boolean ended;

  MemoryCursor(
      NavigableMap<byte[], byte[]> map, byte[] from, byte[] to, Consumer<MemoryCursor> onClose) {
    this.map = map;
    this.from = from.clone();
    this.to = to.clone();
    this.onClose = onClose;
  }

  /// Remembers what a key held before its first change since the scan began.
  void keep(byte[] changedKey, byte @Nullable [] before) {
    boolean ahead =
        key == null
            ? Arrays.compareUnsigned(changedKey, from) >= 0
            : Arrays.compareUnsigned(changedKey, key) > 0;
    if (!ended && ahead && Arrays.compareUnsigned(changedKey, to) < 0) {
      changed.putIfAbsent(changedKey, new Before(before));
    }
  }

  @Override
  public boolean next() {
    byte[] after = key;
    while (!ended) {
      Map.Entry<byte[], byte[]> live = following(map, after);
      Map.Entry<byte[], Before> old = following(changed, after);
      if (live == null && old == null) {
        break;
      }
      boolean takeOld =
          old != null && (live == null || Arrays.compareUnsigned(old.getKey(), live.getKey()) <= 0);
      if (!takeOld && live != null) {
        return at(live.getKey(), live.getValue());
      }
      if (old != null) {
        after = old.getKey();
        byte[] before = old.getValue().value();
        if (before != null) {
          return at(after, before);
        }
      }
    }
    ended = true;
    value = null;
    return false;
  }

  @Override
  public byte[] key() {
    if (value == null || key == null) {
      throw new NoSuchElementException("The cursor stands on no key");
    }
    return key;
  }

  @Override
  public byte[] value() {
    if (value == null) {
      throw new NoSuchElementException("The cursor stands on no key");
    }
    return value;
  }

  @Override
  public void close() {
    ended = true;
    value = null;
    onClose.accept(this);
  }

  private boolean at(byte[] newKey, byte[] newValue) {
    key = newKey;
    value = newValue;
    changed.headMap(newKey, true).clear();
    return true;
  }

  private <V> Map.@Nullable Entry<byte[], V> following(
      NavigableMap<byte[], V> entries, byte @Nullable [] after) {
    Map.Entry<byte[], V> next =
        after == null ? entries.ceilingEntry(from) : entries.higherEntry(after);
    return next != null && Arrays.compareUnsigned(next.getKey(), to) < 0 ? next : null;
  }
}
