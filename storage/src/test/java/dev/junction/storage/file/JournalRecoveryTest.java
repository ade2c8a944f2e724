package dev.junction.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.junction.storage.Journal;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalRecoveryTest {
  private static final String FIRST_SEGMENT = "0000000000000001.segment";
  private static final String SECOND_SEGMENT = "0000000000000002.segment";

  private final SimDisk disk = new SimDisk(1);

  @Test
  void aTailTornAtAnyByteIsCutAndWritingGoesOn() throws IOException {
    FileJournals journals = JournalHarness.open(disk, 1);
    Journal journal = JournalHarness.claim(journals, 0, new RecordingListener());
    append(journals, journal, "first");
    int start = endOfFrames(disk);
    append(journals, journal, "second, torn");
    int end = endOfFrames(disk);
    for (int cut = start; cut < end; cut++) {
      SimDisk torn = disk.copy();
      torn.zero(FIRST_SEGMENT, cut, end);
      FileJournals recovered = JournalHarness.open(torn, 1);
      Journal found = recovered.partition(0);
      boolean onlyPaddingIsGone =
          Arrays.equals(torn.bytes(FIRST_SEGMENT), disk.bytes(FIRST_SEGMENT));
      assertThat(JournalHarness.read(found, 1))
          .as("cut at %d", cut)
          .isEqualTo(onlyPaddingIsGone ? List.of("1=first", "2=second, torn") : List.of("1=first"));
      if (onlyPaddingIsGone) {
        continue;
      }
      Journal next = JournalHarness.claim(recovered, 0, new RecordingListener());
      append(recovered, next, "after");
      recovered.close();
      assertThat(JournalHarness.read(JournalHarness.open(torn, 1).partition(0), 1))
          .containsExactly("1=first", "2=after");
    }
  }

  @Test
  void aFrameBehindTheTornOneIsCutToo() throws IOException {
    FileJournals journals = JournalHarness.open(disk, 1);
    Journal journal = JournalHarness.claim(journals, 0, new RecordingListener());
    append(journals, journal, "first");
    int start = endOfFrames(disk);
    journal.append(JournalHarness.batch("torn"));
    journal.append(JournalHarness.batch("whole, but of the same round"));
    journals.step();
    disk.flipBit(FIRST_SEGMENT, start + 50);
    JournalReport.Tail tail = JournalVerifier.verify(disk).segments().getFirst().cutTail();
    assertThat(tail).isNotNull().extracting(JournalReport.Tail::fromOffset).isEqualTo(start);
    FileJournals recovered = JournalHarness.open(disk, 1);
    assertThat(JournalHarness.read(recovered.partition(0), 1)).containsExactly("1=first");
    assertThat(JournalVerifier.verify(disk).segments().getFirst().cutTail()).isNull();
  }

  @Test
  void aFrameThatWasCutDoesNotComeBackBehindANewOne() throws IOException {
    FileJournals journals = JournalHarness.open(disk, 1);
    Journal journal = JournalHarness.claim(journals, 0, new RecordingListener());
    int start = endOfFrames(disk);
    journal.append(JournalHarness.batch("x".repeat(Frames.HEADER_BYTES)));
    journal.append(JournalHarness.batch("cut"));
    journals.step();
    disk.flipBit(FIRST_SEGMENT, start);
    FileJournals recovered = JournalHarness.open(disk, 1);
    Journal next = JournalHarness.claim(recovered, 0, new RecordingListener());
    // With the claim before it, this ends where the frame that was cut began.
    append(recovered, next, "");
    FileJournals again = JournalHarness.open(disk, 1);
    assertThat(JournalHarness.read(again.partition(0), 1)).containsExactly("1=");
  }

  @Test
  void aFlippedBitBeforeTheTailIsRefusedWithFileAndOffset() throws IOException {
    FileJournals journals = JournalHarness.open(disk, 1);
    Journal journal = JournalHarness.claim(journals, 0, new RecordingListener());
    append(journals, journal, "first");
    int start = endOfFrames(disk);
    append(journals, journal, "second");
    int end = endOfFrames(disk);
    append(journals, journal, "third");
    for (int offset = start; offset < end; offset++) {
      if (isPadding(start, offset, "second")) {
        continue;
      }
      SimDisk damaged = disk.copy();
      damaged.flipBit(FIRST_SEGMENT, offset);
      byte[] before = damaged.bytes(FIRST_SEGMENT);
      JournalDamagedException refusal =
          catchThrowableOfType(
              JournalDamagedException.class, () -> JournalHarness.open(damaged, 1));
      assertThat(refusal).as("bit flipped at %d", offset).isNotNull();
      assertThat(refusal.file()).isEqualTo(FIRST_SEGMENT);
      assertThat(refusal.offset()).isEqualTo(start);
      assertThat(damaged.bytes(FIRST_SEGMENT)).isEqualTo(before);
    }
  }

  @Test
  void aCleanEndIsKnownSoThatDamageToTheLastBatchIsSeen() throws IOException {
    FileJournals journals = JournalHarness.open(disk, 1);
    Journal journal = JournalHarness.claim(journals, 0, new RecordingListener());
    int start = endOfFrames(disk);
    append(journals, journal, "last");
    journals.close();
    disk.flipBit(FIRST_SEGMENT, start + 55);
    assertThatThrownBy(() -> JournalHarness.open(disk, 1))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(FIRST_SEGMENT)
        .hasMessageContaining("byte " + start);
  }

  @Test
  void damageInASealedSegmentIsRefused() throws IOException {
    fillTwoSegments();
    int last = 0;
    byte[] bytes = disk.bytes(FIRST_SEGMENT);
    for (int at = 0; at < bytes.length; at++) {
      last = bytes[at] == 'x' ? at : last;
    }
    disk.flipBit(FIRST_SEGMENT, last);
    assertThatThrownBy(() -> JournalHarness.open(disk, 1))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(FIRST_SEGMENT);
  }

  @Test
  void aMissingSegmentIsRefused() throws IOException {
    fillTwoSegments();
    disk.delete(FIRST_SEGMENT);
    assertThatThrownBy(() -> JournalHarness.open(disk, 1))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(SECOND_SEGMENT)
        .hasMessageContaining("missing");
  }

  @Test
  void aDamagedHeaderIsRefused() throws IOException {
    JournalHarness.open(disk, 1).close();
    disk.flipBit(FIRST_SEGMENT, 9);
    assertThatThrownBy(() -> JournalHarness.open(disk, 1))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(FIRST_SEGMENT);
  }

  @Test
  void theReportTellsLsnsAndDamage() throws IOException {
    fillTwoSegments();
    JournalReport sound = JournalVerifier.verify(disk);
    assertThat(sound.isSound()).isTrue();
    assertThat(sound.segments()).hasSize(2);
    assertThat(sound.segments().getFirst().sealed()).isTrue();
    assertThat(sound.segments().getFirst().batches().get(0))
        .isEqualTo(new JournalReport.LsnRange(1, 11));
    assertThat(sound.text()).contains("partition 0: LSN 1 to 11").contains("sealed");
    disk.flipBit(FIRST_SEGMENT, SegmentHeader.BYTES + 4);
    JournalReport damaged = JournalVerifier.verify(disk);
    assertThat(damaged.damages())
        .singleElement()
        .extracting(JournalReport.Damage::file, JournalReport.Damage::offset)
        .containsExactly(FIRST_SEGMENT, 4096L);
    assertThat(damaged.text()).contains("DAMAGED " + FIRST_SEGMENT + " at 4096");
  }

  private void fillTwoSegments() {
    FileJournals journals = JournalHarness.open(disk, 1);
    Journal journal = JournalHarness.claim(journals, 0, new RecordingListener());
    for (int i = 0; i < 15; i++) {
      append(journals, journal, "x".repeat(5400));
    }
    journals.close();
  }

  private static void append(FileJournals journals, Journal journal, String text) {
    journal.append(JournalHarness.batch(text));
    journals.step();
  }

  private static int endOfFrames(SimDisk disk) {
    return JournalVerifier.verify(disk).segments().getLast().endOffset();
  }

  private static boolean isPadding(int start, int offset, String text) {
    return offset >= start + Frames.HEADER_BYTES + JournalHarness.batch(text).sizeBytes();
  }
}
