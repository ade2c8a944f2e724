package dev.junction.storage.rocks;

import dev.junction.storage.StateStore;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/// A scan over what a partition held when it began; its native memory is freed at the end of the
/// scan or by [#close], whichever is first.
final class RocksCursor implements StateStore.Cursor {
  private final Path folder;
  private final Slice to;
  private final ReadOptions options;
  private final RocksIterator iterator;
  private final Consumer<RocksCursor> onClose;
  private final byte[] from;
  private boolean started;
  private boolean ended;

  RocksCursor(
      Path folder,
      RocksDB database,
      ColumnFamilyHandle partition,
      byte[] from,
      byte[] to,
      Consumer<RocksCursor> onClose) {
    this.folder = folder;
    this.from = from;
    this.onClose = onClose;
    this.to = new Slice(to);
    options = new ReadOptions().setIterateUpperBound(this.to);
    iterator = database.newIterator(partition, options);
  }

  @Override
  public boolean next() {
    if (ended) {
      return false;
    }
    if (started) {
      iterator.next();
    } else {
      iterator.seek(from);
      started = true;
    }
    if (iterator.isValid()) {
      return true;
    }
    try {
      // An iterator that met damage says "no more" exactly like one at the end.
      iterator.status();
    } catch (RocksDBException e) {
      throw Failures.of(folder, e);
    } finally {
      close();
    }
    return false;
  }

  @Override
  public byte[] key() {
    requireEntry();
    return iterator.key();
  }

  @Override
  public byte[] value() {
    requireEntry();
    return iterator.value();
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      iterator.close();
      options.close();
      to.close();
      onClose.accept(this);
    }
  }

  private void requireEntry() {
    if (!started || ended) {
      throw new IllegalStateException("The cursor stands on no entry");
    }
  }
}
