package dev.junction.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.storage.Journal;
import dev.junction.storage.WriteBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FileJournalTest {

  private static final int SEGMENT_BYTES = 16 << 10;
  private final SimDisk disk = new SimDisk(1);

  /// Hears how far one partition is durable.
  private static final class Heard implements Journal.DurabilityListener {
    long durable;
    int failures;

    @Override
    public void durable(long lsn) {
      durable = lsn;
    }

    @Override
    public void failed(Throwable cause) {
      failures++;
    }
  }

  private FileJournals open(SyncPolicy policy) {
    return FileJournals.openIdle(
        disk, new JournalSettings(2, SEGMENT_BYTES, policy), new Random(7));
  }

  private FileJournals open() {
    return open(new SyncPolicy.Always());
  }

  private static WriteBatch batch(String text) {
    WriteBatch batch = new WriteBatch();
    batch.put("key".getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    return batch;
  }

  private static List<String> read(Journal journal, long from) {
    List<String> found = new ArrayList<>();
    journal.read(
        from,
        (lsn, batch) ->
            batch.forEach(
                new WriteBatch.Visitor() {
                  @Override
                  public void put(byte[] key, byte[] value) {
                    found.add(lsn + ":" + new String(value, StandardCharsets.UTF_8));
                  }

                  @Override
                  public void delete(byte[] key) {}

                  @Override
                  public void deleteRange(byte[] start, byte[] end) {}
                }));
    return found;
  }

  private Journal claim(FileJournals journals, int partition, Heard heard) {
    Journal journal = journals.partition(partition);
    journal.claim(journal.epoch() + 1, heard);
    return journal;
  }

  @Test
  void oneSyncMakesTheBatchesOfAllPartitionsDurable() {
    FileJournals journals = open();
    Heard first = new Heard();
    Heard second = new Heard();
    Journal a = claim(journals, 0, first);
    Journal b = claim(journals, 1, second);
    journals.runRound();
    long syncs = journals.statistics().syncs();

    a.append(batch("a1"));
    b.append(batch("b1"));
    a.append(batch("a2"));
    assertThat(first.durable).isZero();
    journals.runRound();

    assertThat(first.durable).isEqualTo(2);
    assertThat(second.durable).isEqualTo(1);
    assertThat(journals.statistics().syncs()).isEqualTo(syncs + 1);
  }

  @Test
  void whatWasDurableIsReadBackInOrder() {
    FileJournals journals = open();
    Journal a = claim(journals, 0, new Heard());
    a.append(batch("one"));
    a.append(batch("two"));
    journals.runRound();
    disk.losePower();

    Journal again = open().partition(0);

    assertThat(read(again, 1)).containsExactly("1:one", "2:two");
    assertThat(read(again, 2)).containsExactly("2:two");
    assertThat(again.lastLsn()).isEqualTo(2);
    assertThat(again.epoch()).isEqualTo(1);
  }

  @Test
  void aTornTailIsCutAtEveryByte() {
    FileJournals journals = open();
    Journal a = claim(journals, 0, new Heard());
    a.append(batch("kept"));
    journals.runRound();
    a.append(batch("torn"));
    journals.runRound();
    byte[] whole = bytes();
    int end = lastByte(whole) + 1;
    int frame = Frame.HEADER_BYTES + batch("torn").sizeBytes();
    for (int cut = end - frame; cut < end; cut++) {
      byte[] torn = whole.clone();
      java.util.Arrays.fill(torn, cut, torn.length, (byte) 0);
      SimDisk other = new SimDisk(2);
      other.open(Segment.name(1L));
      other.file(Segment.name(1L)).write(0, java.nio.ByteBuffer.wrap(torn));
      FileJournals recovered =
          FileJournals.openIdle(
              other, new JournalSettings(2, SEGMENT_BYTES, new SyncPolicy.Always()), new Random(1));
      assertThat(read(recovered.partition(0), 1)).as("cut at %d", cut).containsExactly("1:kept");
    }
  }

  @Test
  void damageBeforeTheTailIsRefusedWithFileAndOffset() {
    FileJournals journals = open();
    Journal a = claim(journals, 0, new Heard());
    journals.runRound();
    for (int i = 0; i < 3; i++) {
      a.append(batch("batch " + i));
      journals.runRound();
    }
    int firstBatch = Segment.HEADER_BYTES + Frame.HEADER_BYTES;
    disk.file(Segment.name(1L)).flipBit(firstBatch + Frame.HEADER_BYTES + 3);

    assertThatThrownBy(this::open)
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(Segment.name(1L))
        .hasMessageContaining("byte " + firstBatch);
  }

  @Test
  void aFailedSyncIsFinal() {
    FileJournals journals = open();
    Heard heard = new Heard();
    Journal a = claim(journals, 0, heard);
    journals.runRound();
    disk.failSyncAfter(0);
    a.append(batch("lost"));
    journals.runRound();
    disk.failSyncAfter(Integer.MAX_VALUE);
    journals.runRound();

    assertThat(heard.durable).isZero();
    assertThat(heard.failures).isEqualTo(1);
    assertThatThrownBy(() -> a.append(batch("refused"))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aLowerEpochIsFenced() {
    FileJournals journals = open();
    Journal a = claim(journals, 0, new Heard());
    assertThatThrownBy(() -> a.claim(1, new Heard()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("fenced");
  }

  @Test
  void trimmedSegmentsGoAndNothingIsForgotten() {
    FileJournals journals = open();
    Journal a = claim(journals, 0, new Heard());
    Journal b = claim(journals, 1, new Heard());
    b.append(batch("once"));
    for (int i = 0; i < 400; i++) {
      a.append(batch("number " + i + " ".repeat(100)));
      journals.runRound();
    }
    assertThat(disk.list()).hasSizeGreaterThan(3);
    a.trim(400);
    b.trim(1);
    assertThat(disk.list()).hasSize(1);

    FileJournals again = open();
    assertThat(again.partition(0).lastLsn()).isEqualTo(400);
    assertThat(again.partition(1).lastLsn()).isEqualTo(1);
    assertThat(again.partition(1).epoch()).isEqualTo(1);
  }

  private byte[] bytes() {
    SimDisk.SimFile file = disk.file(Segment.name(1L));
    java.nio.ByteBuffer all = java.nio.ByteBuffer.allocate((int) file.size());
    file.read(0, all);
    return all.array();
  }

  private static int lastByte(byte[] bytes) {
    int at = bytes.length - 1;
    while (bytes[at] == 0) {
      at--;
    }
    return at;
  }
}
