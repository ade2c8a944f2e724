package dev.junction.storage.rocks;

import dev.junction.storage.StateFull;
import dev.junction.storage.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/// The state stores of all partitions in one database.
///
/// Durability: nothing is logged; whenever one partition's memory is flushed, all are, at one
/// moment, so after a crash they come back as one prefix of what was applied. Threads: each store
/// belongs to its partition's thread; [StateStore#flushedLsn], [#checkpoint] and [#close] are for
/// any, but `close` only after the partitions' threads have stopped. Errors:
/// [StateDamagedException] when files are damaged, [UncheckedIOException] when the disk fails.
public final class RocksStateStores implements AutoCloseable {
  static {
    RocksDB.loadLibrary();
  }

  private final Path folder;
  private final NativeOptions options;
  private final RocksDB database;
  private final List<ColumnFamilyHandle> handles;
  private final WriteOptions withoutLog = new WriteOptions().setDisableWAL(true);
  private final ReadOptions flushedOnly = new ReadOptions().setReadTier(ReadTier.PERSISTED_TIER);
  private final FlushOptions waiting = new FlushOptions().setWaitForFlush(true);
  private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();
  private final Object flushing = new Object();
  private final List<RocksStateStore> partitions = new ArrayList<>();
  private final Reclaimer reclaimer;
  private boolean closed;

  private RocksStateStores(
      Path folder, NativeOptions options, RocksDB database, List<ColumnFamilyHandle> handles) {
    this.folder = folder;
    this.options = options;
    this.database = database;
    this.handles = handles;
    reclaimer = new Reclaimer(database, handles, this::checkpoint);
  }

  /// Opens the database in a folder, creating what is missing.
  ///
  /// @throws IllegalArgumentException when the database has more partitions than asked for
  /// @throws StateDamagedException when its files are damaged
  public static RocksStateStores open(Path folder, int partitions, RocksSettings settings) {
    NativeOptions options = new NativeOptions(settings);
    Families families;
    RocksDB database;
    try {
      Files.createDirectories(folder);
      families = Families.of(folder, partitions);
      database = families.open(folder, options);
    } catch (RocksDBException e) {
      options.close();
      throw Failures.of(folder, e);
    } catch (IOException e) {
      options.close();
      throw new UncheckedIOException("The state folder " + folder + " cannot be opened", e);
    } catch (RuntimeException e) {
      options.close();
      throw e;
    }
    RocksStateStores stores = new RocksStateStores(folder, options, database, families.handles());
    try {
      stores.start(families.partitions(database, partitions, options));
    } catch (RocksDBException e) {
      stores.closeNative();
      throw Failures.of(folder, e);
    } catch (RuntimeException e) {
      stores.closeNative();
      throw e;
    }
    return stores;
  }

  /// The store of a partition, always the same one.
  public StateStore partition(int partition) {
    return partitions.get(partition);
  }

  /// Makes what all partitions applied so far come back by itself after a crash.
  public void checkpoint() {
    flushUntil(() -> false);
  }

  /// What a person who watches memory wants to know, in bytes.
  public RocksMemory memory() {
    return whileOpen(
        () -> {
          long buffers = 0;
          long readers = 0;
          for (ColumnFamilyHandle handle : handles) {
            buffers += database.getLongProperty(handle, "rocksdb.cur-size-all-mem-tables");
            readers += database.getLongProperty(handle, "rocksdb.estimate-table-readers-mem");
          }
          return new RocksMemory(buffers, options.cachedBytes(), readers);
        });
  }

  /// Flushes everything, if there is space, and closes the database.
  @Override
  public void close() {
    // Before the lock, which a checkpoint of its own may wait for.
    reclaimer.close();
    closing.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      checkpoint();
    } catch (StateFull _) {
      // The journal has what is not flushed.
    } finally {
      closeNative();
      closing.writeLock().unlock();
    }
  }

  Reclaimer reclaimer() {
    return reclaimer;
  }

  Path folder() {
    return folder;
  }

  RocksDB database() {
    return database;
  }

  /// Writes a batch in the database's form.
  void write(byte[] encoded) throws RocksDBException {
    try (org.rocksdb.WriteBatch writes = new org.rocksdb.WriteBatch(encoded)) {
      database.write(withoutLog, writes);
    }
  }

  byte @Nullable [] flushed(ColumnFamilyHandle partition, byte[] key) throws RocksDBException {
    closing.readLock().lock();
    try {
      requireOpen();
      return database.get(partition, flushedOnly, key);
    } finally {
      closing.readLock().unlock();
    }
  }

  void flushUntil(BooleanSupplier done) {
    whileOpen(
        () -> {
          // One after the other: whoever waited finds that the flush before covered it.
          synchronized (flushing) {
            if (!done.getAsBoolean()) {
              database.flush(waiting, handles);
            }
          }
          return true;
        });
  }

  private void start(List<ColumnFamilyHandle> ordered) throws RocksDBException {
    requireAtomicFlush(folder);
    for (ColumnFamilyHandle handle : ordered) {
      partitions.add(new RocksStateStore(this, handle));
    }
    reclaimer.start();
  }

  private void closeNative() {
    if (!closed) {
      closed = true;
      reclaimer.close();
      partitions.forEach(RocksStateStore::close);
      handles.forEach(ColumnFamilyHandle::close);
      database.close();
      withoutLog.close();
      flushedOnly.close();
      waiting.close();
      options.close();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The state stores are closed");
    }
  }

  private <T> T whileOpen(NativeCall<T> call) {
    closing.readLock().lock();
    try {
      requireOpen();
      return call.run();
    } catch (RocksDBException e) {
      throw Failures.of(folder, e);
    } finally {
      closing.readLock().unlock();
    }
  }

  private interface NativeCall<T> {
    T run() throws RocksDBException;
  }

  /// Reads back what the open database wrote down about itself.
  private static void requireAtomicFlush(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      Path newest =
          files
              .filter(file -> file.getFileName().toString().matches("OPTIONS-\\d+"))
              .max(Path::compareTo)
              .orElseThrow(() -> new IllegalStateException("No options file in " + folder));
      try (Stream<String> lines = Files.lines(newest)) {
        if (lines.noneMatch(line -> line.strip().equals("atomic_flush=true"))) {
          throw new IllegalStateException("The state in " + folder + " does not flush atomically");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
