package dev.junction.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.junction.storage.Journal;
import dev.junction.storage.JournalFull;
import dev.junction.storage.WriteBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The journal with its threads, on real files.
class FileJournalsThreadTest {
  private static final int PARTITIONS = 4;
  private static final int BATCHES = 1000;

  @TempDir Path folder;

  @Test
  void partitionsAppendAtTheSameTimeAndEverythingIsBackInOrder() throws InterruptedException {
    Disk disk = new FileSystemDisk(folder);
    List<RecordingListener> listeners = new ArrayList<>();
    try (FileJournals journals = FileJournals.open(disk, JournalHarness.settings(PARTITIONS))) {
      List<Thread> writers = new ArrayList<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        RecordingListener listener = new RecordingListener();
        listeners.add(listener);
        Journal journal = JournalHarness.claim(journals, partition, listener);
        writers.add(Thread.ofPlatform().start(() -> appendAll(journal)));
      }
      for (Thread writer : writers) {
        writer.join();
      }
      await().until(() -> listeners.stream().allMatch(l -> l.durableLsn() == BATCHES));
      assertThat(journals.statistics().batches()).isEqualTo(PARTITIONS * (long) BATCHES);
      assertThat(journals.statistics().syncs()).isLessThan(PARTITIONS * (long) BATCHES);
    }
    listeners.forEach(listener -> assertThat(listener.told()).isSorted().doesNotHaveDuplicates());
    assertThat(JournalVerifier.verify(disk).isSound()).isTrue();
    try (FileJournals journals = FileJournals.open(disk, JournalHarness.settings(PARTITIONS))) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        List<String> found = JournalHarness.read(journals.partition(partition), 1);
        assertThat(found).hasSize(BATCHES);
        assertThat(found.get(BATCHES - 1)).isEqualTo(BATCHES + "=" + partition + "/" + BATCHES);
      }
    }
  }

  @Test
  void closingSyncsWhatIsQueuedUnderEveryPolicy() {
    for (SyncPolicy policy :
        List.of(SyncPolicy.ALWAYS, SyncPolicy.OFF, SyncPolicy.interval(Duration.ofHours(1)))) {
      SimDisk disk = new SimDisk(3);
      JournalSettings settings = JournalHarness.settings(1).withSyncPolicy(policy);
      FileJournals journals = FileJournals.open(disk, settings);
      JournalHarness.claim(journals, 0, new RecordingListener()).append(JournalHarness.batch("a"));
      journals.close();
      SimDisk after = disk.afterPowerLoss();
      try (FileJournals found = FileJournals.open(after, settings)) {
        assertThat(JournalHarness.read(found.partition(0), 1)).containsExactly("1=a");
      }
    }
  }

  @Test
  void anIntervalSyncsLaterByItself() {
    SimDisk disk = new SimDisk(3);
    JournalSettings settings =
        JournalHarness.settings(1).withSyncPolicy(SyncPolicy.interval(Duration.ofMillis(20)));
    try (FileJournals journals = FileJournals.open(disk, settings)) {
      RecordingListener listener = new RecordingListener();
      Journal journal = JournalHarness.claim(journals, 0, listener);
      long syncs = disk.syncs();
      journal.append(JournalHarness.batch("a"));
      journal.push();
      await().until(() -> listener.durableLsn() == 1 && disk.syncs() > syncs);
    }
  }

  @Test
  void aFailingSyncReachesTheListenerFromTheWriterThread() {
    SimDisk disk = new SimDisk(3);
    try (FileJournals journals = FileJournals.open(disk, JournalHarness.settings(1))) {
      RecordingListener listener = new RecordingListener();
      Journal journal = JournalHarness.claim(journals, 0, listener);
      disk.failSyncs();
      journal.append(JournalHarness.batch("a"));
      journal.push();
      await().until(() -> !listener.failures().isEmpty());
      assertThat(listener.told()).isEmpty();
      assertThat(journals.failure()).hasRootCauseInstanceOf(SimDisk.OrderedFailureException.class);
    }
  }

  @Test
  void aFullDiskIsNoticedAndLeftByItself() {
    SimDisk disk = new SimDisk(3);
    try (FileJournals journals = FileJournals.open(disk, JournalHarness.settings(1))) {
      RecordingListener listener = new RecordingListener();
      Journal journal = JournalHarness.claim(journals, 0, listener);
      disk.limitFiles(1);
      await()
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                append(journal);
                return !journal.hasSpace();
              });
      assertThatThrownBy(() -> journal.append(JournalHarness.batch("a")))
          .isInstanceOf(JournalFull.class);

      disk.limitFiles(Integer.MAX_VALUE);
      await().atMost(Duration.ofSeconds(2)).until(journal::hasSpace);
      long lsn = journal.append(JournalHarness.batch("after"));
      journal.push();
      await().until(() -> listener.durableLsn() == lsn);
      assertThat(journals.failure()).isNull();
    }
  }

  /// Keeps the writer going, whose rounds look at the disk.
  private static void append(Journal journal) {
    WriteBatch batch = JournalHarness.batch("x");
    batch.allowReserve();
    journal.append(batch);
    journal.push();
  }

  private static void appendAll(Journal journal) {
    for (int i = 1; i <= BATCHES; i++) {
      journal.append(JournalHarness.batch(journal.partition() + "/" + i));
    }
    journal.push();
  }
}
