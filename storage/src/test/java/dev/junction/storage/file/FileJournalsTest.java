package dev.junction.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.storage.BatchTooLarge;
import dev.junction.storage.Journal;
import dev.junction.storage.JournalFailed;
import dev.junction.storage.JournalFenced;
import dev.junction.storage.JournalFull;
import dev.junction.storage.JournalTrimmed;
import dev.junction.storage.WriteBatch;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FileJournalsTest {
  private final SimDisk disk = new SimDisk(1);
  private final RecordingListener listener = new RecordingListener();

  @Test
  void aBatchIsBackAfterReopening() {
    try (FileJournals journals = JournalHarness.open(disk, 2)) {
      Journal journal = JournalHarness.claim(journals, 1, listener);
      assertThat(journal.append(JournalHarness.batch("a"))).isEqualTo(1);
      assertThat(journal.append(JournalHarness.batch("b"))).isEqualTo(2);
    }
    try (FileJournals journals = JournalHarness.open(disk, 2)) {
      Journal journal = journals.partition(1);
      assertThat(journal.lastLsn()).isEqualTo(2);
      assertThat(journal.epoch()).isEqualTo(1);
      assertThat(JournalHarness.read(journal, 1)).containsExactly("1=a", "2=b");
      assertThat(JournalHarness.read(journal, 2)).containsExactly("2=b");
      assertThat(JournalHarness.read(journals.partition(0), 1)).isEmpty();
    }
  }

  @Test
  void oneSyncServesAllPartitionsAndEachListenerHearsOnce() {
    FileJournals journals = JournalHarness.open(disk, 3);
    RecordingListener other = new RecordingListener();
    Journal first = JournalHarness.claim(journals, 0, listener);
    Journal second = JournalHarness.claim(journals, 2, other);
    long syncs = disk.syncs();
    for (int i = 0; i < 3; i++) {
      first.append(JournalHarness.batch("a"));
      second.append(JournalHarness.batch("b"));
    }
    second.append(JournalHarness.batch("c"));
    journals.step();
    assertThat(disk.syncs() - syncs).isEqualTo(1);
    assertThat(listener.told()).containsExactly(3L);
    assertThat(other.told()).containsExactly(4L);
    assertThat(journals.statistics().batches()).isEqualTo(7);
  }

  @Test
  void nothingIsReadThatIsNotDurable() {
    FileJournals journals = JournalHarness.open(disk, 1);
    Journal journal = JournalHarness.claim(journals, 0, listener);
    journal.append(JournalHarness.batch("a"));
    assertThat(JournalHarness.read(journal, 1)).isEmpty();
    journals.step();
    assertThat(JournalHarness.read(journal, 1)).containsExactly("1=a");
  }

  @Test
  void aHigherEpochFencesTheLower() {
    FileJournals journals = JournalHarness.open(disk, 1);
    Journal old = journals.partition(0);
    old.claim(5, listener);
    old.append(JournalHarness.batch("a"));
    RecordingListener other = new RecordingListener();
    Journal next = journals.partition(0);
    assertThatThrownBy(() -> next.claim(5, other)).isInstanceOf(JournalFenced.class);
    next.claim(6, other);
    assertThat(listener.durableLsn()).isEqualTo(1);
    assertThat(listener.failures()).singleElement().isInstanceOf(JournalFenced.class);
    assertThatThrownBy(() -> old.append(JournalHarness.batch("b")))
        .isInstanceOf(JournalFenced.class);
    assertThat(next.append(JournalHarness.batch("c"))).isEqualTo(2);
  }

  @Test
  void aClaimOutlivesTheProcess() {
    try (FileJournals journals = JournalHarness.open(disk, 1)) {
      journals.partition(0).claim(9, listener);
    }
    FileJournals journals = JournalHarness.open(disk, 1);
    assertThatThrownBy(() -> journals.partition(0).claim(9, listener))
        .isInstanceOf(JournalFenced.class);
  }

  @Test
  void whoDidNotClaimMayNotAppend() {
    Journal journal = JournalHarness.open(disk, 1).partition(0);
    assertThatThrownBy(() -> journal.append(JournalHarness.batch("a")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFailedSyncIsFinal() {
    FileJournals journals = JournalHarness.open(disk, 2);
    RecordingListener other = new RecordingListener();
    Journal journal = JournalHarness.claim(journals, 0, listener);
    JournalHarness.claim(journals, 1, other);
    journal.append(JournalHarness.batch("a"));
    disk.failSyncs();
    journals.step();
    disk.heal();
    journals.step();
    assertThat(listener.told()).isEmpty();
    assertThat(listener.failures()).singleElement().isInstanceOf(JournalFailed.class);
    assertThat(other.failures()).hasSize(1);
    assertThatThrownBy(() -> journal.append(JournalHarness.batch("b")))
        .isInstanceOf(JournalFailed.class)
        .hasRootCauseInstanceOf(SimDisk.OrderedFailureException.class);
    journals.close();
    assertThat(listener.failures()).hasSize(1);
    assertThat(listener.told()).isEmpty();
  }

  @Test
  void aFailedWriteIsFinal() {
    FileJournals journals = JournalHarness.open(disk, 1);
    Journal journal = JournalHarness.claim(journals, 0, listener);
    disk.failWrites();
    journal.append(JournalHarness.batch("a"));
    journals.step();
    disk.heal();
    assertThatThrownBy(() -> journal.append(JournalHarness.batch("b")))
        .isInstanceOf(JournalFailed.class);
    assertThat(listener.failures()).hasSize(1);
    assertThat(listener.told()).isEmpty();
  }

  @Test
  void trimmedSegmentsAreUsedAgainAndTheirOldFramesAreNotTaken() throws IOException {
    String text = "x".repeat(5000);
    FileJournals journals = JournalHarness.open(disk, 2);
    Journal journal = JournalHarness.claim(journals, 0, listener);
    for (int round = 0; round < 100; round++) {
      journal.append(JournalHarness.batch(text + round));
      journals.step();
      journal.trim(journal.lastLsn() - 3);
      journals.step();
    }
    assertThat(disk.list()).hasSizeLessThanOrEqualTo(4);
    assertThat(disk.list().getLast()).isGreaterThan("0000000000000008");
    SimDisk after = disk.afterPowerLoss();
    FileJournals reopened = JournalHarness.open(after, 2);
    Journal found = reopened.partition(0);
    assertThat(found.lastLsn()).isEqualTo(100);
    assertThat(found.firstLsn()).isEqualTo(97 + 1);
    assertThat(JournalHarness.read(found, 98))
        .containsExactly("98=" + text + 97, "99=" + text + 98, "100=" + text + 99);
    assertThatThrownBy(() -> JournalHarness.read(found, 97)).isInstanceOf(JournalTrimmed.class);
  }

  @Test
  void aSegmentStaysWhileAnyPartitionNeedsIt() throws IOException {
    FileJournals journals = JournalHarness.open(disk, 2);
    Journal needed = JournalHarness.claim(journals, 1, new RecordingListener());
    needed.append(JournalHarness.batch("needed"));
    Journal journal = JournalHarness.claim(journals, 0, listener);
    for (int round = 0; round < 30; round++) {
      journal.append(JournalHarness.batch("x".repeat(5000)));
      journals.step();
    }
    journal.trim(journal.lastLsn());
    journals.step();
    assertThat(journals.statistics().segments()).isEqualTo(3);
    needed.trim(1);
    journals.step();
    assertThat(journals.statistics().segments()).isEqualTo(1);
  }

  @Test
  void lsnAndEpochOutliveTheSegmentsThatHeldThem() {
    try (FileJournals journals = JournalHarness.open(disk, 2)) {
      Journal quiet = JournalHarness.claim(journals, 1, new RecordingListener());
      quiet.append(JournalHarness.batch("a"));
      Journal journal = JournalHarness.claim(journals, 0, listener);
      quiet.trim(1);
      for (int round = 0; round < 30; round++) {
        journal.append(JournalHarness.batch("x".repeat(5000)));
        journals.step();
      }
      journal.trim(journal.lastLsn());
    }
    Journal quiet = JournalHarness.open(disk, 2).partition(1);
    assertThat(quiet.lastLsn()).isEqualTo(1);
    assertThat(quiet.epoch()).isEqualTo(1);
  }

  @Test
  void aBatchAsLargeAsASegmentTakesFitsAndALargerOneDoesNot() {
    FileJournals journals = JournalHarness.open(disk, 2);
    Journal journal = JournalHarness.claim(journals, 0, listener);
    int most = JournalHarness.settings(2).batchBytesMax() - JournalHarness.batch("").sizeBytes();
    journal.append(JournalHarness.batch("x".repeat(most)));
    journals.step();
    assertThat(listener.durableLsn()).isEqualTo(1);
    assertThatThrownBy(() -> journal.append(JournalHarness.batch("x".repeat(most + 1))))
        .isInstanceOf(BatchTooLarge.class);
    journals.close();
    assertThat(JournalHarness.read(JournalHarness.open(disk, 2).partition(0), 1)).hasSize(1);
  }

  @Test
  void aJournalThatCannotGrowKeepsRoomForWhatMustGoOn() {
    disk.limitFiles(1);
    FileJournals journals = openKeepingFree(0);
    Journal journal = JournalHarness.claim(journals, 0, listener);
    fill(journals, journal, false);
    long last = journal.lastLsn();
    assertThat(journal.hasSpace()).isFalse();
    assertThat(listener.durableLsn()).isEqualTo(last);
    assertThat(JournalHarness.read(journal, 1)).hasSize((int) last);

    fill(journals, journal, true);
    assertThat(journal.lastLsn()).isGreaterThan(last);
    assertThat(listener.durableLsn()).isEqualTo(journal.lastLsn());

    // Claims and trims, which are what makes space, go on even then.
    Journal next = JournalHarness.claim(journals, 0, listener);
    next.trim(next.lastLsn());
    disk.limitFiles(3);
    journals.step();
    journals.step();
    assertThat(next.hasSpace()).isTrue();
    long lsn = next.append(JournalHarness.batch("x".repeat(5000)));
    journals.step();
    assertThat(listener.durableLsn()).isEqualTo(lsn);
    assertThat(journals.failure()).isNull();
  }

  @Test
  void whileTheDiskIsNearlyFullOnlyWhatMustGoOnIsTaken() {
    FileJournals journals = openKeepingFree(1 << 20);
    Journal journal = JournalHarness.claim(journals, 0, listener);
    disk.limitFiles(1);
    journals.step();
    assertThat(journal.hasSpace()).isFalse();
    assertThatThrownBy(() -> journal.append(JournalHarness.batch("a")))
        .isInstanceOf(JournalFull.class)
        .hasMessageContaining("less than 1048576 bytes free");
    assertThat(journal.append(mayUseReserve("a"))).isEqualTo(1);

    disk.limitFiles(3);
    journals.step();
    assertThat(journal.append(JournalHarness.batch("b"))).isEqualTo(2);
  }

  @Test
  void aBatchThatIsTooLargeForAYoungSegmentGetsALargeOne() {
    JournalSettings settings =
        JournalHarness.settings(1).withSegmentBytes(256 << 10).withYoungSegmentBytes(64 << 10);
    FileJournals journals = FileJournals.openStepwise(disk, settings, new Random(7)::nextLong);
    Journal journal = JournalHarness.claim(journals, 0, listener);
    journal.append(JournalHarness.batch("small"));
    journal.append(JournalHarness.batch("x".repeat(200 << 10)));
    journal.append(JournalHarness.batch("small again"));
    journals.close();
    assertThat(listener.durableLsn()).isEqualTo(3);
    assertThat(JournalHarness.read(JournalHarness.open(disk, 1).partition(0), 1)).hasSize(3);
  }

  @Test
  void aNewJournalMakesNoLargeFileBeforeItIsNeeded() throws IOException {
    JournalSettings settings =
        JournalHarness.settings(1).withSegmentBytes(256 << 10).withYoungSegmentBytes(64 << 10);
    FileJournals journals = FileJournals.openStepwise(disk, settings, new Random(7)::nextLong);
    Journal journal = JournalHarness.claim(journals, 0, listener);
    journals.step();
    assertThat(disk.list()).hasSize(1);
    assertThat(disk.size(disk.list().getFirst())).isEqualTo(64 << 10);
    for (int i = 0; i < 7; i++) {
      journal.append(JournalHarness.batch("x".repeat(5000)));
      journals.step();
    }
    journals.step();
    assertThat(disk.list()).hasSize(2);
    assertThat(disk.size(disk.list().getLast())).isEqualTo(256 << 10);
  }

  private FileJournals openKeepingFree(long bytes) {
    return FileJournals.openStepwise(
        disk, JournalHarness.settings(1).withKeepFreeBytes(bytes), new Random(7)::nextLong);
  }

  private static WriteBatch mayUseReserve(String text) {
    WriteBatch batch = JournalHarness.batch(text);
    batch.allowReserve();
    return batch;
  }

  private static void fill(FileJournals journals, Journal journal, boolean useReserve) {
    assertThatThrownBy(
            () -> {
              while (true) {
                journal.append(
                    useReserve ? mayUseReserve("x") : JournalHarness.batch("x".repeat(5000)));
                journals.step();
              }
            })
        .isInstanceOf(JournalFull.class);
  }

  @Test
  void anotherNumberOfPartitionsIsRefused() {
    JournalHarness.open(disk, 2).close();
    assertThatThrownBy(() -> JournalHarness.open(disk, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
