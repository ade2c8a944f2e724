package dev.junction.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.junction.storage.Journal;
import dev.junction.storage.JournalContractTest;
import dev.junction.storage.Told;
import dev.junction.storage.file.JournalReport.Damage;
import dev.junction.storage.file.JournalVerifier.BatchCheck;
import dev.junction.storage.seal.DataKey;
import dev.junction.storage.seal.SealedJournal;
import dev.junction.storage.seal.Sealer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The journal's contract, sealed, in segment files, where a restart is a loss of power and another
/// session; and what becomes of frames that somebody changed.
final class SealedFileJournalTest extends JournalContractTest {
  private static final String SEGMENT = "0000000000000001.segment";
  private static final String BODY = "a body that is long enough to be found";
  private static final JournalSettings SETTINGS =
      JournalSettings.of(PARTITIONS).withSegmentBytes(512 << 10);

  private final SecureRandom random = new SecureRandom();
  private final DataKey key = DataKey.random(random);
  private SimDisk disk = new SimDisk(1);
  private FileJournals journals = open(disk);
  private Sealer sealer = key.newSession(random);

  private static FileJournals open(SimDisk disk) {
    return FileJournals.openStepwise(disk, SETTINGS, new Random(7)::nextLong);
  }

  @Override
  protected Journal journal(int partition) {
    return new SealedJournal(journals.partition(partition), sealer);
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
    sealer = key.newSession(random);
  }

  @Test
  void aBodyIsNotSeenInTheFileButForAnOpenJournal() throws IOException {
    journals.partition(1).claim(1, new Told());
    Journal open = journals.partition(0);
    open.claim(1, new Told());
    open.append(batch(BODY));
    settle();
    assertThat(contents()).as("written as it is").contains(HexFormat.of().formatHex(bodyBytes()));

    disk = new SimDisk(1);
    journals = open(disk);
    threeBatches();
    assertThat(contents()).doesNotContain(HexFormat.of().formatHex(bodyBytes()));
  }

  @Test
  void aFlippedBitIsDamageWithItsFileAndOffset() throws IOException {
    threeBatches();
    int at = secondFrame();
    disk.flipBit(SEGMENT, at + Frames.HEADER_BYTES + 30);

    JournalDamagedException refused =
        catchThrowableOfType(JournalDamagedException.class, () -> open(disk));
    assertThat(refused.file()).isEqualTo(SEGMENT);
    assertThat(refused.offset()).isEqualTo(at);
    assertThat(verify(sealer)).isEqualTo(new Damage(SEGMENT, at, refused(refused)));
  }

  @Test
  void aForgedFrameWithAGoodChecksumIsDamageToo() throws IOException {
    threeBatches();
    int at = secondFrame();
    forge(at);

    // Its checksum holds, so that it is the reader who finds it.
    journals = open(disk);
    JournalDamagedException refused =
        catchThrowableOfType(JournalDamagedException.class, () -> read(journal(0), 1));
    assertThat(refused.file()).isEqualTo(SEGMENT);
    assertThat(refused.offset()).isEqualTo(at);
    assertThat(refused).hasMessageContaining("LSN 2 of partition 0 in the journal does not open");
    assertThat(read(journal(0), 3)).containsEntry(3L, BODY + 3);
    assertThat(JournalVerifier.verify(disk).isSound()).as("without the key").isTrue();
    assertThat(verify(sealer)).isEqualTo(new Damage(SEGMENT, at, refused(refused)));
  }

  @Test
  void theCheckOpensEveryBatchWithTheRightKeyOnly() {
    threeBatches();
    Sealer stranger = DataKey.random(random).newSession(random);

    assertThat(JournalVerifier.verify(disk, check(key.newSession(random))).isSound()).isTrue();
    assertThat(verify(stranger).reason()).contains("LSN 1 of partition 0");
  }

  private Damage verify(Sealer used) {
    return JournalVerifier.verify(disk, check(used)).damages().getFirst();
  }

  private static BatchCheck check(Sealer used) {
    return (partition, lsn, batch) -> SealedJournal.faultOf(used, partition, lsn, batch);
  }

  private static String refused(JournalDamagedException refused) {
    String message = String.valueOf(refused.getMessage());
    return message.substring(message.indexOf(": ") + 2);
  }

  private void threeBatches() {
    Journal journal = journal(0);
    journal.claim(1, new Told());
    for (int i = 1; i <= 3; i++) {
      journal.append(batch(BODY + i));
      settle();
    }
  }

  /// Where the frame of LSN 2 of partition 0 begins.
  private int secondFrame() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(disk.bytes(SEGMENT));
    long salt = bytes.getLong(16);
    for (int at = SegmentHeader.BYTES; at < bytes.limit() - Frames.HEADER_BYTES; at += 8) {
      Frames.Frame frame = Frames.header(bytes, at, salt, at, bytes.limit());
      if (frame != null
          && frame.kind() == FrameKind.BATCH
          && frame.partition() == 0
          && frame.lsn() == 2) {
        return at;
      }
    }
    throw new AssertionError("there is no frame of LSN 2");
  }

  /// Changes a frame's body as somebody would who can write to the disk, checksum and all.
  private void forge(int at) throws IOException {
    byte[] bytes = disk.bytes(SEGMENT);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long salt = buffer.getLong(16);
    Frames.Frame frame = Objects.requireNonNull(Frames.header(buffer, at, salt, at, bytes.length));
    bytes[at + Frames.HEADER_BYTES + 60] ^= 1;
    Frames.stamp(buffer, at, salt, at, frame.syncedTo());
    disk.put(SEGMENT, bytes);
  }

  private String contents() throws IOException {
    return HexFormat.of().formatHex(disk.bytes(SEGMENT));
  }

  private static byte[] bodyBytes() {
    return BODY.getBytes(UTF_8);
  }
}
