package dev.junction.server;

import dev.junction.engine.Engine;
import dev.junction.kernel.Clock;
import dev.junction.server.config.Settings;
import dev.junction.storage.file.FileJournals;
import dev.junction.storage.file.FolderDisk;
import dev.junction.storage.file.JournalSettings;
import dev.junction.storage.file.JournalStatistics;
import dev.junction.storage.folder.DataFolder;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStores;
import dev.junction.storage.rocks.RocksSettings;
import dev.junction.storage.rocks.RocksStateStores;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the engine stands on: a data folder, or memory.
final class Stores implements AutoCloseable {

  private final @Nullable DataFolder folder;
  private final @Nullable FileJournals journals;
  private final @Nullable RocksStateStores states;
  private final int partitions;
  private final Engine.Ground ground;

  private Stores(Settings settings, Clock clock, String holder) {
    SecureRandom random = new SecureRandom();
    if (settings.data().ephemeral()) {
      partitions = settings.storage().partitions();
      folder = null;
      journals = null;
      states = null;
      MemoryJournals memory = MemoryJournals.keepingNothing(partitions);
      MemoryStateStores maps = MemoryStateStores.ephemeral(partitions);
      ground = new Engine.Ground(memory::open, maps::partition, clock, _ -> random);
      return;
    }
    DataFolder opened =
        DataFolder.open(
            settings.data().folder(), settings.storage().partitions(), clock.now(), holder);
    partitions = opened.partitions();
    JournalSettings journalSettings =
        new JournalSettings(partitions, JournalSettings.SEGMENT_BYTES, settings.storage().sync());
    FileJournals files = null;
    try {
      files = FileJournals.open(new FolderDisk(opened.journal()), journalSettings, random);
      RocksStateStores maps =
          RocksStateStores.open(opened.state(), partitions, RocksSettings.defaults());
      folder = opened;
      journals = files;
      states = maps;
      ground = new Engine.Ground(files::partition, maps::partition, clock, _ -> random);
    } catch (RuntimeException e) {
      if (files != null) {
        files.close();
      }
      opened.close();
      throw e;
    }
  }

  static Stores open(Settings settings, Clock clock, String holder) {
    return new Stores(settings, clock, holder);
  }

  int partitions() {
    return partitions;
  }

  Engine.Ground ground() {
    return ground;
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
