package dev.junction.storage.rocks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.DBOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDB;

class RocksStateStoresTest {
  private static final byte[] LAST = {-1, -1};

  @TempDir Path folder;

  @Test
  void partitionsDoNotSeeEachOther() {
    try (RocksStateStores stores = open(3)) {
      put(stores.partition(0), 1, 7);
      put(stores.partition(2), 9, 7);

      assertThat(stores.partition(1).get(key(7))).isNull();
      assertThat(stores.partition(1).appliedLsn()).isZero();
      assertThat(stores.partition(2).appliedLsn()).isEqualTo(9);
    }
    try (RocksStateStores stores = open(3)) {
      assertThat(stores.partition(0).appliedLsn()).isEqualTo(1);
      assertThat(stores.partition(0).flushedLsn()).isEqualTo(1);
      assertThat(stores.partition(2).appliedLsn()).isEqualTo(9);
    }
  }

  @Test
  void aCheckpointOfOnePartitionFlushesAll() {
    try (RocksStateStores stores = open(2)) {
      put(stores.partition(0), 1, 1);
      put(stores.partition(1), 5, 1);

      stores.partition(0).checkpoint();

      assertThat(stores.partition(1).flushedLsn()).isEqualTo(5);
    }
  }

  /// Folders of earlier versions have their tables in levels.
  @Test
  void tablesInLevelsAreReadAsTheyAre() throws Exception {
    RocksDB.loadLibrary();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (RocksStateStores stores = open(1)) {
      put(stores.partition(0), 1, 1);
    }
    try (DBOptions database = new DBOptions();
        ColumnFamilyOptions levels =
            new ColumnFamilyOptions()
                .setCompactionStyle(CompactionStyle.LEVEL)
                .setTargetFileSizeBase(64 << 10);
        RocksDB old =
            RocksDB.open(
                database,
                folder.toString(),
                List.of(
                    new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, levels),
                    new ColumnFamilyDescriptor("partition-0".getBytes(US_ASCII), levels)),
                handles)) {
      byte[] noise = new byte[400];
      for (int round = 2; round <= 3; round++) {
        for (int number = round; number <= 1_000; number += 2) {
          new Random(number).nextBytes(noise);
          old.put(handles.getLast(), key(number), noise);
        }
        old.compactRange(handles.getLast());
      }
      old.put(handles.getLast(), key(1_001), noise);
      assertThat(old.getLiveFilesMetaData()).extracting(LiveFileMetaData::level).contains(6);
      assertThat(old.getLiveFilesMetaData()).hasSizeGreaterThan(2);
      handles.forEach(ColumnFamilyHandle::close);
    }
    try (RocksStateStores stores = open(1)) {
      for (int number : List.of(1, 2, 500, 1_000, 1_001)) {
        assertThat(stores.partition(0).get(key(number))).isNotNull();
      }
      put(stores.partition(0), 2, 1_002);
      stores.checkpoint();
    }
    try (RocksStateStores stores = open(1)) {
      assertThat(stores.partition(0).get(key(1_002))).isNotNull();
      assertThat(stores.partition(0).get(key(2))).isNotNull();
    }
  }

  @Test
  void aFullWriteBufferOfOnePartitionFlushesAll() {
    RocksSettings small = new RocksSettings(1 << 20, 1 << 20, 64 << 10, 2, 64);
    try (RocksStateStores stores = RocksStateStores.open(folder, 2, small)) {
      put(stores.partition(1), 3, 1);
      byte[] noise = new byte[1 << 10];
      new Random(1).nextBytes(noise);
      for (int lsn = 1; lsn <= 200; lsn++) {
        WriteBatch batch = new WriteBatch();
        batch.put(key(lsn), noise);
        stores.partition(0).apply(lsn, batch);
      }

      await().until(() -> stores.partition(1).flushedLsn() == 3);
      assertThat(stores.partition(0).flushedLsn()).isBetween(1L, 200L);
    }
  }

  @Test
  void moreLaterPartitionsAreAddedButNoneIsLeftOut() {
    open(2).close();
    open(4).close();

    assertThatThrownBy(() -> open(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 4 partitions, not 2");
  }

  @Test
  void aFolderIsOpenOnce() {
    try (RocksStateStores first = open(1)) {
      assertThatThrownBy(() -> open(1))
          .isInstanceOf(UncheckedIOException.class)
          .hasStackTraceContaining(folder.toString());
      put(first.partition(0), 1, 1);
    }
  }

  @Test
  void aClosedDatabaseRefusesInsteadOfCrashing() {
    RocksStateStores stores = open(1);
    StateStore store = stores.partition(0);
    stores.close();
    stores.close();

    assertThatThrownBy(() -> store.get(key(1))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> put(store, 1, 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.scan(key(1), LAST)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(store::flushedLsn).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(stores::checkpoint).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(stores::memory).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void smallWritesToManyPartitionsReserveLittleMemory() {
    try (RocksStateStores stores = open(64)) {
      for (int p = 0; p < 64; p++) {
        put(stores.partition(p), 1, 1);
      }

      assertThat(stores.memory().writeBufferBytes()).isLessThan(8L << 20);
      // Nothing was flushed early because memory was only reserved.
      assertThat(stores.partition(0).flushedLsn()).isZero();
    }
  }

  @Test
  void aLostTableFileIsDamage() throws IOException {
    fill();
    Files.delete(file(".sst"));

    assertThatThrownBy(() -> open(1)).satisfies(this::isDamage);
  }

  @Test
  void aShortTableFileIsDamage() throws IOException {
    fill();
    Path file = file(".sst");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 10));

    assertThatThrownBy(() -> open(1)).satisfies(this::isDamage);
  }

  @Test
  void aFlippedBitInATableFileIsDamageForWhoeverReadsIt() throws IOException {
    fill();
    Path file = file(".sst");
    byte[] bytes = Files.readAllBytes(file);
    bytes[100] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(
            () -> {
              RocksStateStores stores = open(1);
              try (stores;
                  StateStore.Cursor cursor = stores.partition(0).scan(key(0), LAST)) {
                while (cursor.next()) {
                  cursor.value();
                }
              }
            })
        .satisfies(this::isDamage);
  }

  @Test
  void aBrokenManifestIsDamage() throws IOException {
    fill();
    Path manifest = fileThatStarts("MANIFEST-");
    byte[] bytes = Files.readAllBytes(manifest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(manifest, bytes);

    assertThatThrownBy(() -> open(1)).satisfies(this::isDamage);
  }

  @Test
  void aManifestCutInItsMiddleIsDamage() throws IOException {
    fill();
    Path manifest = fileThatStarts("MANIFEST-");
    byte[] bytes = Files.readAllBytes(manifest);
    Files.write(manifest, Arrays.copyOf(bytes, bytes.length / 4));

    assertThatThrownBy(() -> open(1)).satisfies(this::isDamage);
  }

  @Test
  void aLostCurrentFileIsDamageAndNothingIsDeleted() throws IOException {
    fill();
    Files.delete(folder.resolve("CURRENT"));

    assertThatThrownBy(() -> open(1)).satisfies(this::isDamage);
    assertThatCode(() -> file(".sst")).doesNotThrowAnyException();
  }

  private void isDamage(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOf(StateDamagedException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("deleting this folder rebuilds");
    assertThat(((StateDamagedException) thrown).folder()).isEqualTo(folder);
  }

  private void fill() {
    try (RocksStateStores stores = open(1)) {
      for (int i = 1; i <= 1000; i++) {
        put(stores.partition(0), i, i);
      }
    }
  }

  private RocksStateStores open(int partitions) {
    return RocksStateStores.open(folder, partitions, RocksSettings.defaults());
  }

  private Path file(String ending) throws IOException {
    return files().stream().filter(f -> f.toString().endsWith(ending)).findFirst().orElseThrow();
  }

  private Path fileThatStarts(String start) throws IOException {
    return files().stream()
        .filter(file -> folder.relativize(file).toString().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void put(StateStore store, long lsn, int key) {
    WriteBatch batch = new WriteBatch();
    batch.put(key(key), key(key));
    store.apply(lsn, batch);
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(5).put((byte) 1).putInt(number).array();
  }
}
