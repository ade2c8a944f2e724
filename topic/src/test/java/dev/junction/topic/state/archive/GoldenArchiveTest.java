package dev.junction.topic.state.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.Attribute;
import dev.junction.topic.domain.NewMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What archives and replays store in the formats of all releases stays readable, and is written in
/// the last. The files of a format are never changed.
final class GoldenArchiveTest {

  private static final Replay REPLAY = new Replay(Replay.Status.IN_PROGRESS, 7, 12, -1);
  private static final ArchivedMessage MESSAGE =
      new ArchivedMessage(
          4_711,
          1_767_323_045_009L,
          "d",
          "http://localhost:4566",
          new NewMessage(
              UUID.fromString("4a1f6ac2-0000-4000-8000-000000000001"),
              Instant.ofEpochMilli(1_767_323_045_000L),
              "text",
              Map.of("sqs", "own"),
              "text",
              "subject",
              List.of(Attribute.text("kind", "String", "a")),
              "g",
              "d"));

  @Test
  void recordsOfFormatOneAreRead() throws IOException {
    assertThat(Replay.decode(golden("format-1", "replay"))).isEqualTo(REPLAY);
    assertThat(REPLAY.encode()).isEqualTo(golden("format-1", "replay"));
    ArchivedMessage read = ArchivedMessage.decode(golden("format-1", "archived"));
    assertThat(read).usingRecursiveComparison().ignoringFields("sortedMillis").isEqualTo(MESSAGE);
    assertThat(read.sortedMillis()).as("as it was published").isEqualTo(1_767_323_045_000L);
  }

  @Test
  void messagesOfFormatTwoAreReadAndWritten() throws IOException {
    ArchivedMessage read = ArchivedMessage.decode(golden("format-2", "archived"));
    assertThat(read).usingRecursiveComparison().isEqualTo(MESSAGE);
    assertThat(MESSAGE.encode()).isEqualTo(golden("format-2", "archived"));
  }

  private static byte[] golden(String format, String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            GoldenArchiveTest.class.getResourceAsStream("/golden/" + format + "/archive.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(name + ' '))
          .map(line -> HexFormat.of().parseHex(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow();
    }
  }
}
