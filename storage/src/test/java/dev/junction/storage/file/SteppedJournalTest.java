package dev.junction.storage.file;

import dev.junction.storage.Journal;
import dev.junction.storage.JournalContractTest;
import dev.junction.storage.disk.SimDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.BeforeEach;

/// The journal's contract in segment files without threads, where a restart is a loss of power.
final class SteppedJournalTest extends JournalContractTest {

  private static final JournalSettings SETTINGS =
      new JournalSettings(512 << 10, 64 << 10, 512, 256 << 10, 1 << 20, 1, SyncPolicy.always());

  private final SimDisk disk = new SimDisk(1);
  private FileJournals journals;

  @BeforeEach
  void open() {
    try {
      journals = SmallJournals.open(disk, SETTINGS, PARTITIONS);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  protected Journal journal(int partition) {
    return journals.journal(partition);
  }

  @Override
  protected void settle() {
    SmallJournals.settle(journals);
  }

  @Override
  protected void breakSyncs() {
    disk.failSyncs(_ -> true);
  }

  @Override
  protected void hold() {}

  @Override
  protected void restart() {
    disk.failSyncs(_ -> false);
    disk.powerLoss();
    open();
  }
}
