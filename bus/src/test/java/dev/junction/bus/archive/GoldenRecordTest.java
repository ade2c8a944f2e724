package dev.junction.bus.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What archives store in the format of their first release stays readable, and is still written
/// so. The files of a format are never changed.
final class GoldenRecordTest {

  private static final ArchiveRecord ARCHIVE =
      new ArchiveRecord(
          7,
          "arn:aws:events:us-east-1:123456789012:archive/a",
          1_767_323_045_000L,
          "arn:aws:events:us-east-1:123456789012:event-bus/b",
          "{\"source\":[\"x\"]}",
          30);
  private static final SealedChunk CHUNK =
      new SealedChunk("bus/1/7/name", 1, 9, 9, 400, 300, 1_000, 2_000, 1_767_323_045_000L);
  private static final ReplayRecord REPLAY =
      new ReplayRecord(
          8,
          "r",
          "arn:aws:events:us-east-1:123456789012:replay/r",
          "arn:aws:events:us-east-1:123456789012:event-bus/b",
          7,
          1_000,
          2_000,
          9,
          new ReplayRecord.Place(3, 4, 5),
          "RUNNING",
          1_767_323_045_000L,
          0,
          List.of("arn:aws:events:us-east-1:123456789012:rule/b/r"));
  private static final ArchivedEvent EVENT =
      new ArchivedEvent(5, 1_767_323_045_000L, "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8));

  @Test
  void recordsOfFormatOneAreReadAndWritten() throws IOException {
    assertThat(ArchiveRecord.decode(golden("archive", ARCHIVE.encode()))).isEqualTo(ARCHIVE);
    assertThat(ARCHIVE.encode()).isEqualTo(golden("archive", ARCHIVE.encode()));
    assertThat(SealedChunk.decode(golden("chunk", CHUNK.encode()))).isEqualTo(CHUNK);
    assertThat(CHUNK.encode()).isEqualTo(golden("chunk", CHUNK.encode()));
    assertThat(ReplayRecord.decode(golden("replay", REPLAY.encode()))).isEqualTo(REPLAY);
    assertThat(REPLAY.encode()).isEqualTo(golden("replay", REPLAY.encode()));
  }

  @Test
  void eventsOfFormatOneAreReadAndWritten() throws IOException {
    byte[] one = golden("event", EVENT.encode());
    assertThat(EVENT.encode()).isEqualTo(one);
    assertThat(ArchivedEvent.decode(5, one)).usingRecursiveComparison().isEqualTo(EVENT);
    byte[] many = golden("events", ArchivedEvent.chunk(List.of(EVENT)));
    assertThat(ArchivedEvent.chunk(List.of(EVENT))).isEqualTo(many);
    assertThat(ArchivedEvent.ofChunk(many))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(EVENT);
  }

  private static byte[] golden(String name, byte[] now) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            GoldenRecordTest.class.getResourceAsStream("/golden/format-1/archives.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(name + ' '))
          .map(line -> HexFormat.of().parseHex(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow(() -> new AssertionError(name + ' ' + HexFormat.of().formatHex(now)));
    }
  }
}
