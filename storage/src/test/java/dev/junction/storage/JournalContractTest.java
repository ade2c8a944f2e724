package dev.junction.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What every journal promises, whatever it lies in.
public abstract class JournalContractTest {

  /// The number of partitions that the journals under test have.
  protected static final int PARTITIONS = 3;

  /// Opens another journal of a partition.
  protected abstract Journal journal(int partition);

  /// Waits until everything appended is durable, or the journal has failed.
  protected abstract void settle();

  /// Fails every sync from now on.
  protected abstract void breakSyncs();

  /// Keeps appends from becoming durable until [#settle].
  protected abstract void hold();

  /// Ends everything as a kill would and starts again on what is durable.
  protected abstract void restart();

  @Test
  void aNewJournalIsEmpty() {
    Journal journal = journal(1);

    assertThat(journal.partition()).isEqualTo(1);
    assertThat(journal.epoch()).isZero();
    assertThat(journal.lastLsn()).isZero();
    assertThat(journal.firstLsn()).isEqualTo(1);
    assertThat(read(journal, 1)).isEmpty();
  }

  @Test
  void batchesComeBackInOrderWithConsecutiveLsns() {
    Journal journal = journal(0);
    Told told = new Told();
    journal.claim(1, told);

    for (int i = 1; i <= 100; i++) {
      assertThat(journal.append(batch("batch " + i))).isEqualTo(i);
    }
    settle();

    assertThat(told.durableLsn()).isEqualTo(100);
    assertThat(told.steps()).isSorted().doesNotHaveDuplicates();
    assertThat(read(journal, 1)).hasSize(100).containsEntry(100L, "batch 100");
    assertThat(read(journal, 98).keySet()).containsExactly(98L, 99L, 100L);
    assertThat(read(journal, 101)).isEmpty();
  }

  @Test
  void partitionsDoNotSeeEachOther() {
    Told[] told = new Told[PARTITIONS];
    for (int p = 0; p < PARTITIONS; p++) {
      told[p] = new Told();
      Journal journal = journal(p);
      journal.claim(1, told[p]);
      for (int i = 0; i <= p; i++) {
        journal.append(batch("of " + p));
      }
    }
    settle();

    for (int p = 0; p < PARTITIONS; p++) {
      assertThat(told[p].durableLsn()).isEqualTo(p + 1);
      assertThat(read(journal(p), 1).values()).hasSize(p + 1).containsOnly("of " + p);
    }
  }

  @Test
  void aBatchIsWholeWhateverItHolds() {
    Journal journal = journal(0);
    journal.claim(1, new Told());
    WriteBatch all = new WriteBatch();
    all.put("k".getBytes(UTF_8), new byte[100_000]);
    all.delete("gone".getBytes(UTF_8));
    all.deleteRange("a".getBytes(UTF_8), "b".getBytes(UTF_8));

    journal.append(all);
    journal.append(new WriteBatch());
    settle();
    restart();

    List<byte[]> stored = new ArrayList<>();
    journal(0).read(1, (_, batch) -> stored.add(batch.encode()));
    assertThat(stored).containsExactly(all.encode(), new byte[0]);
  }

  @Test
  void aBatchIsTakenOverBeforeAppendReturns() {
    Journal journal = journal(0);
    journal.claim(1, new Told());
    hold();
    WriteBatch reused = batch("first");

    journal.append(reused);
    reused.delete("more".getBytes(UTF_8));
    settle();

    assertThat(read(journal, 1)).containsEntry(1L, "first");
  }

  @Test
  void whatIsDurableIsThereAfterARestartAndGoesOn() {
    Journal journal = journal(2);
    journal.claim(7, new Told());
    journal.append(batch("before"));
    settle();
    restart();

    Journal after = journal(2);
    assertThat(after.epoch()).isEqualTo(7);
    assertThat(after.lastLsn()).isEqualTo(1);
    after.claim(8, new Told());
    assertThat(after.append(batch("after"))).isEqualTo(2);
    settle();

    assertThat(read(after, 1)).containsEntry(1L, "before").containsEntry(2L, "after");
  }

  @Test
  void nothingIsReadBeforeItIsDurable() {
    Journal journal = journal(0);
    journal.claim(1, new Told());
    hold();
    journal.append(batch("not yet"));

    assertThat(read(journal, 1)).isEmpty();
    assertThat(journal.lastLsn()).isEqualTo(1);

    settle();
    assertThat(read(journal, 1)).hasSize(1);
  }

  @Test
  void aClaimIsDurableWhenItReturns() {
    journal(0).claim(41, new Told());
    restart();

    Journal later = journal(0);
    assertThat(later.epoch()).isEqualTo(41);
    assertThatThrownBy(() -> later.claim(41, new Told())).isInstanceOf(JournalFenced.class);
    assertThatThrownBy(() -> later.claim(3, new Told())).isInstanceOf(JournalFenced.class);
    later.claim(42, new Told());
  }

  @Test
  void appendingWithoutAClaimIsRefused() {
    Journal journal = journal(0);

    assertThatThrownBy(() -> journal.append(batch("x"))).isInstanceOf(IllegalStateException.class);
    assertThat(journal.lastLsn()).isZero();
  }

  @Test
  void aHigherEpochFencesTheLowerOneForEver() {
    Journal old = journal(0);
    Told oldTold = new Told();
    old.claim(1, oldTold);
    old.append(batch("by the old"));

    Journal young = journal(0);
    Told youngTold = new Told();
    young.claim(2, youngTold);

    assertThatThrownBy(() -> old.append(batch("too late"))).isInstanceOf(JournalFenced.class);
    assertThat(young.append(batch("by the young"))).isEqualTo(2);
    settle();
    assertThat(oldTold.durableLsn()).isEqualTo(1);
    assertThat(oldTold.failures()).singleElement().isInstanceOf(JournalFenced.class);
    assertThat(youngTold.steps()).containsExactly(2L);
    assertThat(read(young, 1).values()).containsExactly("by the old", "by the young");
    assertThatThrownBy(() -> old.append(batch("still"))).isInstanceOf(JournalFenced.class);
  }

  @Test
  void ofTwoClaimantsOneEpochWins() {
    Journal one = journal(0);
    Journal two = journal(0);
    Told toldOne = new Told();

    one.claim(5, toldOne);
    assertThatThrownBy(() -> two.claim(5, new Told())).isInstanceOf(JournalFenced.class);
    one.append(batch("still mine"));
    settle();

    assertThat(toldOne.durableLsn()).isEqualTo(1);
    assertThat(toldOne.failures()).isEmpty();
  }

  @Test
  void appendsInFlightWhenAClaimComesAreThereForTheNewOwner() {
    Journal old = journal(0);
    old.claim(1, new Told());
    old.append(batch("a"));
    old.append(batch("b"));

    Journal young = journal(0);
    young.claim(2, new Told());

    assertThat(young.lastLsn()).isEqualTo(2);
    assertThat(read(young, 1).values()).containsExactly("a", "b");
  }

  @Test
  void theFirstFailureIsFinal() {
    Journal journal = journal(0);
    Told told = new Told();
    journal.claim(1, told);
    journal.append(batch("safe"));
    settle();
    hold();
    journal.append(batch("in the pipe 1"));
    journal.append(batch("in the pipe 2"));
    breakSyncs();
    settle();

    assertThat(told.failures()).hasSize(1);
    assertThat(told.steps()).containsExactly(1L);
    assertThatThrownBy(() -> journal.append(batch("after"))).isInstanceOf(JournalFailed.class);
    assertThatThrownBy(() -> journal(0).claim(2, new Told())).isInstanceOf(JournalFailed.class);
    settle();
    assertThat(told.failures()).hasSize(1);
    assertThat(told.steps()).containsExactly(1L);
    assertThat(read(journal, 1).values()).containsExactly("safe");
  }

  @Test
  void aRestartAfterAFailureHasWhatWasAcknowledged() {
    Journal journal = journal(0);
    journal.claim(1, new Told());
    journal.append(batch("safe"));
    settle();
    hold();
    journal.append(batch("unknown"));
    breakSyncs();
    settle();
    restart();

    Journal after = journal(0);
    assertThat(read(after, 1)).containsEntry(1L, "safe");
    after.claim(2, new Told());
    long lsn = after.append(batch("after"));
    settle();
    assertThat(read(after, 1)).containsEntry(lsn, "after").hasSize((int) lsn);
  }

  @Test
  void whatIsTrimmedIsNotRead() {
    Journal journal = journal(0);
    journal.claim(1, new Told());
    for (int i = 1; i <= 10; i++) {
      journal.append(batch("batch " + i));
    }
    settle();

    journal.trim(4);
    settle();

    assertThat(journal.firstLsn()).isLessThanOrEqualTo(5);
    assertThat(read(journal, 5)).hasSize(6).containsEntry(5L, "batch 5");
    long first = journal.firstLsn();
    assertThatThrownBy(() -> read(journal, first - 1)).isInstanceOf(JournalTrimmed.class);
    assertThat(journal.lastLsn()).isEqualTo(10);
  }

  @Test
  void aTrimDoesNotReachBeyondWhatIsDurable() {
    Journal journal = journal(0);
    journal.claim(1, new Told());
    journal.append(batch("durable"));
    settle();
    hold();
    journal.append(batch("not yet"));

    journal.trim(1_000);
    settle();

    assertThat(read(journal, 2)).containsEntry(2L, "not yet");
  }

  @Test
  void aTrimmedJournalGoesOnCountingAfterARestart() {
    Journal journal = journal(0);
    journal.claim(1, new Told());
    journal.append(batch("a"));
    journal.append(batch("b"));
    settle();
    journal.trim(2);
    settle();
    restart();

    Journal after = journal(0);
    assertThat(after.lastLsn()).isEqualTo(2);
    after.claim(2, new Told());
    assertThat(after.append(batch("c"))).isEqualTo(3);
  }

  /// A batch with one put that carries a text.
  protected static WriteBatch batch(String text) {
    WriteBatch batch = new WriteBatch();
    batch.put("text".getBytes(UTF_8), text.getBytes(UTF_8));
    return batch;
  }

  /// The texts of the batches from an LSN on.
  protected static SortedMap<Long, String> read(Journal journal, long fromLsn) {
    SortedMap<Long, String> texts = new TreeMap<>();
    journal.read(
        fromLsn,
        (lsn, batch) -> {
          String[] text = {""};
          batch.forEach(
              new WriteBatch.Visitor() {
                @Override
                public void put(byte[] key, byte[] value) {
                  text[0] = new String(value, UTF_8);
                }

                @Override
                public void delete(byte[] key) {}

                @Override
                public void deleteRange(byte[] from, byte[] to) {}
              });
          assertThat(texts.put(lsn, text[0])).isNull();
        });
    return texts;
  }
}
