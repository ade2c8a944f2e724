package dev.junction.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.storage.Journal;
import dev.junction.storage.WriteBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The bytes of each released format of the journal: today's code writes exactly the newest and
/// reads all.
///
/// A file holds a segment up to its last byte that is not zero. With `-Djunction.golden.write=true`
/// the newest is written anew, which is right only before it is released.
class GoldenJournalTest {

  private static final String SEGMENT = "0000000000000001.segment";
  private static final String NEWEST = "format-1/journal.segment";
  private static final long SALT = 0x0123456789ABCDEFL;

  /// A put, a delete and a range delete, as a batch stores them.
  private static final String BATCH =
      "01"
          + "00000003"
          + "00000005"
          + "6b6579"
          + "76616c7565" // put key, value
          + "02"
          + "00000004"
          + "676f6e65" // delete gone
          + "03"
          + "00000001"
          + "00000001"
          + "61"
          + "62"; // delete from a to b

  @Test
  void todaysCodeWritesTheNewestFormat() throws IOException {
    SimDisk disk = new SimDisk(1);
    writeHistory(disk);
    byte[] written = withoutTrailingZeros(disk.bytes(SEGMENT));
    if (Boolean.getBoolean("junction.golden.write")) {
      Files.write(Path.of("src/test/resources/golden", NEWEST), written);
    }
    assertThat(written).isEqualTo(golden(NEWEST));
  }

  @Test
  void format1IsRead() throws IOException {
    SimDisk disk = new SimDisk(1);
    disk.put(SEGMENT, Arrays.copyOf(golden("format-1/journal.segment"), 64 << 10));
    assertThat(JournalVerifier.verify(disk).isSound()).isTrue();
    FileJournals journals = JournalHarness.open(disk, 2);
    Journal first = journals.partition(0);
    Journal second = journals.partition(1);
    assertThat(first.epoch()).isEqualTo(5);
    assertThat(first.firstLsn()).isEqualTo(2);
    assertThat(first.lastLsn()).isEqualTo(2);
    assertThat(JournalHarness.read(first, 2)).containsExactly("2=second");
    assertThat(second.epoch()).isEqualTo(1);
    second.read(
        1, (_, batch) -> assertThat(HexFormat.of().formatHex(batch.encode())).isEqualTo(BATCH));
    assertThat(second.lastLsn()).isEqualTo(1);
  }

  @Test
  void aBatchIsStoredInItsFormat() {
    assertThat(HexFormat.of().formatHex(batch().encode())).isEqualTo(BATCH);
  }

  private static void writeHistory(SimDisk disk) {
    try (FileJournals journals =
        FileJournals.openStepwise(disk, JournalHarness.settings(2), () -> SALT)) {
      Journal first = journals.partition(0);
      first.claim(5, new RecordingListener());
      Journal second = journals.partition(1);
      second.claim(1, new RecordingListener());
      first.append(JournalHarness.batch("first"));
      second.append(batch());
      journals.step();
      first.append(JournalHarness.batch("second"));
      journals.step();
      first.trim(1);
      journals.step();
    }
  }

  private static WriteBatch batch() {
    WriteBatch batch = new WriteBatch();
    batch.put("key".getBytes(UTF_8), "value".getBytes(UTF_8));
    batch.delete("gone".getBytes(UTF_8));
    batch.deleteRange("a".getBytes(UTF_8), "b".getBytes(UTF_8));
    return batch;
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = GoldenJournalTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }

  private static byte[] withoutTrailingZeros(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }
}
