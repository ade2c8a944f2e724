package dev.junction.storage.rocks;

import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;

/// One partition's column family, which carries the LSN of its last batch under a key of its own.
final class RocksStateStore implements StateStore {
  /// Sorts before every key that a user may have.
  private static final byte[] LSN_KEY = {0};

  static final byte[] FIRST_USER_KEY = {0, 0};
  private static final byte LSN_VERSION = 1;

  private final RocksStateStores stores;
  private final ColumnFamilyHandle partition;
  private final NativeBatch writes;
  private final KeyOrder ordered;
  private final Set<RocksCursor> openCursors = ConcurrentHashMap.newKeySet();
  private volatile long appliedLsn;
  private volatile boolean closed;

  RocksStateStore(RocksStateStores stores, ColumnFamilyHandle partition) throws RocksDBException {
    this.stores = stores;
    this.partition = partition;
    writes = new NativeBatch(partition.getID());
    ordered = new KeyOrder(writes);
    appliedLsn = lsn(stores.database().get(partition, LSN_KEY));
  }

  @Override
  public void apply(long lsn, WriteBatch batch) {
    requireOpen();
    if (lsn <= appliedLsn) {
      throw new IllegalArgumentException("LSN %d after LSN %d".formatted(lsn, appliedLsn));
    }
    try {
      writes.clear();
      batch.forEachSlice(ordered);
      ordered.finish();
      // Last, so that no range delete of the same batch can take it away.
      byte[] entry = lsnEntry(lsn);
      writes.putUnchecked(entry, 0, LSN_KEY.length, entry.length - LSN_KEY.length);
      stores.write(writes.encode());
    } catch (RocksDBException e) {
      throw Failures.of(stores.folder(), e);
    }
    appliedLsn = lsn;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    requireOpen();
    if (Arrays.equals(key, LSN_KEY)) {
      return null;
    }
    try {
      return stores.database().get(partition, key);
    } catch (RocksDBException e) {
      throw Failures.of(stores.folder(), e);
    }
  }

  @Override
  public Cursor scan(byte[] from, byte[] to) {
    return cursor(from, to, /* backward= */ false);
  }

  @Override
  public Cursor scanBackward(byte[] from, byte[] to) {
    return cursor(from, to, /* backward= */ true);
  }

  private Cursor cursor(byte[] from, byte[] to, boolean backward) {
    requireOpen();
    byte[] first = Arrays.compareUnsigned(from, FIRST_USER_KEY) < 0 ? FIRST_USER_KEY : from.clone();
    byte[] end = Arrays.compareUnsigned(first, to) < 0 ? to : first;
    RocksCursor cursor =
        new RocksCursor(
            new RocksCursor.Place(stores.folder(), stores.database(), partition),
            first,
            end,
            backward,
            openCursors::remove);
    openCursors.add(cursor);
    return cursor;
  }

  @Override
  public long appliedLsn() {
    return appliedLsn;
  }

  /// Asks the table files themselves, past what is only in memory, so it never says too much.
  @Override
  public long flushedLsn() {
    try {
      return lsn(stores.flushed(partition, LSN_KEY));
    } catch (RocksDBException e) {
      throw Failures.of(stores.folder(), e);
    }
  }

  /// Flushes every partition, unless another one's checkpoint has just done it for this one.
  @Override
  public void checkpoint() {
    requireOpen();
    stores.flushUntil(() -> flushedLsn() >= appliedLsn);
  }

  /// Closes the partition; its database stays open until all of it is closed.
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Set.copyOf(openCursors).forEach(RocksCursor::close);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The state store is closed");
    }
  }

  private static byte[] lsnEntry(long lsn) {
    return ByteBuffer.allocate(LSN_KEY.length + 1 + Long.BYTES)
        .put(LSN_KEY)
        .put(LSN_VERSION)
        .putLong(lsn)
        .array();
  }

  private long lsn(byte @Nullable [] value) {
    if (value == null) {
      return 0;
    }
    if (value.length != 1 + Long.BYTES || value[0] != LSN_VERSION) {
      throw new StateDamagedException(stores.folder(), "the applied LSN is of an unknown format");
    }
    return ByteBuffer.wrap(value).getLong(1);
  }
}
