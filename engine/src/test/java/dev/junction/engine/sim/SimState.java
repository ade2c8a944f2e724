package dev.junction.engine.sim;

import dev.junction.storage.StateFull;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A map of a process that may die: what is flushed outlives it, in a [Saved] of its own.
final class SimState implements StateStore {

  /// What a crash leaves of a map.
  record Saved(NavigableMap<byte[], byte[]> map, long lsn) {
    static final Saved NOTHING = new Saved(new TreeMap<>(Arrays::compareUnsigned), 0);
  }

  private final NavigableMap<byte[], byte[]> map;
  private Saved saved;
  private long appliedLsn;
  private boolean full;
  private boolean behind;

  SimState(Saved saved) {
    this.saved = saved;
    map = new TreeMap<>(saved.map);
    appliedLsn = saved.lsn;
  }

  Saved saved() {
    return saved;
  }

  /// Lets the map have no space, or space again.
  void fill(boolean nowFull) {
    full = nowFull;
  }

  /// Whether the last batch was refused.
  boolean isBehind() {
    return behind;
  }

  /// Flushes by itself, as a state store does whenever it likes.
  void flushIfItCan() {
    if (!full) {
      checkpoint();
    }
  }

  private void checkSpace() {
    if (full) {
      throw new StateFull("The simulated map is full", new IllegalStateException());
    }
  }

  @Override
  public void apply(long lsn, WriteBatch batch) {
    behind = full;
    checkSpace();
    batch.forEach(
        new WriteBatch.Visitor() {
          @Override
          public void put(byte[] key, byte[] value) {
            map.put(key, value);
          }

          @Override
          public void delete(byte[] key) {
            map.remove(key);
          }

          @Override
          public void deleteRange(byte[] from, byte[] to) {
            map.subMap(from, to).clear();
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
    return new ListCursor(new ArrayList<>(map.subMap(from, to).entrySet()));
  }

  @Override
  public Cursor scanBackward(byte[] from, byte[] to) {
    return new ListCursor(new ArrayList<>(map.subMap(from, to).entrySet()).reversed());
  }

  @Override
  public long appliedLsn() {
    return appliedLsn;
  }

  @Override
  public long flushedLsn() {
    return saved.lsn;
  }

  @Override
  public void checkpoint() {
    checkSpace();
    saved = new Saved(new TreeMap<>(map), appliedLsn);
  }

  @Override
  public void close() {}

  private static final class ListCursor implements Cursor {
    private final Iterator<Map.Entry<byte[], byte[]>> rest;
    private Map.@Nullable Entry<byte[], byte[]> at;

    ListCursor(List<Map.Entry<byte[], byte[]>> entries) {
      rest = entries.iterator();
    }

    @Override
    public boolean next() {
      at = rest.hasNext() ? rest.next() : null;
      return at != null;
    }

    @Override
    public byte[] key() {
      return here().getKey();
    }

    @Override
    public byte[] value() {
      return here().getValue();
    }

    @Override
    public void close() {}

    private Map.Entry<byte[], byte[]> here() {
      if (at == null) {
        throw new IllegalStateException("The cursor stands on no key");
      }
      return at;
    }
  }
}
