package dev.junction.storage.memory;

import dev.junction.storage.Journal;
import dev.junction.storage.JournalContractTest;
import java.io.IOException;

final class MemoryJournalTest extends JournalContractTest {

  private final MemoryJournals journals = new MemoryJournals(PARTITIONS);

  @Override
  protected Journal journal(int partition) {
    return journals.journal(partition);
  }

  @Override
  protected void settle() {
    journals.release();
  }

  @Override
  protected void breakSyncs() {
    journals.fail(new IOException("Injected"));
  }

  @Override
  protected void hold() {
    journals.hold();
  }

  @Override
  protected void restart() {
    journals.crash();
  }
}
