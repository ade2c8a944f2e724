package dev.junction.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.storage.Journal;
import dev.junction.storage.JournalContract;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MemoryJournalTest extends JournalContract {
  private final MemoryJournals disk = new MemoryJournals(3);

  @Override
  protected Journal create() {
    return disk.open(2);
  }

  @Override
  protected Journal reopen(Journal journal) {
    journal.close();
    return disk.open(2);
  }

  @Test
  void aBatchIsDurableBeforeAppendReturns() {
    journal.claim(1, heard);
    journal.append(batch("b1"));

    assertThat(heard.lsns).containsExactly(1L);
    assertThat(journal.partition()).isEqualTo(2);
  }

  @Test
  void aHeldBatchIsNeitherDurableNorReadUntilItsRelease() {
    MemoryJournal held = disk.open(2);
    held.claim(1, heard);
    held.holdDurability(true);
    held.append(batch("b1"));
    held.append(batch("b2"));
    held.append(batch("b3"));
    assertThat(heard.lsns).isEmpty();
    assertThat(read(1)).isEmpty();

    held.release(2);
    assertThat(heard.lsns).containsExactly(2L);
    assertThat(read(1)).containsExactly("1:b1", "2:b2");

    held.release();
    held.release();
    assertThat(heard.lsns).containsExactly(2L, 3L);
  }

  @Test
  void theNextClaimantDoesNotFindWhatWasHeld() {
    MemoryJournal held = disk.open(2);
    held.claim(1, heard);
    held.append(batch("b1"));
    held.holdDurability(true);
    held.append(batch("lost"));

    journal.claim(2, heard);

    assertThat(journal.lastLsn()).isEqualTo(1);
    assertThat(read(1)).containsExactly("1:b1");
    held.release();
    assertThat(heard.lsns).containsExactly(1L);
  }

  @Test
  void aFencedHandleCannotAppend() {
    Journal fenced = disk.open(2);
    fenced.claim(1, heard);
    fenced.append(batch("b1"));
    journal.claim(2, heard);

    assertThatThrownBy(() -> fenced.append(batch("x"))).isInstanceOf(IllegalStateException.class);
    fenced.close();
    assertThat(journal.append(batch("b2"))).isEqualTo(2);
  }

  @Test
  void oneHandleMayBeClaimedAgainWithAHigherEpoch() {
    journal.claim(1, heard);
    journal.append(batch("b1"));
    journal.claim(2, heard);

    assertThat(journal.append(batch("b2"))).isEqualTo(2);
  }

  @Test
  void aFailureIsToldOnceAndEndsAllAcknowledgement() {
    MemoryJournal broken = disk.open(2);
    broken.claim(1, heard);
    broken.holdDurability(true);
    broken.append(batch("b1"));

    broken.fail(new IOException("the disk is gone"));
    broken.fail(new IOException("again"));
    broken.release();

    assertThat(heard.failures).hasSize(1);
    assertThat(heard.lsns).isEmpty();
    assertThatThrownBy(() -> broken.append(batch("x")))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("the disk is gone");
  }

  @Test
  void readingWhatWasTrimmedIsRefused() {
    journal.claim(1, heard);
    appendDurably(1, 3);
    journal.trim(2);

    assertThatThrownBy(() -> read(2)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aJournalThatKeepsNothingStillCounts() {
    MemoryJournals nothing = MemoryJournals.keepingNothing(1);
    Journal forgetful = nothing.open(0);
    forgetful.claim(1, heard);
    forgetful.append(batch("b1"));
    forgetful.append(batch("b2"));

    assertThat(heard.lsns).containsExactly(1L, 2L);
    assertThat(forgetful.lastLsn()).isEqualTo(2);
    assertThatThrownBy(() -> forgetful.read(1, (_, _) -> {}))
        .isInstanceOf(IllegalStateException.class);
  }
}
