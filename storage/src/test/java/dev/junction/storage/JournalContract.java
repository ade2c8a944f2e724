package dev.junction.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every journal must do; a test class per implementation extends it.
public abstract class JournalContract {
  protected final Heard heard = new Heard();
  protected Journal journal;

  /// Opens a new, empty journal, not yet claimed.
  protected abstract Journal create();

  /// Closes the journal in good order and opens what it left, not yet claimed.
  protected abstract Journal reopen(Journal journal);

  @BeforeEach
  void open() {
    journal = create();
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void anEmptyJournalHasNothingToRead() {
    assertThat(journal.lastLsn()).isZero();
    journal.claim(1, heard);

    assertThat(read(1)).isEmpty();
  }

  @Test
  void lsnsCountFromOneWithoutGaps() {
    journal.claim(1, heard);

    for (int i = 1; i <= 100; i++) {
      assertThat(journal.append(batch("b" + i))).isEqualTo(i);
      assertThat(journal.lastLsn()).isEqualTo(i);
    }
  }

  @Test
  void whatIsDurableIsReadBackInOrder() {
    journal.claim(1, heard);
    appendDurably(1, 50);

    List<String> read = read(1);

    assertThat(read).hasSize(50).startsWith("1:b1", "2:b2").endsWith("50:b50");
    assertThat(read(49)).containsExactly("49:b49", "50:b50");
    assertThat(read(51)).isEmpty();
    assertThat(heard.lsns).isSorted().doesNotHaveDuplicates();
    assertThat(heard.failures).isEmpty();
  }

  @Test
  void theBytesOfABatchAreTakenOverByAppend() {
    journal.claim(1, heard);
    WriteBatch batch = batch("first");
    journal.append(batch);
    batch.put(text("later"), text("x"));
    awaitDurable(1);

    assertThat(read(1)).containsExactly("1:first");
  }

  @Test
  void anEmptyBatchAndALargeOneAreBatchesToo() {
    journal.claim(1, heard);
    byte[] large = new byte[3 << 20];
    new Random(7).nextBytes(large);
    WriteBatch batch = new WriteBatch();
    batch.put(text("large"), large);
    journal.append(new WriteBatch());
    journal.append(batch);
    awaitDurable(2);

    List<byte[]> stored = new ArrayList<>();
    journal.read(1, (_, read) -> stored.add(read.encode()));
    assertThat(stored).hasSize(2);
    assertThat(stored.getFirst()).isEmpty();
    assertThat(stored.getLast()).isEqualTo(batch.encode());
  }

  @Test
  void appendingNeedsAClaim() {
    assertThatThrownBy(() -> journal.append(batch("x"))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aReopenedJournalGoesOnWhereItEnded() {
    journal.claim(1, heard);
    appendDurably(1, 10);

    journal = reopen(journal);

    assertThat(journal.lastLsn()).isEqualTo(10);
    assertThat(read(1)).hasSize(10);
    journal.claim(2, heard);
    assertThat(journal.append(batch("b11"))).isEqualTo(11);
    awaitDurable(11);
    assertThat(read(10)).containsExactly("10:b10", "11:b11");
  }

  @Test
  void anEpochIsClaimedOnceAndFencesLowerOnesForEver() {
    journal.claim(5, heard);
    appendDurably(1, 1);
    journal = reopen(journal);

    assertThatThrownBy(() -> journal.claim(5, heard)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> journal.claim(4, heard)).isInstanceOf(IllegalStateException.class);
    journal.claim(6, heard);
    assertThat(journal.append(batch("b2"))).isEqualTo(2);
  }

  @Test
  void trimmingKeepsWhatIsAfterIt() {
    journal.claim(1, heard);
    appendDurably(1, 20);

    journal.trim(15);

    assertThat(read(16)).hasSize(5).startsWith("16:b16");
    assertThat(journal.append(batch("b21"))).isEqualTo(21);
    awaitDurable(21);
    journal = reopen(journal);
    assertThat(journal.lastLsn()).isEqualTo(21);
    assertThat(read(20)).containsExactly("20:b20", "21:b21");
  }

  @Test
  void trimmingEverythingKeepsTheLsn() {
    journal.claim(1, heard);
    appendDurably(1, 5);
    journal.trim(5);

    journal = reopen(journal);

    assertThat(journal.lastLsn()).isEqualTo(5);
    journal.claim(2, heard);
    assertThat(journal.append(batch("b6"))).isEqualTo(6);
    awaitDurable(6);
    assertThat(read(6)).containsExactly("6:b6");
  }

  /// Appends the batches `b<from>` to `b<to>` and waits until they are durable.
  protected final void appendDurably(int from, int to) {
    for (int i = from; i <= to; i++) {
      journal.append(batch("b" + i));
    }
    awaitDurable(to);
  }

  protected final void awaitDurable(long lsn) {
    await().until(() -> !heard.lsns.isEmpty() && heard.lsns.getLast() >= lsn);
  }

  /// What the journal reads back from an LSN on, as `lsn:name`.
  protected final List<String> read(long fromLsn) {
    List<String> read = new ArrayList<>();
    journal.read(fromLsn, (lsn, batch) -> read.add(lsn + ":" + name(batch)));
    return read;
  }

  /// A batch that [#read] knows by its name.
  protected static final WriteBatch batch(String name) {
    WriteBatch batch = new WriteBatch();
    batch.put(text("name"), text(name));
    return batch;
  }

  private static String name(WriteBatch batch) {
    StringBuilder names = new StringBuilder();
    batch.forEach(
        new WriteBatch.Visitor() {
          @Override
          public void put(byte[] key, byte[] value) {
            names.append(new String(value, StandardCharsets.UTF_8));
          }

          @Override
          public void delete(byte[] key) {
            names.append("delete");
          }

          @Override
          public void deleteRange(byte[] from, byte[] to) {
            names.append("deleteRange");
          }
        });
    return names.toString();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Remembers all that a journal told.
  protected static final class Heard implements Journal.DurabilityListener {
    public final List<Long> lsns = new CopyOnWriteArrayList<>();
    public final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Override
    public void durable(long lsn) {
      lsns.add(lsn);
    }

    @Override
    public void failed(Throwable cause) {
      failures.add(cause);
    }
  }
}
