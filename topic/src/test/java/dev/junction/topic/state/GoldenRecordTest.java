package dev.junction.topic.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.SubscriptionSettings;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Records of topics in the format of their first release stay readable, and are still written so.
/// The files of a format are never changed.
final class GoldenRecordTest {

  private static final TopicRecord TOPIC =
      new TopicRecord(
          7,
          1_767_323_045_000L,
          2,
          new TopicSettings(Map.of("DisplayName", "Orders", "SignatureVersion", "2")),
          Map.of("team", "a"));
  private static final SubscriptionRecord SUBSCRIPTION =
      new SubscriptionRecord(
          "4a1f6ac2-0000-4000-8000-000000000001",
          Protocol.HTTP,
          "http://127.0.0.1:9/hook",
          "123456789012",
          "arn:aws:iam::123456789012:root",
          false,
          false,
          "token",
          1_767_323_045_000L,
          new SubscriptionSettings(Map.of("RawMessageDelivery", "true")));
  private static final TopicTimer TIMER =
      new TopicTimer(
          TopicAddress.ofArn("arn:aws:sns:us-east-1:123456789012:orders").orElseThrow(),
          7,
          "4a1f6ac2",
          TopicTimer.Kind.UNCONFIRMED,
          0);

  @Test
  void recordsOfFormatOneAreReadAndWritten() throws IOException {
    assertThat(TopicRecord.decode(golden("topic"))).isEqualTo(TOPIC);
    assertThat(TOPIC.encode()).isEqualTo(golden("topic"));
    assertThat(SubscriptionRecord.decode(golden("subscription"))).isEqualTo(SUBSCRIPTION);
    assertThat(SUBSCRIPTION.encode()).isEqualTo(golden("subscription"));
    assertThat(TopicTimer.decode(golden("timer"))).isEqualTo(TIMER);
    assertThat(TIMER.encode()).isEqualTo(golden("timer"));
  }

  // An earlier release stored it.
  @Test
  void aStoredFilterPolicyWithoutKeysIsNone() {
    SubscriptionSettings settings =
        new SubscriptionSettings(
            Map.of(
                "FilterPolicy", "{ }", "FilterPolicyScope", "MessageBody", "DeliveryPolicy", "d"));
    assertThat(settings.values()).containsOnlyKeys("DeliveryPolicy");
    assertThat(settings.hasFilter()).isFalse();
  }

  @Test
  void aTimerOfAReplayIsReadAndWritten() throws IOException {
    TopicTimer timer = replayTimer(101);
    byte[] golden = golden("replayTimer", "format-2/archive.txt");
    assertThat(TopicTimer.decode(golden)).isEqualTo(timer);
    assertThat(timer.encode()).isEqualTo(golden);
    assertThat(TopicTimer.decode(golden("replayTimer", "format-1/archive.txt")))
        .isEqualTo(replayTimer(TopicTimer.ANYWHERE));
  }

  @Test
  void aTimerOfAnEndIsReadAndWritten() throws IOException {
    TopicTimer timer =
        new TopicTimer(
            TIMER.topic(), TIMER.topicId(), TIMER.subscriptionId(), TopicTimer.Kind.ENDED, 0);
    byte[] golden = golden("endedTimer", "format-2/ended.txt");
    assertThat(TopicTimer.decode(golden)).isEqualTo(timer);
    assertThat(timer.encode()).isEqualTo(golden);
  }

  @Test
  void keysStayAsTheyAre() {
    TopicAddress address =
        TopicAddress.ofArn("arn:aws:sns:us-east-1:123456789012:orders").orElseThrow();
    String seven = "0000000000000007";
    assertThat(hex(TopicKeys.nextId())).isEqualTo("124e");
    assertThat(hex(TopicKeys.topic(address)))
        .isEqualTo("1254" + hex("123456789012\0us-east-1\0orders"));
    assertThat(hex(TopicKeys.subscription(7, "id"))).isEqualTo("1253" + seven + hex("id"));
    assertThat(hex(TopicKeys.ended(7, "id"))).isEqualTo("1245" + seven + hex("id"));
    assertThat(hex(TopicKeys.replay(7, "id"))).isEqualTo("1250" + seven + hex("id"));
    assertThat(hex(TopicKeys.sequence(7))).isEqualTo("1246" + seven);
    assertThat(hex(TopicKeys.deduplication(7, new byte[] {1, 2})))
        .isEqualTo("1244" + seven + "0102");
    assertThat(hex(TopicKeys.deduplicationExpiry(7, 258, 9)))
        .isEqualTo("1258" + seven + "0000000000000102" + "0000000000000009");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static TopicTimer replayTimer(long next) {
    return new TopicTimer(
        TopicAddress.ofArn("arn:aws:sns:us-east-1:123456789012:orders.fifo").orElseThrow(),
        7,
        "4a1f6ac2",
        TopicTimer.Kind.REPLAY,
        next);
  }

  private static byte[] golden(String name) throws IOException {
    return golden(name, "format-1/records.txt");
  }

  private static byte[] golden(String name, String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(GoldenRecordTest.class.getResourceAsStream("/golden/" + file))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(name + ' '))
          .map(line -> HexFormat.of().parseHex(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow();
    }
  }
}
