package dev.junction.storage.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.storage.WriteBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// The batch is byte for byte what the database's own batch makes of the same operations.
class NativeBatchTest {
  @TempDir Path folder;

  private final Random random = new Random(7);

  @Test
  void theBytesAreThoseOfTheDatabasesOwnBatch() throws RocksDBException {
    RocksDB.loadLibrary();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (ColumnFamilyOptions family = new ColumnFamilyOptions();
        DBOptions options =
            new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true);
        RocksDB database =
            RocksDB.open(
                options,
                folder.toString(),
                List.of(
                    new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, family),
                    new ColumnFamilyDescriptor(new byte[] {'a'}, family)),
                handles)) {
      ColumnFamilyHandle handle = handles.getLast();
      NativeBatch mine = new NativeBatch(handle.getID());
      for (int round = 0; round < 20; round++) {
        mine.clear();
        try (org.rocksdb.WriteBatch theirs = new org.rocksdb.WriteBatch()) {
          WriteBatch batch = new WriteBatch();
          for (int i = random.nextInt(5); i >= 0; i--) {
            operation(batch, theirs, handle);
          }
          batch.forEachSlice(mine);
          assertThat(mine.encode()).isEqualTo(theirs.data());
          database.write(new org.rocksdb.WriteOptions().setDisableWAL(true), theirs);
        }
      }
      handles.forEach(ColumnFamilyHandle::close);
    }
  }

  @Test
  void keysThatAreNotForUsersAreRefused() {
    NativeBatch batch = new NativeBatch(1);
    for (byte[] key : List.of(new byte[0], new byte[] {0})) {
      WriteBatch put = new WriteBatch();
      put.put(key, new byte[] {1});
      assertThatThrownBy(() -> put.forEachSlice(batch))
          .isInstanceOf(IllegalArgumentException.class);
      WriteBatch delete = new WriteBatch();
      delete.delete(key);
      assertThatThrownBy(() -> delete.forEachSlice(batch))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private void operation(WriteBatch batch, org.rocksdb.WriteBatch theirs, ColumnFamilyHandle handle)
      throws RocksDBException {
    byte[] key = text(2 + random.nextInt(200));
    switch (random.nextInt(3)) {
      case 0 -> {
        byte[] value = text(random.nextInt(100_000));
        batch.put(key, value);
        theirs.put(handle, key, value);
      }
      case 1 -> {
        batch.delete(key);
        theirs.delete(handle, key);
      }
      default -> {
        byte[] end = {-1, -1, -1};
        batch.deleteRange(key, end);
        theirs.deleteRange(handle, key, end);
      }
    }
  }

  private byte[] text(int length) {
    byte[] text = new byte[length];
    random.nextBytes(text);
    if (length > 0) {
      text[0] = 1;
    }
    return text;
  }
}
