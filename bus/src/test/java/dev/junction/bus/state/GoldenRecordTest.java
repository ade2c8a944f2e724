package dev.junction.bus.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.Event;
import dev.junction.expression.pattern.EventObject;
import dev.junction.kernel.TraceContext;
import dev.junction.models.events.DescribeRuleResponse;
import dev.junction.models.events.Target;
import dev.junction.storage.SealBroken;
import dev.junction.storage.seal.DataKey;
import dev.junction.storage.seal.Sealer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Records of buses in the format of their first release stay readable, and are still written so.
/// The files of a format are never changed.
final class GoldenRecordTest {

  private static final Stored<DescribeRuleResponse> RULE =
      new Stored<>(
          7,
          DescribeRuleResponse.builder().name("r").eventPattern("{}").state("ENABLED").build(),
          Map.of("team", "a"),
          Map.of("plan", "3"));
  private static final Stored<Target> TARGET =
      Stored.of(0, Target.builder().id("1").arn("arn:aws:sqs:us-east-1:123456789012:q").build());
  private static final RuleTimer TIMER =
      new RuleTimer(
          BusAddress.ofArn("arn:aws:events:us-east-1:123456789012:event-bus/b").orElseThrow(),
          "r",
          7,
          3,
          Instant.ofEpochMilli(1_767_323_045_000L));

  private static final Leftover LEFTOVER =
      new Leftover(
          TIMER.bus(),
          new Event(
              "e",
              Instant.ofEpochMilli(1_767_323_045_000L),
              Instant.ofEpochMilli(1_767_323_046_000L),
              "{\"id\":\"e\"}",
              new EventObject(),
              List.of(TIMER.bus().arn())),
          List.of(new Leftover.Place("r", 7, "t"), new Leftover.Place("s", 8, "")));

  @Test
  void whatIsLeftOfAnEventOfFormatOneIsReadAndWritten() throws IOException {
    byte[] golden = golden("leftover", LEFTOVER.encode());
    Leftover read = Leftover.decode(golden);
    assertThat(read.places()).isEqualTo(LEFTOVER.places());
    assertThat(read.encode()).isEqualTo(golden);
    assertThat(LEFTOVER.encode()).isEqualTo(golden);
  }

  @Test
  void whatIsLeftOfAnEventOfATraceIsReadAndWritten() throws IOException {
    TraceContext trace =
        Objects.requireNonNull(
            TraceContext.read(
                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"));
    Leftover traced =
        new Leftover(LEFTOVER.bus(), LEFTOVER.event().in(trace.deeper()), LEFTOVER.places());
    byte[] golden = golden("/golden/format-2/records.txt", "leftover", traced.encode());
    assertThat(HexFormat.of().formatHex(traced.encode()))
        .isEqualTo(HexFormat.of().formatHex(golden));
    assertThat(Leftover.decode(golden).event().trace()).isEqualTo(trace.deeper());
  }

  @Test
  void recordsOfFormatOneAreReadAndWritten() throws IOException {
    assertThat(Stored.decode(golden("rule", RULE.encode()), DescribeRuleResponse::read))
        .isEqualTo(RULE);
    assertThat(RULE.encode()).isEqualTo(golden("rule", RULE.encode()));
    assertThat(Stored.decode(golden("target", TARGET.encode()), Target::read)).isEqualTo(TARGET);
    assertThat(TARGET.encode()).isEqualTo(golden("target", TARGET.encode()));
    assertThat(RuleTimer.decode(golden("timer", TIMER.encode()))).isEqualTo(TIMER);
    assertThat(TIMER.encode()).isEqualTo(golden("timer", TIMER.encode()));
  }

  @Test
  void aSealedRecordOpensUnderItsKeyAloneAndAnOlderOneIsReadToo() {
    Sealer sealer = DataKey.random(new SecureRandom()).newSession(new SecureRandom());
    byte[] key = {1, 2};
    byte[] sealed = RULE.seal(sealer, key);

    assertThat(Stored.open(sealer, key, sealed, DescribeRuleResponse::read)).isEqualTo(RULE);
    assertThat(Stored.open(sealer, key, RULE.encode(), DescribeRuleResponse::read)).isEqualTo(RULE);
    assertThatThrownBy(
            () -> Stored.open(sealer, new byte[] {1, 3}, sealed, DescribeRuleResponse::read))
        .isInstanceOf(SealBroken.class);
    assertThatThrownBy(() -> Stored.decode(sealed, DescribeRuleResponse::read))
        .hasMessageContaining("A resource of a bus");
  }

  @Test
  void aSealedRecordOfFormatThreeIsRead() throws IOException {
    DataKey secrets = DataKey.of("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    Sealer sealer = Objects.requireNonNull(secrets).newSession(new SecureRandom());
    byte[] key = {1, 2};
    byte[] sealed = golden("/golden/format-3/sealed.txt", "rule", RULE.seal(sealer, key));
    assertThat(Stored.open(sealer, key, sealed, DescribeRuleResponse::read)).isEqualTo(RULE);
  }

  private static byte[] golden(String name, byte[] now) throws IOException {
    return golden("/golden/format-1/records.txt", name, now);
  }

  private static byte[] golden(String file, String name, byte[] now) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(GoldenRecordTest.class.getResourceAsStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(name + ' '))
          .map(line -> HexFormat.of().parseHex(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow(() -> new AssertionError(name + ' ' + HexFormat.of().formatHex(now)));
    }
  }
}
