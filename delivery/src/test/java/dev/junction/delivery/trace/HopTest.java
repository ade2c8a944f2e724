package dev.junction.delivery.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.TraceContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Hops in the format of their first release stay readable, and are still written so.
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

  @Test
  void aBlockOfFormatOneIsReadAndWritten() throws IOException {
    HopBlock block = new HopBlock();
    block.add(FAILED);
    block.add(DROPPED);
    assertThat(HexFormat.of().formatHex(block.encode())).isEqualTo(golden());
    assertThat(HopBlock.decode(HexFormat.of().parseHex(golden()))).containsExactly(FAILED, DROPPED);
  }

  @Test
  void aBlockIsFullBeforeAPlaceIsMissing() {
    HopBlock block = new HopBlock();
    int count = 0;
    while (!block.isFull()) {
      Hop hop =
          Hop.of(
              TraceContext.of(new UUID(3, count)),
              new UUID(4, count),
              Hop.Kind.RAN,
              count,
              "r" + count);
      block.add(hop.saying("d" + count));
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
  void longTextsAreCut() {
    assertThat(FAILED.saying("x".repeat(10_000)).detail()).hasSize(500);
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
