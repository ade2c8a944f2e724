package dev.junction.storage.memory;

import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.util.Arrays;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A state store in memory.
///
/// Limits: as in RocksDB, a key is neither empty nor the single byte zero. An open cursor costs one
/// remembered value per key changed while it is open. Threads: the partition's thread, except for
/// [#flushedLsn] and [#appliedLsn]. Durability: an ephemeral store never comes back;
/// [#flushedLsn] then says only what the last checkpoint covered, so that the journal can be
/// trimmed. A restartable one goes back to its last checkpoint with [#crash].
public final class MemoryStateStore implements StateStore {
  private final NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
  private final @Nullable Undo sinceCheckpoint;
  private final Set<Undo> openCursors = new HashSet<>();
  private volatile long appliedLsn;
  private volatile long flushedLsn;
  private boolean closed;

  private MemoryStateStore(boolean restartable) {
    sinceCheckpoint = restartable ? new Undo(entries) : null;
  }

  /// A store that holds nothing beyond the present state.
  public static MemoryStateStore ephemeral() {
    return new MemoryStateStore(false);
  }

  /// A store that also remembers what changed since the last checkpoint.
  public static MemoryStateStore restartable() {
    return new MemoryStateStore(true);
  }

  /// Loses everything after the last checkpoint and opens the store again.
  public void crash() {
    if (sinceCheckpoint == null) {
      throw new IllegalStateException("An ephemeral store cannot come back after a crash");
    }
    openCursors.clear();
    sinceCheckpoint.restore();
    appliedLsn = flushedLsn;
    closed = false;
  }

  @Override
  public void apply(long lsn, WriteBatch batch) {
    requireOpen();
    if (lsn <= appliedLsn) {
      throw new IllegalArgumentException("LSN %d after LSN %d".formatted(lsn, appliedLsn));
    }
    batch.forEach(new KeyCheck());
    batch.forEach(new Writer());
    appliedLsn = lsn;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    requireOpen();
    byte[] value = entries.get(key);
    return value == null ? null : value.clone();
  }

  @Override
  public Cursor scan(byte[] from, byte[] to) {
    requireOpen();
    return new SnapshotCursor(from.clone(), to.clone(), /* backward= */ false);
  }

  @Override
  public Cursor scanBackward(byte[] from, byte[] to) {
    requireOpen();
    return new SnapshotCursor(from.clone(), to.clone(), /* backward= */ true);
  }

  @Override
  public long appliedLsn() {
    return appliedLsn;
  }

  @Override
  public long flushedLsn() {
    return flushedLsn;
  }

  @Override
  public void checkpoint() {
    requireOpen();
    if (sinceCheckpoint != null) {
      sinceCheckpoint.forget();
    }
    flushedLsn = appliedLsn;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The state store is closed");
    }
  }

  private void changing(byte[] key) {
    byte[] value = entries.get(key);
    if (sinceCheckpoint != null) {
      sinceCheckpoint.changing(key, value);
    }
    openCursors.forEach(undo -> undo.changing(key, value));
  }

  /// Refuses a batch before any of it is applied.
  private static final class KeyCheck implements WriteBatch.Visitor {
    @Override
    public void put(byte[] key, byte[] value) {
      check(key);
    }

    @Override
    public void delete(byte[] key) {
      check(key);
    }

    @Override
    public void deleteRange(byte[] from, byte[] to) {}

    private static void check(byte[] key) {
      if (key.length == 0 || (key.length == 1 && key[0] == 0)) {
        throw new IllegalArgumentException("A key is neither empty nor the single byte zero");
      }
    }
  }

  private final class Writer implements WriteBatch.Visitor {
    @Override
    public void put(byte[] key, byte[] value) {
      changing(key);
      entries.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
      changing(key);
      entries.remove(key);
    }

    @Override
    public void deleteRange(byte[] from, byte[] to) {
      if (Arrays.compareUnsigned(from, to) < 0) {
        NavigableMap<byte[], byte[]> range = entries.subMap(from, true, to, false);
        range.keySet().forEach(MemoryStateStore.this::changing);
        range.clear();
      }
    }
  }

  private final class SnapshotCursor implements Cursor {
    private final Undo undo = new Undo(entries);
    private final byte[] from;
    private final byte[] to;
    private final boolean backward;
    private Undo.@Nullable Entry current;
    private boolean started;
    private boolean ended;

    SnapshotCursor(byte[] from, byte[] to, boolean backward) {
      this.from = from;
      this.to = to;
      this.backward = backward;
      openCursors.add(undo);
    }

    @Override
    public boolean next() {
      if (ended) {
        return false;
      }
      if (backward) {
        current = undo.before(started ? entry().key() : to);
      } else {
        current = undo.next(started ? entry().key() : from, !started);
      }
      started = true;
      if (current == null || !isWithin(current.key())) {
        close();
      }
      return !ended;
    }

    private boolean isWithin(byte[] key) {
      return backward
          ? Arrays.compareUnsigned(key, from) >= 0
          : Arrays.compareUnsigned(key, to) < 0;
    }

    @Override
    public byte[] key() {
      return entry().key().clone();
    }

    @Override
    public byte[] value() {
      return entry().value().clone();
    }

    @Override
    public void close() {
      ended = true;
      current = null;
      openCursors.remove(undo);
    }

    private Undo.Entry entry() {
      if (current == null) {
        throw new IllegalStateException("The cursor stands on no entry");
      }
      return current;
    }
  }
}
