package dev.junction.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.server.json.Json;
import dev.junction.server.json.MalformedJson;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Looking at the messages of a queue without receiving them.
final class MessagePageTest {

  private static final String QUEUE = "/_junction/sqs/000000000000/us-east-1/";

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  private RunningJunction server = new RunningJunction();

  @BeforeEach
  void hold() {
    server.junction.clock().hold();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /// One page, read.
  private record Page(List<Map<?, ?>> messages, @Nullable String next) {
    List<Object> values(String name) {
      List<Object> values = new ArrayList<>();
      messages.forEach(message -> values.add(message.get(name)));
      return values;
    }

    List<Object> bodies() {
      return values("body");
    }

    Map<?, ?> system(int index) {
      return (Map<?, ?>) requireNonNull(messages.get(index).get("systemAttributes"));
    }
  }

  private Page peek(String queue, String query) throws Exception {
    HttpResponse<String> response = server.get(QUEUE + queue + "/messages" + query);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return read(response.body());
  }

  private static Page read(String json) throws MalformedJson {
    Map<String, @Nullable Object> page = Json.readObject(json.getBytes(StandardCharsets.UTF_8));
    List<Map<?, ?>> messages = new ArrayList<>();
    for (Object message : (List<?>) requireNonNull(page.get("messages"))) {
      messages.add((Map<?, ?>) requireNonNull(message));
    }
    return new Page(messages, (String) page.get("next"));
  }

  /// All pages of a state put together.
  private List<Object> bodies(String queue, String state, int limit) throws Exception {
    List<Object> bodies = new ArrayList<>();
    String after = "";
    do {
      Page page = peek(queue, "?state=" + state + "&limit=" + limit + after);
      bodies.addAll(page.bodies());
      after = page.next() == null ? "" : "&after=" + page.next();
    } while (!after.isEmpty());
    return bodies;
  }

  private void send(String queue, String body, String more) throws Exception {
    server.onQueue("SendMessage", queue, ",\"MessageBody\":\"" + body + "\"" + more);
  }

  private String receive(String queue, String more) throws Exception {
    return server.onQueue("ReceiveMessage", queue, more);
  }

  @Test
  void aMessageIsShownWithEverythingThatAReceiveTellsButTheHandle() throws Exception {
    server.junction.clock().hold(Instant.parse("2099-01-01T00:00:00Z"));
    server.create("q.fifo", "\"FifoQueue\":\"true\"");
    send(
        "q.fifo",
        "hello",
        ",\"MessageGroupId\":\"g\",\"MessageDeduplicationId\":\"d\",\"MessageAttributes\":{"
            + "\"a\":{\"DataType\":\"String\",\"StringValue\":\"x\"},"
            + "\"b\":{\"DataType\":\"Binary\",\"BinaryValue\":\"AQI=\"}}");

    Page page = peek("q.fifo", "");

    assertThat(page.next()).isNull();
    Map<?, ?> message = page.messages().getFirst();
    assertThat(message.get("body")).isEqualTo("hello");
    assertThat(message.get("md5OfBody")).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    assertThat(message.get("sentAt")).isEqualTo("2099-01-01T00:00:00Z");
    assertThat(message.get("visibleAt")).isNull();
    assertThat(message.get("messageId")).asString().hasSize(36);
    assertThat(message.get("md5OfMessageAttributes")).asString().hasSize(32);
    assertThat(message.containsKey("receiptHandle")).isFalse();
    assertThat(page.system(0).get("MessageGroupId")).isEqualTo("g");
    assertThat(page.system(0).get("MessageDeduplicationId")).isEqualTo("d");
    assertThat(page.system(0).get("ApproximateReceiveCount")).isEqualTo("0");
    assertThat(page.system(0).get("SentTimestamp")).isEqualTo("4070908800000");
    assertThat(page.system(0).get("SequenceNumber")).asString().hasSize(20);
    assertThat(page.system(0).containsKey("ApproximateFirstReceiveTimestamp")).isFalse();
    assertThat(message.get("messageAttributes"))
        .hasToString("{a={dataType=String, stringValue=x}, b={dataType=Binary, binaryValue=AQI=}}");
  }

  @Test
  void whatIsVisibleInFlightOrDelayedIsShownThereAndOnlyThere() throws Exception {
    server.create("q", "");
    for (String body : List.of("a", "b", "c", "d")) {
      send("q", body, "");
    }
    send("q", "late", ",\"DelaySeconds\":20");
    send("q", "soon", ",\"DelaySeconds\":10");
    receive("q", ",\"MaxNumberOfMessages\":2,\"VisibilityTimeout\":30");

    assertThat(peek("q", "").bodies()).containsExactly("c", "d");
    Page inFlight = peek("q", "?state=in-flight");
    assertThat(inFlight.bodies()).containsExactly("a", "b");
    assertThat(inFlight.system(0).get("ApproximateReceiveCount")).isEqualTo("1");
    assertThat(inFlight.values("visibleAt")).containsOnly(now(30));
    Page delayed = peek("q", "?state=delayed");
    assertThat(delayed.bodies()).containsExactly("soon", "late");
    assertThat(delayed.values("visibleAt")).containsExactly(now(10), now(20));

    server.junction.clock().advance(Duration.ofSeconds(10));
    assertThat(peek("q", "").bodies()).containsExactly("c", "d", "soon");
    assertThat(peek("q", "?state=delayed").bodies()).containsExactly("late");

    server.junction.clock().advance(Duration.ofMillis(19_999));
    assertThat(peek("q", "?state=in-flight").bodies()).containsExactly("a", "b");
    server.junction.clock().advance(Duration.ofMillis(1));
    assertThat(peek("q", "?state=in-flight").bodies()).isEmpty();
    Page visible = peek("q", "");
    assertThat(visible.bodies()).containsExactly("a", "b", "c", "d", "soon", "late");
    assertThat(visible.system(0).get("ApproximateReceiveCount")).isEqualTo("1");
    assertThat(visible.system(2).get("ApproximateReceiveCount")).isEqualTo("0");
  }

  private String now(int moreSeconds) {
    return Instant.ofEpochMilli(server.junction.clock().millis())
        .plusSeconds(moreSeconds)
        .toString();
  }

  @Test
  void lookingChangesNothing() throws Exception {
    server.create("q", "");
    send("q", "a", "");
    send("q", "b", "");
    for (int i = 0; i < 5; i++) {
      peek("q", "?limit=1");
      peek("q", "?state=in-flight");
      peek("q", "?state=delayed");
    }

    assertThat(
            receive(
                "q",
                ",\"MaxNumberOfMessages\":10,\"AttributeNames\":[\"ApproximateReceiveCount\"]"))
        .contains("\"Body\":\"a\"", "\"Body\":\"b\"")
        .doesNotContain("ApproximateReceiveCount\":\"2\"");
  }

  /// Also when more has come due at once than one command does.
  @Test
  void pagesShowEveryMessageOnceInOrder() throws Exception {
    server.create("q", "\"DelaySeconds\":\"60\"");
    for (int batch = 0; batch < 130; batch++) {
      server.sendBatchOfTen("q");
    }
    List<Object> sent =
        new ArrayList<>(IntStream.range(0, 1_300).mapToObj(String::valueOf).toList());
    assertThat(bodies("q", "delayed", 500)).isEqualTo(sent);

    server.junction.clock().advance(Duration.ofMinutes(1));
    assertThat(peek("q", "").messages()).hasSize(50);
    assertThat(bodies("q", "visible", 499)).isEqualTo(sent);
    assertThat(bodies("q", "delayed", 499)).isEmpty();

    for (int i = 0; i < 130; i++) {
      assertThat(receive("q", ",\"MaxNumberOfMessages\":10")).contains("Body");
    }
    assertThat(bodies("q", "in-flight", 97)).isEqualTo(sent);
    assertThat(bodies("q", "visible", 97)).isEmpty();
  }

  @Test
  void aPageIsBoundedInBytesButAlwaysShowsAMessage() throws Exception {
    server.create("q", "");
    String half = "x".repeat(700_000);
    send("q", half, "");
    send("q", half, "");

    Page first = peek("q", "");
    assertThat(first.messages()).hasSize(1);
    Page second = peek("q", "?after=" + first.next());
    assertThat(second.messages()).hasSize(1);
    assertThat(second.next()).isNull();
  }

  /// After a restart most messages are not in memory.
  @Test
  void aQueueThatWasReadBackIsShownAsItWas() throws Exception {
    server.close();
    server = new RunningJunction(folder);
    server.create("q", "");
    for (String body : List.of("a", "b", "c", "d")) {
      send("q", body, "");
    }
    send("q", "later", ",\"DelaySeconds\":900");
    receive("q", ",\"VisibilityTimeout\":0");
    receive("q", ",\"VisibilityTimeout\":600");
    List<Object> visible = bodies("q", "visible", 1);
    List<Object> inFlight = bodies("q", "in-flight", 1);
    assertThat(visible).hasSize(3);
    server.close();

    server = new RunningJunction(folder);
    assertThat(bodies("q", "visible", 1)).containsExactlyInAnyOrderElementsOf(visible);
    assertThat(bodies("q", "in-flight", 1)).isEqualTo(inFlight);
    assertThat(bodies("q", "delayed", 1)).containsExactly("later");
    assertThat(peek("q", "?state=in-flight").values("visibleAt").getFirst()).isNotNull();
  }

  @Test
  void deadLettersTellWhereTheyComeFrom() throws Exception {
    server.create("dead", "");
    server.create(
        "work",
        "\"RedrivePolicy\":\"{\\\"maxReceiveCount\\\":1,\\\"deadLetterTargetArn\\\":"
            + "\\\"arn:aws:sqs:us-east-1:000000000000:dead\\\"}\"");
    send("work", "bad", "");
    receive("work", ",\"VisibilityTimeout\":0");
    receive("work", "");

    assertThat(receive("dead", ",\"WaitTimeSeconds\":10,\"VisibilityTimeout\":0")).contains("bad");
    assertThat(peek("dead", "").system(0).get("DeadLetterQueueSourceArn"))
        .isEqualTo("arn:aws:sqs:us-east-1:000000000000:work");
  }

  @Test
  void whatIsPastItsRetentionIsNotShown() throws Exception {
    server.create("q", "\"MessageRetentionPeriod\":\"60\"");
    send("q", "m", "");

    server.junction.clock().advance(Duration.ofMinutes(1));
    assertThat(peek("q", "").bodies()).containsExactly("m");
    server.junction.clock().advance(Duration.ofMillis(1));
    assertThat(peek("q", "").bodies()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "state=gone, in-flight or delayed",
    "limit=0, from 1 to 500",
    "limit=501, from 1 to 500",
    "limit=many, from 1 to 500",
    "after=x, a page with the same state",
    "state=delayed&after=7, a page with the same state",
    "after=1-7, a page with the same state",
    "page=2, no parameter of this page"
  })
  void aBadParameterIsRefusedWithWhatIsAllowed(String query, String reason) throws Exception {
    server.create("q", "");
    HttpResponse<String> response = server.get(QUEUE + "q/messages?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(reason);
  }

  @Test
  void aQueueThatIsNotThereIsNotFound() throws Exception {
    HttpResponse<String> response = server.get(QUEUE + "nothing/messages");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("There is no queue nothing", "/_junction/sqs/queues");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/_junction/sqs/000000000000/us-east-1/q",
        "/_junction/sqs/12/us-east-1/q/messages",
        "/_junction/sqs/000000000000/US/q/messages",
        "/_junction/sqs/000000000000/us-east-1/q*/messages",
        "/_junction/sqs/000000000000/us-east-1/q/messages/1"
      })
  void otherPathsAreNoPages(String path) throws Exception {
    HttpResponse<String> response = server.get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("/_junction/sqs/ACCOUNT/REGION/QUEUE/messages");
  }

  @Test
  void foreignScriptsAreRefused() throws Exception {
    assertThat(
            server
                .send(server.page(QUEUE + "q/messages").header("Origin", "http://evil.example"))
                .statusCode())
        .isEqualTo(403);
  }
}
