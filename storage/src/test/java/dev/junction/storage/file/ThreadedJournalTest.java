package dev.junction.storage.file;

import static org.awaitility.Awaitility.await;

import dev.junction.storage.Journal;
import dev.junction.storage.JournalContractTest;
import dev.junction.storage.disk.SimDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The journal's contract with its threads, where a restart is a kill.
final class ThreadedJournalTest extends JournalContractTest {

  private final GatedDisk disk = new GatedDisk(new SimDisk(1));
  private FileJournals journals;

  @BeforeEach
  void open() {
    try {
      journals = FileJournals.open(disk, JournalSettings.defaults(), PARTITIONS);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @AfterEach
  void close() {
    disk.openGate();
    journals.close();
  }

  @Override
  protected Journal journal(int partition) {
    return journals.journal(partition);
  }

  @Override
  protected void settle() {
    disk.openGate();
    await().until(() -> journals.statistics().queuedBytes() == 0 || journals.failure().isPresent());
  }

  @Override
  protected void breakSyncs() {
    disk.sim().failSyncs(_ -> true);
  }

  @Override
  protected void hold() {
    disk.closeGate();
  }

  @Override
  protected void restart() {
    disk.sim().failSyncs(_ -> false);
    close();
    open();
  }
}
