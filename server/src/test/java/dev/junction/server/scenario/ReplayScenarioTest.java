package dev.junction.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.PageToken;
import dev.junction.storage.memory.MemoryJournals.Space;
import dev.junction.wire.protocol.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Replays of a FIFO topic: in order, by the filter policy, up to the ending point, across crashes,
/// and without a gap to what is published meanwhile. Source: SNS Developer Guide, "Amazon SNS
/// message replay for FIFO topic subscribers".
final class ReplayScenarioTest {

  private static final String TOPIC =
      "arn:aws:sns:us-east-1:" + SteppedServices.ACCOUNT + ":orders.fifo";
  private static final Pattern MESSAGE =
      Pattern.compile("\"Body\":\"([^\"]*)\"|\"ReceiptHandle\":\"([^\"]*)\"");
  private static final Pattern ARN = Pattern.compile("<SubscriptionArn>([^<]*)<");

  private final SteppedServices services = new SteppedServices(3, 7);

  private String accept(CompletableFuture<Answer> future) {
    services.run();
    return SteppedServices.text(future);
  }

  private void setUp() {
    accept(
        services.sns(
            "CreateTopic",
            Map.of(
                "Name", "orders.fifo",
                "Attributes.entry.1.key", "FifoTopic",
                "Attributes.entry.1.value", "true",
                "Attributes.entry.2.key", "ArchivePolicy",
                "Attributes.entry.2.value", "{\"MessageRetentionPeriod\":2}")));
    String policy =
        "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\","
            + "\\\"Principal\\\":{\\\"Service\\\":\\\"sns.amazonaws.com\\\"},\\\"Action\\\":"
            + "\\\"sqs:SendMessage\\\",\\\"Resource\\\":\\\"*\\\"}]}";
    accept(
        services.sqs(
            "CreateQueue",
            "{\"QueueName\":\"late.fifo\",\"Attributes\":{\"FifoQueue\":\"true\",\"Policy\":\""
                + policy
                + "\"}}"));
    // A queue that deduplicates nothing: it shows what was sent twice.
    accept(
        services.sqs(
            "CreateQueue",
            "{\"QueueName\":\"plain\",\"Attributes\":{\"Policy\":\"" + policy + "\"}}"));
  }

  private CompletableFuture<Answer> publish(int number) {
    return services.sns(
        "Publish",
        Map.of(
            "TopicArn",
            TOPIC,
            "Message",
            "m" + number,
            "MessageGroupId",
            "g",
            "MessageDeduplicationId",
            "d" + number,
            "MessageAttributes.entry.1.Name",
            "odd",
            "MessageAttributes.entry.1.Value.DataType",
            "String",
            "MessageAttributes.entry.1.Value.StringValue",
            String.valueOf(number % 2 == 1)));
  }

  private void publish(int from, int to) {
    IntStream.rangeClosed(from, to).forEach(number -> accept(publish(number)));
  }

  private static String replayPolicy(Instant from, String more) {
    return "{\"PointType\":\"Timestamp\",\"StartingPoint\":\"" + from + "\"" + more + "}";
  }

  private CompletableFuture<Answer> subscribe(Map<String, String> attributes) {
    return subscribe("late.fifo", attributes);
  }

  private CompletableFuture<Answer> subscribe(String queue, Map<String, String> attributes) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("TopicArn", TOPIC);
    parameters.put("Protocol", "sqs");
    parameters.put("Endpoint", "arn:aws:sqs:us-east-1:" + SteppedServices.ACCOUNT + ":" + queue);
    int[] entry = {0};
    Map<String, String> all = new TreeMap<>(attributes);
    all.put("RawMessageDelivery", "true");
    all.forEach(
        (name, value) -> {
          entry[0]++;
          parameters.put("Attributes.entry." + entry[0] + ".key", name);
          parameters.put("Attributes.entry." + entry[0] + ".value", value);
        });
    return services.sns("Subscribe", parameters);
  }

  private List<String> drain() {
    return drain("late.fifo");
  }

  /// Everything in a queue, in its order.
  private List<String> drain(String queue) {
    String url = "http://localhost:4566/" + SteppedServices.ACCOUNT + "/" + queue;
    List<String> bodies = new ArrayList<>();
    while (true) {
      String answer =
          accept(
              services.sqs(
                  "ReceiveMessage", "{\"QueueUrl\":\"" + url + "\",\"MaxNumberOfMessages\":10}"));
      Matcher matcher = MESSAGE.matcher(answer);
      int before = bodies.size();
      while (matcher.find()) {
        if (matcher.group(1) != null) {
          bodies.add(matcher.group(1));
        } else {
          accept(
              services.sqs(
                  "DeleteMessage",
                  "{\"QueueUrl\":\"" + url + "\",\"ReceiptHandle\":\"" + matcher.group(2) + "\"}"));
        }
      }
      if (bodies.size() == before) {
        return bodies;
      }
    }
  }

  private static List<String> messages(IntStream numbers) {
    return numbers.mapToObj(number -> "m" + number).toList();
  }

  private CompletableFuture<Answer> setArchive(String policy) {
    return services.sns(
        "SetTopicAttributes",
        Map.of("TopicArn", TOPIC, "AttributeName", "ArchivePolicy", "AttributeValue", policy));
  }

  private String refuse(CompletableFuture<Answer> future) {
    services.run();
    return Objects.requireNonNull(future.getNow(null)).errorCode();
  }

  /// The archive begins in the middle of the topic's sequence, and a message comes between the
  /// beginning of a replay and its first step.
  @Test
  void anArchiveMayBeginAfterManyMessages() {
    setUp();
    accept(setArchive("{}"));
    publish(1, 20);
    accept(setArchive("{\"MessageRetentionPeriod\":2}"));
    CompletableFuture<Answer> subscribed =
        subscribe(Map.of("ReplayPolicy", replayPolicy(services.clock.now(), "")));
    CompletableFuture<Answer> published = publish(21);
    accept(subscribed);
    accept(published);
    publish(22, 22);
    assertThat(drain()).containsExactly("m21", "m22");
  }

  @Test
  void numbersTimesAndTokensThatWereMadeToHurtAreRefused() {
    setUp();
    publish(1, 1);
    assertThat(refuse(setArchive("{\"MessageRetentionPeriod\":1e999999999}")))
        .isEqualTo("InvalidParameterException");
    String far = "+999999999-12-31T23:59:59Z";
    Instant now = services.clock.now();
    assertThat(
            refuse(
                subscribe(
                    Map.of("ReplayPolicy", replayPolicy(now, ",\"EndingPoint\":\"" + far + "\"")))))
        .isEqualTo("InvalidParameterException");
    assertThat(refuse(subscribe(Map.of("ReplayPolicy", replayPolicy(Instant.parse(far), "")))))
        .isEqualTo("InvalidParameterException");
    // A tilde, which comes behind all numbers.
    String list = "ListPhoneNumbersOptedOut";
    accept(services.sns(list, Map.of("nextToken", PageToken.of(list, "~"))));
    publish(2, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 6, 9, 12, 15, 20, 25})
  void aReplayIsWholeAndInOrderWhateverCrashes(int roundsBeforeCrash) {
    setUp();
    Instant start = services.clock.now();
    publish(1, 250);
    String arn = find(accept(subscribe(Map.of())));
    String plain = find(accept(subscribe("plain", Map.of())));
    // What follows is not waited for: the replays go on while more is published.
    CompletableFuture<Answer> begun = setReplay(arn, replayPolicy(start, ""));
    CompletableFuture<Answer> begunPlain = setReplay(plain, replayPolicy(start, ""));
    services.run(roundsBeforeCrash);
    List<CompletableFuture<Answer>> later = new ArrayList<>();
    for (int number = 251; number <= 260; number++) {
      later.add(publish(number));
      services.run(1);
    }
    services.crash();
    services.run();
    long acknowledged = later.stream().filter(ReplayScenarioTest::isAccepted).count();
    beginUnlessBegun(arn, begun, start);
    beginUnlessBegun(plain, begunPlain, start);
    publish(251, 262);
    assertThat(acknowledged).isLessThanOrEqualTo(10);
    List<String> all = messages(IntStream.rangeClosed(1, 262));
    assertThat(drain()).isEqualTo(all);
    assertThat(drain("plain")).as("each once").containsExactlyInAnyOrderElementsOf(all);
    assertThat(attributes(arn)).contains("<key>ReplayStatus</key><value>Completed</value>");
  }

  private String attributes(String arn) {
    return accept(services.sns("GetSubscriptionAttributes", Map.of("SubscriptionArn", arn)));
  }

  /// Begins a replay that the crash has undone; one whose acknowledgement alone was lost goes on.
  private void beginUnlessBegun(String arn, CompletableFuture<Answer> begun, Instant start) {
    boolean isThere = attributes(arn).contains("<key>ReplayPolicy</key>");
    assertThat(isThere || !isAccepted(begun)).isTrue();
    if (!isThere) {
      accept(setReplay(arn, replayPolicy(start, "")));
    }
  }

  /// Source: SNS Developer Guide, "Amazon SNS raw message delivery": a queue takes ten attributes.
  @Test
  void aRawMessageWithAllAttributesThatMayBeIsReplayed() {
    setUp();
    Instant start = services.clock.now();
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("TopicArn", TOPIC);
    parameters.put("Message", "ten");
    parameters.put("MessageGroupId", "g");
    parameters.put("MessageDeduplicationId", "d");
    for (int i = 1; i <= 10; i++) {
      String entry = "MessageAttributes.entry." + i + ".";
      parameters.put(entry + "Name", "a" + i);
      parameters.put(entry + "Value.DataType", "String");
      parameters.put(entry + "Value.StringValue", "v");
    }
    accept(services.sns("Publish", parameters));
    accept(subscribe(Map.of("ReplayPolicy", replayPolicy(start, ""))));
    assertThat(drain()).containsExactly("ten");
  }

  /// The clock is set back for longer than the messages before lie apart: halving by the times
  /// alone would look only behind that place.
  @Test
  void aClockThatIsSetBackHidesNothingFromAReplay() {
    setUp();
    publish(1, 5);
    services.clock.advance(Duration.ofMinutes(10));
    Instant start = services.clock.now();
    publish(6, 10);
    services.shifted.shift(Duration.ofMinutes(-15));
    publish(11, 60);
    services.crash();
    services.clock.advance(Duration.ofMinutes(20));
    publish(61, 62);
    accept(subscribe("plain", Map.of("ReplayPolicy", replayPolicy(start, ""))));
    assertThat(drain("plain"))
        .containsExactlyInAnyOrderElementsOf(messages(IntStream.rangeClosed(6, 62)));
  }

  @Test
  void aReplayThatIsChangedAgainAndAgainHasOneStepPlanned() {
    setUp();
    String arn = find(accept(subscribe(Map.of())));
    List<Instant> starts = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      services.clock.advance(Duration.ofSeconds(1));
      starts.add(services.clock.now());
      publish(number, number);
    }
    int before = services.entries();
    // Without space a step is put off by a second, again and again.
    services.journals.leave(Space.LITTLE);
    for (Instant start : starts) {
      accept(setReplay(arn, replayPolicy(start, "")));
      services.clock.advance(Duration.ofMillis(100));
      services.run();
    }
    for (int i = 0; i < 30; i++) {
      services.clock.advance(Duration.ofMillis(100));
      services.run();
    }
    assertThat(services.entries() - before).as("the replay and its timer").isEqualTo(2);
    services.journals.leave(Space.AMPLE);
    services.clock.advance(Duration.ofSeconds(2));
    services.run();
    assertThat(drain()).contains("m5");
  }

  private static boolean isAccepted(CompletableFuture<Answer> future) {
    Answer answer = future.getNow(null);
    return answer != null && answer.errorCode().isEmpty();
  }

  private static String find(String answer) {
    Matcher matcher = ARN.matcher(answer);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private CompletableFuture<Answer> setReplay(String arn, String policy) {
    return services.sns(
        "SetSubscriptionAttributes",
        Map.of("SubscriptionArn", arn, "AttributeName", "ReplayPolicy", "AttributeValue", policy));
  }

  @Test
  void aReplayKeepsToItsFilterAndToItsEnd() {
    setUp();
    Instant start = services.clock.now();
    publish(1, 10);
    services.clock.advance(Duration.ofMinutes(10));
    Instant end = services.clock.now();
    publish(11, 20);
    services.clock.advance(Duration.ofMinutes(10));
    publish(21, 30);
    accept(
        subscribe(
            Map.of(
                "FilterPolicy",
                "{\"odd\":[\"true\"]}",
                "ReplayPolicy",
                replayPolicy(start, ",\"EndingPoint\":\"" + end + "\""))));
    publish(31, 32);
    assertThat(drain())
        .containsExactly("m1", "m3", "m5", "m7", "m9", "m11", "m13", "m15", "m17", "m19", "m31");
  }

  @Test
  void whatIsOlderThanTheRetentionIsGone() {
    setUp();
    publish(1, 5);
    services.clock.advance(Duration.ofDays(1));
    Instant second = services.clock.now();
    publish(6, 7);
    services.clock.advance(Duration.ofDays(1).plusSeconds(1));
    publish(8, 9);
    services.crash();
    String attributes = accept(services.sns("GetTopicAttributes", Map.of("TopicArn", TOPIC)));
    // Two days ago to the second.
    assertThat(attributes)
        .contains("<key>BeginningArchiveTime</key><value>2026-01-02T03:04:06.000Z</value>");
    accept(subscribe(Map.of("ReplayPolicy", replayPolicy(second, ""))));
    assertThat(drain()).containsExactly("m6", "m7", "m8", "m9");
  }
}
