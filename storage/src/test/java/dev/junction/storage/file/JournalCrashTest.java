package dev.junction.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.storage.Journal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One fixed history over two segments, broken off at each of its disk operations in turn.
class JournalCrashTest {
  private static final int BATCHES = 20;
  private static final int MORE_OPERATIONS_THAN_IT_HAS = 80;

  @Test
  void aPowerLossAtAnyOperationKeepsWhatWasAcknowledged() {
    for (int operation = 1; operation < MORE_OPERATIONS_THAN_IT_HAS; operation++) {
      SimDisk disk = new SimDisk(operation);
      long acknowledged = runUntil(disk, operation);
      assertHolds(disk.afterPowerLoss(), acknowledged, operation);
    }
  }

  @Test
  void whatIsReadAfterAKillAtAnyOperationIsSafeFromAPowerLoss() {
    for (int operation = 1; operation < MORE_OPERATIONS_THAN_IT_HAS; operation++) {
      SimDisk disk = new SimDisk(operation);
      long acknowledged = runUntil(disk, operation);
      SimDisk found = disk.afterKill();
      long last = JournalHarness.open(found, 1).partition(0).lastLsn();
      assertThat(last).isGreaterThanOrEqualTo(acknowledged);
      assertHolds(found.afterPowerLoss(), last, operation);
    }
  }

  private static long runUntil(SimDisk disk, int operation) {
    RecordingListener listener = new RecordingListener();
    FileJournals journals = JournalHarness.open(disk, 1);
    Journal journal = JournalHarness.claim(journals, 0, listener);
    disk.losePowerAfter(operation);
    for (int i = 1; i <= BATCHES && journals.failure() == null; i++) {
      journal.append(JournalHarness.batch(text(i)));
      journals.step();
    }
    return listener.durableLsn();
  }

  private static void assertHolds(SimDisk disk, long acknowledged, int operation) {
    Journal journal = JournalHarness.open(disk, 1).partition(0);
    long last = journal.lastLsn();
    assertThat(last).as("operation %d", operation).isBetween(acknowledged, (long) BATCHES);
    List<String> expected = new ArrayList<>();
    for (int lsn = 1; lsn <= last; lsn++) {
      expected.add(lsn + "=" + text(lsn));
    }
    assertThat(JournalHarness.read(journal, 1)).as("operation %d", operation).isEqualTo(expected);
  }

  private static String text(int number) {
    return number + "x".repeat(5000);
  }
}
