package dev.junction.storage.memory;

import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.util.Arrays;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The ordered map of one partition in memory.
///
/// Durability: an ephemeral store has nothing to come back to and calls everything flushed, so that
/// the journal may forget at once; a recoverable one comes back by [#crash] as it was at its last
/// checkpoint. Threads: the partition's; [#flushedLsn] any.
public final class MemoryStateStore implements StateStore {

  private final NavigableMap<byte[], byte[]> map = new TreeMap<>(Arrays::compareUnsigned);
  private final Set<MemoryCursor> open = new HashSet<>();
  private final boolean recoverable;
  private NavigableMap<byte[], byte[]> saved = new TreeMap<>(Arrays::compareUnsigned);
  private volatile long appliedLsn;
  private volatile long savedLsn;

  private MemoryStateStore(boolean recoverable) {
    this.recoverable = recoverable;
  }

  /// A store that ends with the process.
  public static MemoryStateStore ephemeral() {
    return new MemoryStateStore(false);
  }

  /// A store for simulations, which keeps a copy of itself at each checkpoint.
  public static MemoryStateStore recoverable() {
    return new MemoryStateStore(true);
  }

  /// Forgets everything since the last checkpoint, as a restart would.
  public void crash() {
    open.clear();
    map.clear();
    map.putAll(saved);
    appliedLsn = savedLsn;
  }

  @Override
  public void apply(long lsn, WriteBatch batch) {
    batch.forEach(
        new WriteBatch.Visitor() {
          @Override
          public void put(byte[] key, byte[] value) {
            keep(key, map.put(key, value));
          }

          @Override
          public void delete(byte[] key) {
            keep(key, map.remove(key));
          }

          @Override
          public void deleteRange(byte[] from, byte[] to) {
            if (Arrays.compareUnsigned(from, to) < 0) {
              NavigableMap<byte[], byte[]> range = map.subMap(from, true, to, false);
              range.forEach((key, value) -> keep(key, value));
              range.clear();
            }
          }
        });
    appliedLsn = lsn;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return map.get(key);
  }

  @Override
  public Cursor scan(byte[] from, byte[] to) {
    MemoryCursor cursor = new MemoryCursor(map, from, to, open::remove);
    open.add(cursor);
    return cursor;
  }

  @Override
  public long appliedLsn() {
    return appliedLsn;
  }

  @Override
  public long flushedLsn() {
    return recoverable ? savedLsn : appliedLsn;
  }

  @Override
  public void checkpoint() {
    if (recoverable) {
      saved = new TreeMap<>(map);
      savedLsn = appliedLsn;
    }
  }

  @Override
  public void close() {
    open.clear();
  }

  private void keep(byte[] key, byte @Nullable [] before) {
    for (MemoryCursor cursor : open) {
      cursor.keep(key, before);
    }
  }
}
