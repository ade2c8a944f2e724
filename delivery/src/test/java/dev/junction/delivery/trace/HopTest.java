package dev.junction.delivery.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Hops in the formats of all releases stay readable, and are written in the last.
final class HopTest {

  private static final UUID TRACE = UUID.fromString("5759e988-bd86-2e3f-e1be-46a994272793");

  private static final Hop FAILED =
      new Hop(
          TRACE,
          new UUID(1, 2),
          1_767_323_045_000L,
          7,
          Hop.Kind.FAILED,
          2,
          "arn:aws:sqs:us-east-1:123456789012:q",
          null);

  private static final Hop DROPPED =
      new Hop(
          TRACE, TRACE, 1_767_323_044_000L, 0, Hop.Kind.DROPPED, 0, FAILED.resource(), "no reason");

  static void add(HopBlock block, Hop hop) {
    block.add(
        hop.trace(),
        hop.depth(),
        hop.message(),
        hop.kind(),
        hop.atMillis(),
        hop.tookMillis(),
        hop.resource(),
        hop.detail());
  }

  @Test
  void aBlockOfFormatOneIsRead() throws IOException {
    assertThat(HopBlock.decode(HexFormat.of().parseHex(golden("format-3"))))
        .containsExactly(FAILED, DROPPED);
  }

  @Test
  void aBlockOfFormatTwoIsReadAndWritten() throws IOException {
    HopBlock block = new HopBlock();
    add(block, FAILED);
    add(block, DROPPED);
    assertThat(HexFormat.of().formatHex(block.encode())).isEqualTo(golden("format-4"));
    assertThat(HopBlock.decode(HexFormat.of().parseHex(golden("format-4"))))
        .containsExactly(FAILED, DROPPED);
  }

  @Test
  void aBlockIsFullBeforeAPlaceIsMissing() {
    HopBlock block = new HopBlock();
    int count = 0;
    while (!block.isFull()) {
      UUID message = new UUID(4, count);
      block.add(new UUID(3, count), 0, message, Hop.Kind.RAN, count, 0, "r" + count, "d" + count);
      count++;
    }
    List<Hop> hops = HopBlock.decode(block.encode());
    assertThat(hops).hasSize(count).hasSizeGreaterThan(50);
    assertThat(hops.getLast().message()).isEqualTo(new UUID(4, count - 1));
    assertThat(hops.getLast().detail()).isEqualTo("d" + (count - 1));
    assertThat(HopBlock.mayHave(block.encode(), Set.of(new UUID(4, count - 1)))).isTrue();
    assertThat(HopBlock.mayHave(block.encode(), Set.of(new UUID(4, count)))).isFalse();
  }

  @Test
  void textsThatBeginAlikeStayWhole() {
    HopBlock block = new HopBlock();
    String[] texts = {"", "a\uD83D\uDE00", "a\uD83D\uDE01b", "x".repeat(200), "x".repeat(300), "ä"};
    for (String text : texts) {
      block.add(TRACE, 0, TRACE, Hop.Kind.RAN, Long.MAX_VALUE / 4, Long.MAX_VALUE, text, null);
    }
    assertThat(HopBlock.decode(block.encode())).extracting(Hop::resource).containsExactly(texts);
  }

  @Test
  void longTextsAreCut() {
    HopBlock block = new HopBlock();
    block.add(TRACE, 0, TRACE, Hop.Kind.RAN, 0, 0, "r", "x".repeat(10_000));
    assertThat(HopBlock.decode(block.encode()).getFirst().detail()).hasSize(500);
  }

  private static String golden(String format) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            HopTest.class.getResourceAsStream("/golden/" + format + "/records.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith("hops "))
          .map(line -> line.substring(5))
          .findFirst()
          .orElseThrow();
    }
  }
}
