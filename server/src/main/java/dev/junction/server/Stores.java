package dev.junction.server;

import dev.junction.engine.log.PartitionStorage;
import dev.junction.kernel.Clock;
import dev.junction.server.config.Settings;
import dev.junction.storage.ChunkStore;
import dev.junction.storage.Journal;
import dev.junction.storage.StateStore;
import dev.junction.storage.chunk.FileChunkStore;
import dev.junction.storage.file.FileJournals;
import dev.junction.storage.file.FileSystemDisk;
import dev.junction.storage.file.JournalSettings;
import dev.junction.storage.file.JournalStatistics;
import dev.junction.storage.folder.DataFolder;
import dev.junction.storage.memory.MemoryChunkStore;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStores;
import dev.junction.storage.rocks.RocksSettings;
import dev.junction.storage.rocks.RocksStateStores;
import dev.junction.storage.seal.LocalKey;
import dev.junction.storage.seal.SealedChunkStore;
import dev.junction.storage.seal.SealedJournal;
import dev.junction.storage.seal.SealedStateStore;
import dev.junction.storage.seal.Sealer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the engine stands on: a data folder, or memory.
final class Stores implements AutoCloseable {

  private final @Nullable DataFolder folder;
  private final @Nullable FileJournals journals;
  private final @Nullable RocksStateStores states;
  private final List<PartitionStorage> partitions;
  private final ChunkStore chunks;

  private Stores(Settings settings, Clock clock, String holder) {
    if (settings.data().ephemeral()) {
      int count = settings.storage().partitions();
      folder = null;
      journals = null;
      states = null;
      chunks = new MemoryChunkStore();
      MemoryJournals memory = MemoryJournals.keepingNothing(count);
      MemoryStateStores maps = MemoryStateStores.ephemeral(count);
      partitions =
          IntStream.range(0, count)
              .mapToObj(i -> new PartitionStorage(memory.journal(i), maps.partition(i)))
              .toList();
      return;
    }
    Path keyFile = settings.storage().keyFile();
    DataFolder opened =
        DataFolder.open(
            settings.data().folder(),
            settings.storage().partitions(),
            clock.now(),
            holder,
            keyFile == null ? null : LocalKey.read(keyFile));
    FileJournals files = null;
    try {
      FileJournals journal =
          FileJournals.open(
              new FileSystemDisk(opened.journal()),
              JournalSettings.of(opened.partitions()).withSyncPolicy(settings.storage().sync()));
      files = journal;
      RocksStateStores maps =
          RocksStateStores.open(opened.state(), opened.partitions(), RocksSettings.defaults());
      folder = opened;
      journals = journal;
      states = maps;
      Sealer sealer = opened.newSealer().orElse(null);
      ChunkStore plain = FileChunkStore.open(opened.chunks());
      chunks = sealer == null ? plain : new SealedChunkStore(plain, sealer, new SecureRandom());
      partitions =
          IntStream.range(0, opened.partitions())
              .mapToObj(i -> storage(sealer, journal.partition(i), maps.partition(i)))
              .toList();
    } catch (RuntimeException e) {
      if (files != null) {
        files.close();
      }
      opened.close();
      throw e;
    }
  }

  private static PartitionStorage storage(
      @Nullable Sealer sealer, Journal journal, StateStore map) {
    if (sealer == null) {
      return new PartitionStorage(journal, map);
    }
    return new PartitionStorage(
        new SealedJournal(journal, sealer), new SealedStateStore(map, journal.partition(), sealer));
  }

  static Stores open(Settings settings, Clock clock, String holder) {
    return new Stores(settings, clock, holder);
  }

  /// Where each partition keeps its state, by number.
  List<PartitionStorage> partitions() {
    return partitions;
  }

  /// Where what does not change any more is kept.
  ChunkStore chunks() {
    return chunks;
  }

  /// What seals secrets, or null in memory.
  @Nullable Sealer secrets() {
    return folder == null ? null : folder.newSealerOfSecrets();
  }

  /// Where keys are kept, or null in memory.
  @Nullable Path keys() {
    return folder == null ? null : folder.keys();
  }

  Optional<JournalStatistics> journalStatistics() {
    return Optional.ofNullable(journals).map(FileJournals::statistics);
  }

  @Override
  public void close() {
    if (journals != null) {
      journals.close();
    }
    if (states != null) {
      states.close();
    }
    if (folder != null) {
      folder.close();
    }
  }
}
