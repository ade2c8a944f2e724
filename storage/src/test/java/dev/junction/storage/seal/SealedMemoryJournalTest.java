package dev.junction.storage.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.storage.Journal;
import dev.junction.storage.JournalContractTest;
import dev.junction.storage.SealBroken;
import dev.junction.storage.Told;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.memory.MemoryJournals;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The journal's contract, sealed, over memory; each restart is another session.
class SealedMemoryJournalTest extends JournalContractTest {

  private final SecureRandom random = new SecureRandom();
  private final DataKey key = DataKey.random(random);
  private final MemoryJournals journals = new MemoryJournals(PARTITIONS);
  private Sealer sealer = key.newSession(random);

  @Override
  protected Journal journal(int partition) {
    return new SealedJournal(journals.journal(partition), sealer);
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
    sealer = key.newSession(random);
  }

  @Test
  void aBatchOpensInItsPlaceOnly() {
    List<WriteBatch> stored = new ArrayList<>();
    Journal journal = journal(1);
    journal.claim(1, new Told());
    journal.append(batch("one"));
    journal.append(batch("two"));
    journals.release();
    journals.journal(1).read(1, (_, batch) -> stored.add(batch));

    assertThat(SealedJournal.faultOf(sealer, 1, 1, stored.get(0))).isNull();
    assertThat(SealedJournal.faultOf(sealer, 1, 2, stored.get(1))).isNull();
    assertThat(SealedJournal.faultOf(sealer, 1, 1, stored.get(1)))
        .contains("LSN 1 of partition 1 in the journal does not open");
    assertThat(SealedJournal.faultOf(sealer, 2, 1, stored.get(0))).isNotNull();
    assertThat(SealedJournal.faultOf(sealer, 1, 1, batch("never sealed"))).isNotNull();
    assertThat(SealedJournal.faultOf(sealer, 1, 1, new WriteBatch())).isNotNull();
  }

  @Test
  void aBatchThatWasNotSealedIsRefused() {
    Journal open = journals.journal(0);
    open.claim(1, new Told());
    open.append(batch("slipped in"));
    journals.release();

    assertThatThrownBy(() -> read(journal(0), 1)).isInstanceOf(SealBroken.class);
  }

  @Test
  void theReserveMayBeUsedByASealedBatch() {
    List<Boolean> allowed = new ArrayList<>();
    Journal asking = new AskingJournal(journals.journal(0), allowed);
    Journal journal = new SealedJournal(asking, sealer);
    journal.claim(1, new Told());
    WriteBatch urgent = batch("urgent");
    urgent.allowReserve();

    journal.append(batch("ordinary"));
    journal.append(urgent);

    assertThat(allowed).containsExactly(false, true);
  }
}
