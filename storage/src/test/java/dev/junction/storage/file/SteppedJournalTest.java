package dev.junction.storage.file;

import dev.junction.storage.Journal;
import dev.junction.storage.JournalContractTest;
import java.util.Random;

/// The journal's contract in segment files without threads, where a restart is a loss of power.
final class SteppedJournalTest extends JournalContractTest {

  private static final JournalSettings SETTINGS =
      JournalSettings.of(PARTITIONS).withSegmentBytes(512 << 10);

  private SimDisk disk = new SimDisk(1);
  private FileJournals journals = open(disk);

  private static FileJournals open(SimDisk disk) {
    return FileJournals.openStepwise(disk, SETTINGS, new Random(7)::nextLong);
  }

  @Override
  protected Journal journal(int partition) {
    return journals.partition(partition);
  }

  @Override
  protected void settle() {
    boolean more = true;
    while (more) {
      more = journals.step();
    }
  }

  @Override
  protected void breakSyncs() {
    disk.failSyncs();
  }

  @Override
  protected void hold() {}

  @Override
  protected void restart() {
    disk.heal();
    disk = disk.afterPowerLoss();
    journals = open(disk);
  }
}
