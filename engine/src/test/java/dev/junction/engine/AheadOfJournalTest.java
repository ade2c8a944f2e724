package dev.junction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.run.ThreadRunner;
import dev.junction.kernel.SystemClock;
import dev.junction.storage.Journal;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.file.FileJournals;
import dev.junction.storage.file.FileSystemDisk;
import dev.junction.storage.file.JournalSettings;
import dev.junction.storage.memory.MemoryStateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A map that is ahead of its journal, with a journal that waits to be told to write.
final class AheadOfJournalTest {

  /// As `Recovery` writes them, so that opening has nothing to write but the missing numbers.
  private static final byte[] IDENTITY = {0, 'p'};

  private static final byte[] OF_PARTITION_0_OF_1 = {1, 0, 0, 0, 0, 0, 0, 0, 1};

  @TempDir Path folder;

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void theFirstReadIsAnsweredThoughNothingIsWritten() {
    MemoryStateStore state = MemoryStateStore.restartable();
    WriteBatch lostByTheJournal = new WriteBatch();
    lostByTheJournal.put(IDENTITY, OF_PARTITION_0_OF_1);
    state.apply(3, lostByTheJournal);
    Counters counters = new Counters();
    try (FileJournals journals = journals();
        Engine engine = open(journals.partition(0), state, counters)) {
      assertThat(engine.submit(0, counters, Counters.get("a")))
          .succeedsWithin(Duration.ofSeconds(10));
    }
  }

  private FileJournals journals() {
    return FileJournals.open(
        new FileSystemDisk(folder), JournalSettings.of(1).withSegmentBytes(1 << 20));
  }

  private static Engine open(Journal journal, MemoryStateStore state, Counters counters) {
    SystemClock clock = new SystemClock();
    return Engine.open(
        EngineSettings.DEFAULT,
        List.of(new PartitionStorage(journal, state)),
        List.of(counters),
        clock,
        new SplittableRandom(1),
        new ThreadRunner(clock));
  }
}
