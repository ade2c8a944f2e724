package dev.junction.delivery.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Hops in the format of their first release stay readable, and are still written so.
final class HopTest {

  private static final Hop HOP =
      new Hop(
          UUID.fromString("5759e988-bd86-2e3f-e1be-46a994272793"),
          new UUID(1, 2),
          1_767_323_045_000L,
          7,
          Hop.Kind.FAILED,
          2,
          "arn:aws:sqs:us-east-1:123456789012:q",
          null);

  @Test
  void aHopOfFormatOneIsReadAndWritten() throws IOException {
    FieldWriter block = new FieldWriter(16).octet(1);
    HOP.write(block);
    assertThat(HexFormat.of().formatHex(block.toBytes())).isEqualTo(golden());
    byte[] first = new FieldReader(HexFormat.of().parseHex(golden())).version(1, "A block").bytes();
    assertThat(Hop.read(first)).isEqualTo(HOP);
  }

  @Test
  void longTextsAreCut() {
    assertThat(HOP.saying("x".repeat(10_000)).detail()).hasSize(500);
  }

  private static String golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HopTest.class.getResourceAsStream("/golden/format-3/records.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith("hops "))
          .map(line -> line.substring(5))
          .findFirst()
          .orElseThrow();
    }
  }
}
