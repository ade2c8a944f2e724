package dev.junction.storage.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

/// What is deleted gives its place on the disk back, also when nothing is written after it.
class ReclaimerTest {
  private static final int VALUES = 1_000;
  private static final int VALUE_BYTES = 100 << 10;
  private static final long ALL_BYTES = (long) VALUES * VALUE_BYTES;

  @TempDir Path folder;

  private final Random random = new Random(7);
  private long lsn;

  @Test
  void aRangeDeleteGivesTheDiskBackOnceItIsQuiet() throws RocksDBException {
    try (RocksStateStores stores = RocksStateStores.open(folder, 1, RocksSettings.defaults())) {
      StateStore store = stores.partition(0);
      fill(store);
      stores.checkpoint();
      assertThat(bytesOnDisk()).isGreaterThan(ALL_BYTES);

      WriteBatch purge = new WriteBatch();
      purge.deleteRange(key(0), key(VALUES));
      store.apply(++lsn, purge);
      lookTwice(stores);

      assertThat(bytesOnDisk()).isLessThan(ALL_BYTES / 10);
    }
  }

  @Test
  void theFewValuesThatLiveOnAreMovedTogether() throws RocksDBException {
    try (RocksStateStores stores = RocksStateStores.open(folder, 1, RocksSettings.defaults())) {
      StateStore store = stores.partition(0);
      fill(store);
      WriteBatch deletes = new WriteBatch();
      for (int i = 0; i < VALUES; i++) {
        if (i % 20 != 0) {
          deletes.delete(key(i));
        }
      }
      store.apply(++lsn, deletes);
      lookTwice(stores);
      lookTwice(stores);

      assertThat(bytesOnDisk()).isLessThan(ALL_BYTES / 4);
      assertThat(store.get(key(20))).hasSize(VALUE_BYTES);
      assertThat(store.get(key(21))).isNull();
    }
  }

  private static void lookTwice(RocksStateStores stores) throws RocksDBException {
    boolean _ = stores.reclaimer().look();
    boolean _ = stores.reclaimer().look();
  }

  private void fill(StateStore store) {
    for (int i = 0; i < VALUES; i++) {
      byte[] value = new byte[VALUE_BYTES];
      random.nextBytes(value);
      WriteBatch batch = new WriteBatch();
      batch.put(key(i), value);
      store.apply(++lsn, batch);
    }
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(5).put((byte) 1).putInt(number).array();
  }

  private long bytesOnDisk() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(ReclaimerTest::size).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException _) {
      // It has just gone.
      return 0;
    }
  }
}
