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
  private final Slice from;
  private final Slice to;
  private final ReadOptions options;
  private final RocksIterator iterator;
  private final Consumer<RocksCursor> onClose;
  private final boolean backward;
  private boolean started;
  private boolean ended;

  /// What is scanned.
  record Place(Path folder, RocksDB database, ColumnFamilyHandle partition) {}

  RocksCursor(
      Place place, byte[] from, byte[] to, boolean backward, Consumer<RocksCursor> onClose) {
    this.folder = place.folder();
    this.backward = backward;
    this.onClose = onClose;
    this.from = new Slice(from);
    this.to = new Slice(to);
    options = new ReadOptions().setIterateLowerBound(this.from).setIterateUpperBound(this.to);
    iterator = place.database().newIterator(place.partition(), options);
  }

  @Override
  public boolean next() {
    if (ended) {
      return false;
    }
    move();
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

  private void move() {
    if (!started) {
      started = true;
      if (backward) {
        iterator.seekToLast();
      } else {
        iterator.seekToFirst();
      }
    } else if (backward) {
      iterator.prev();
    } else {
      iterator.next();
    }
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
      from.close();
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
