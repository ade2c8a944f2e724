package dev.junction.conformance.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.junction.conformance.Clients;
import dev.junction.conformance.topic.Webhook;
import dev.junction.server.Junction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ConnectionBodyParameter;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.ReplayState;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// EventBridge with the SDK for Java. Expected values: EventBridge User Guide and API reference,
/// and what LocalStack recorded from the real service (`tests/aws/services/events`).
final class EventBridgeConformanceTest {

  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
          + "{\"Service\":\"events.amazonaws.com\"},\"Action\":\"sqs:SendMessage\","
          + "\"Resource\":\"*\"}]}";

  @AutoClose
  private static final Junction junction = Junction.builder().ephemeral().port(0).start();

  @AutoClose
  private static final EventBridgeClient events = Clients.of(EventBridgeClient.builder(), junction);

  @AutoClose private static final SqsClient sqs = Clients.sqs(junction);

  private static String arn(String queue) {
    return "arn:aws:sqs:eu-central-1:000000000000:" + queue;
  }

  private static String queue(String name, Map<QueueAttributeName, String> more) {
    return sqs.createQueue(r -> r.queueName(name).attributes(more)).queueUrl();
  }

  private static String queue(String name) {
    return queue(name, Map.of(QueueAttributeName.POLICY, POLICY));
  }

  private static void rule(String bus, String name, String pattern, Target... targets) {
    events.putRule(r -> r.eventBusName(bus).name(name).eventPattern(pattern));
    events.putTargets(r -> r.eventBusName(bus).rule(name).targets(targets));
  }

  private static Target target(String queue) {
    return Target.builder().id(queue).arn(arn(queue)).build();
  }

  private static PutEventsRequestEntry entry(String bus, String detail) {
    return PutEventsRequestEntry.builder()
        .eventBusName(bus)
        .source("app")
        .detailType("order")
        .detail(detail)
        .build();
  }

  private static PutEventsResponse put(String bus, String... details) {
    return events.putEvents(
        r -> r.entries(Stream.of(details).map(detail -> entry(bus, detail)).toList()));
  }

  private static List<Message> receive(String url, int count) {
    List<Message> all = new ArrayList<>();
    while (all.size() < count) {
      List<Message> some =
          sqs.receiveMessage(
                  r ->
                      r.queueUrl(url)
                          .maxNumberOfMessages(10)
                          .waitTimeSeconds(5)
                          .messageAttributeNames("All")
                          .messageSystemAttributeNamesWithStrings("All"))
              .messages();
      assertThat(some).as("%d of %d messages", all.size(), count).isNotEmpty();
      some.forEach(
          each -> sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(each.receiptHandle())));
      all.addAll(some);
    }
    return all;
  }

  private static String note(Message letter, String name) {
    MessageAttributeValue none = MessageAttributeValue.builder().build();
    return String.valueOf(letter.messageAttributes().getOrDefault(name, none).stringValue());
  }

  @Test
  void anEventReachesTheTargetsOfTheRulesThatItMatches() {
    events.createEventBus(r -> r.name("orders"));
    String wanted = queue("wanted");
    queue("unwanted");
    rule("orders", "yes", "{\"detail\":{\"kind\":[{\"prefix\":\"a\"}]}}", target("wanted"));
    rule("orders", "no", "{\"detail\":{\"kind\":[\"b\"]}}", target("unwanted"));
    PutEventsResponse answer = put("orders", "{\"kind\":\"abc\"}");
    assertThat(answer.failedEntryCount()).isZero();
    assertThat(receive(wanted, 1).getFirst().body())
        .startsWith("{\"version\":\"0\",\"id\":\"" + answer.entries().getFirst().eventId())
        .contains("\"detail-type\":\"order\",\"source\":\"app\",\"account\":\"000000000000\"")
        .endsWith("\"region\":\"eu-central-1\",\"resources\":[],\"detail\":{\"kind\":\"abc\"}}");
  }

  @Test
  void entriesFailOneByOne() {
    PutEventsResponse answer =
        events.putEvents(
            r ->
                r.entries(
                    entry("default", "{}"),
                    entry("default", "{}").toBuilder().source(null).build(),
                    entry("default", "no json"),
                    entry("default", "{}").toBuilder().source("aws.ec2").build(),
                    entry("default", "{}").toBuilder().detailType("t".repeat(129)).build(),
                    entry("default", "{}").toBuilder().detailType("t".repeat(128)).build()));
    assertThat(answer.failedEntryCount()).isEqualTo(4);
    assertThat(answer.entries().get(0).eventId()).isNotEmpty();
    assertThat(answer.entries().get(1).errorMessage())
        .isEqualTo("Parameter Source is not valid. Reason: Source is a required argument.");
    assertThat(answer.entries().get(2).errorCode()).isEqualTo("MalformedDetail");
    assertThat(answer.entries().get(3).errorCode()).isEqualTo("NotAuthorizedForSourceException");
    assertThat(answer.entries().get(4).errorCode()).isEqualTo("InvalidArgument");
    assertThat(answer.entries().get(4).errorMessage()).contains("DetailType");
    assertThat(answer.entries().get(5).eventId()).isNotEmpty();
    String large = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}";
    assertThatThrownBy(() -> put("default", large))
        .isInstanceOfSatisfying(
            EventBridgeException.class,
            error ->
                assertThat(error.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
  }

  @Test
  void whatATargetDoesNotTakeIsADeadLetterThatSaysWhy() {
    String letters = queue("letters");
    queue("closed", Map.of());
    events.createEventBus(r -> r.name("dead"));
    rule(
        "dead",
        "r",
        "{\"source\":[\"app\"]}",
        target("closed").toBuilder()
            .input("\"instead\"")
            .deadLetterConfig(d -> d.arn(arn("letters")))
            .build());
    put("dead", "{\"n\":1}");
    Message letter = receive(letters, 1).getFirst();
    assertThat(letter.body()).contains("\"detail\":{\"n\":1}");
    assertThat(note(letter, "ERROR_CODE")).isEqualTo("NO_PERMISSIONS");
    assertThat(note(letter, "RULE_ARN"))
        .isEqualTo("arn:aws:events:eu-central-1:000000000000:rule/dead/r");
    assertThat(note(letter, "TARGET_ARN")).isEqualTo(arn("closed"));
    assertThat(note(letter, "RETRY_ATTEMPTS")).isEqualTo("0");
  }

  @Test
  void queuesThatKeepAnOrderGetTheGroupOfTheirTarget() {
    String url =
        queue(
            "ordered.fifo",
            Map.of(
                QueueAttributeName.POLICY,
                POLICY,
                QueueAttributeName.FIFO_QUEUE,
                "true",
                QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
                "true"));
    events.createEventBus(r -> r.name("fifo"));
    events.putRule(r -> r.eventBusName("fifo").name("r").eventPattern("{\"source\":[\"app\"]}"));
    assertThatThrownBy(
            () ->
                events.putTargets(
                    r -> r.eventBusName("fifo").rule("r").targets(target("ordered.fifo"))))
        .hasMessageContaining(
            "Parameter(s) SqsParameters must be specified for target: ordered.fifo.");
    assertThatThrownBy(
            () ->
                events.putTargets(
                    r ->
                        r.eventBusName("fifo")
                            .rule("r")
                            .targets(
                                target("ordered.fifo").toBuilder()
                                    .sqsParameters(p -> p.messageGroupId("g"))
                                    .kinesisParameters(p -> p.partitionKeyPath("$.id"))
                                    .build())))
        .hasMessageContaining("Parameter KinesisParameters is not valid for target ordered.fifo.");
    events.putTargets(
        r ->
            r.eventBusName("fifo")
                .rule("r")
                .targets(
                    target("ordered.fifo").toBuilder()
                        .sqsParameters(p -> p.messageGroupId("g"))
                        .inputPath("$.detail.n")
                        .build()));
    put("fifo", "{\"n\":1}", "{\"n\":\"two\"}");
    List<Message> messages = receive(url, 2);
    assertThat(messages.stream().map(Message::body)).containsExactly("1", "\"two\"");
    assertThat(messages.getFirst().attributesAsStrings()).containsEntry("MessageGroupId", "g");
  }

  @Test
  void busesSendToBusesButNotInCircles() {
    String url = queue("circle");
    String first = events.createEventBus(r -> r.name("circle-1")).eventBusArn();
    String second = events.createEventBus(r -> r.name("circle-2")).eventBusArn();
    Target back = Target.builder().id("back").arn(first).build();
    rule("circle-1", "on", "{\"source\":[\"app\"]}", Target.builder().id("1").arn(second).build());
    rule("circle-2", "r", "{\"source\":[\"app\"]}", target("circle"), back);
    put("circle-1", "{}");
    assertThat(receive(url, 1)).hasSize(1);
    assertThat(sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(1)).messages()).isEmpty();
  }

  @Test
  void rulesAndTargetsAreListedInPages() {
    events.createEventBus(r -> r.name("many"));
    for (int i = 0; i < 5; i++) {
      rule("many", "rule-" + i, "{\"source\":[\"s\"]}", target("somewhere"));
    }
    assertThat(
            events.listRules(r -> r.eventBusName("many").limit(3)).rules().stream()
                .map(rule -> rule.name()))
        .containsExactly("rule-0", "rule-1", "rule-2");
    String token = events.listRules(r -> r.eventBusName("many").limit(3)).nextToken();
    assertThat(events.listRules(r -> r.eventBusName("many").limit(3).nextToken(token)).rules())
        .hasSize(2);
    assertThat(
            events
                .listRuleNamesByTarget(
                    r -> r.eventBusName("many").targetArn(arn("somewhere")).limit(4))
                .ruleNames())
        .hasSize(4);
    assertThatThrownBy(() -> events.deleteRule(r -> r.eventBusName("many").name("rule-0")))
        .hasMessageContaining("Rule can't be deleted since it has targets.");
    assertThat(
            events
                .removeTargets(r -> r.eventBusName("many").rule("rule-0").ids("somewhere", "none"))
                .failedEntries()
                .getFirst()
                .targetId())
        .isEqualTo("none");
    events.deleteRule(r -> r.eventBusName("many").name("rule-0"));
    assertThatThrownBy(() -> events.describeRule(r -> r.eventBusName("many").name("rule-0")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Rule rule-0 does not exist on EventBus many.");
  }

  @Test
  void refusalsSayWhatIsWrong() {
    assertThatThrownBy(() -> events.createEventBus(r -> r.name("a/b")))
        .hasMessageContaining("Event bus name must not contain '/'.");
    events.createEventBus(r -> r.name("twice"));
    assertThatThrownBy(() -> events.createEventBus(r -> r.name("twice")))
        .isInstanceOf(ResourceAlreadyExistsException.class)
        .hasMessageContaining("Event bus twice already exists.");
    assertThatThrownBy(() -> events.deleteEventBus(r -> r.name("default")))
        .hasMessageContaining("Cannot delete event bus default.");
    assertThatThrownBy(() -> events.putRule(r -> r.name("bad").eventPattern("{\"a\":1}")))
        .isInstanceOf(InvalidEventPatternException.class)
        .hasMessageContaining("Event pattern is not valid. Reason: \"a\" must be an object");
    assertThatThrownBy(
            () -> events.putRule(r -> r.name("bad").scheduleExpression("rate(1 minutes)")))
        .hasMessageContaining("Parameter ScheduleExpression is not valid.");
    events.putRule(r -> r.name("good").eventPattern("{\"source\":[\"s\"]}"));
    assertThatThrownBy(
            () ->
                events.putTargets(
                    r ->
                        r.rule("good")
                            .targets(
                                Target.builder()
                                    .id("1")
                                    .arn("arn:aws:lambda:eu-central-1:000000000000:function:f")
                                    .build())))
        .hasMessageContaining("Nothing of this kind can be delivered to here.");
    events.deleteRule(r -> r.name("good"));
  }

  @Test
  void patternsAreTestedWithWholeEvents() {
    String event =
        "{\"id\":\"1\",\"account\":\"1\",\"source\":\"a\",\"time\":\"2026-01-01T00:00:00Z\","
            + "\"region\":\"r\",\"detail-type\":\"t\",\"detail\":{\"n\":5}}";
    String either =
        "{\"$or\":[{\"source\":[\"b\"]},{\"detail\":{\"n\":[{\"numeric\":[\">\",4]}]}}]}";
    assertThat(events.testEventPattern(r -> r.event(event).eventPattern(either)).result()).isTrue();
    assertThat(
            events
                .testEventPattern(r -> r.event(event).eventPattern("{\"source\":[\"b\"]}"))
                .result())
        .isFalse();
    String wild = "{\"source\":[{\"wildcard\":\"*:*:*:*:*:event-bus/*\"}]}";
    assertThatThrownBy(() -> events.testEventPattern(r -> r.event(event).eventPattern(wild)))
        .hasMessageContaining("Rule is too complex - try using fewer wildcard characters");
    assertThatThrownBy(
            () -> events.testEventPattern(r -> r.event("{}").eventPattern("{\"source\":[\"b\"]}")))
        .hasMessageContaining("Parameter Event is not valid.");
  }

  @Test
  void aReplayBringsArchivedEventsAgainInOrder() {
    String url = queue("replayed");
    String bus = events.createEventBus(r -> r.name("kept")).eventBusArn();
    rule("kept", "r", "{\"source\":[\"app\"]}", target("replayed"));
    String archive =
        events
            .createArchive(
                r ->
                    r.archiveName("kept")
                        .eventSourceArn(bus)
                        .eventPattern("{\"detail\":{\"n\":[{\"numeric\":[\"<\",3]}]}}")
                        .retentionDays(1))
            .archiveArn();
    put("kept", "{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    receive(url, 3);
    assertThat(events.describeArchive(r -> r.archiveName("kept")).eventCount()).isEqualTo(2);
    Instant now = junction.clock().now();
    events.startReplay(
        r ->
            r.replayName("again")
                .eventSourceArn(archive)
                .destination(d -> d.arn(bus))
                .eventStartTime(now.minus(Duration.ofHours(1)))
                .eventEndTime(now.plus(Duration.ofHours(1))));
    assertThat(receive(url, 2).stream().map(Message::body))
        .allMatch(body -> body.contains("\"replay-name\":\"again\""))
        .satisfiesExactly(
            first -> assertThat(first).contains("{\"n\":1}"),
            second -> assertThat(second).contains("{\"n\":2}"));
    await()
        .until(
            () ->
                events.describeReplay(r -> r.replayName("again")).state() == ReplayState.COMPLETED);
    assertThatThrownBy(() -> events.cancelReplay(r -> r.replayName("again")))
        .hasMessageContaining("not in a valid state");
    assertThatThrownBy(() -> events.createArchive(r -> r.archiveName("kept").eventSourceArn(bus)))
        .hasMessageContaining("Archive kept already exists.");
  }

  @Test
  void apiDestinationsAreCalledWithWhatTheirConnectionSays() throws Exception {
    ConnectionBodyParameter extra =
        ConnectionBodyParameter.builder().key("extra").value("e").isValueSecret(true).build();
    try (Webhook hook = new Webhook(count -> count == 1 ? 503 : 200)) {
      String connection =
          events
              .createConnection(
                  r ->
                      r.name("basic")
                          .authorizationType("BASIC")
                          .authParameters(
                              a ->
                                  a.basicAuthParameters(b -> b.username("u").password("p"))
                                      .invocationHttpParameters(h -> h.bodyParameters(extra))))
              .connectionArn();
      String destination =
          events
              .createApiDestination(
                  r ->
                      r.name("hook")
                          .connectionArn(connection)
                          .invocationEndpoint(hook.url("/hook/*"))
                          .httpMethod("POST"))
              .apiDestinationArn();
      assertThat(events.describeApiDestination(r -> r.name("hook")).invocationRateLimitPerSecond())
          .isEqualTo(300);
      events.createEventBus(r -> r.name("web"));
      rule(
          "web",
          "r",
          "{\"source\":[\"app\"]}",
          Target.builder()
              .id("1")
              .arn(destination)
              .inputPath("$.detail")
              .httpParameters(
                  h ->
                      h.pathParameterValues("a b").queryStringParameters(Map.of("q", "$.detail.n")))
              .build());
      put("web", "{\"n\":1}");
      hook.next();
      Webhook.Post post = hook.next();
      assertThat(post.path()).isEqualTo("/hook/a%20b?q=1");
      assertThat(post.body()).isEqualTo("{\"extra\":\"e\",\"n\":1}");
      // Base64 of u:p.
      assertThat(post.headers()).containsEntry("authorization", "Basic dTpw");
      assertThat(events.describeConnection(r -> r.name("basic")).toString())
          .contains("extra")
          .doesNotContain("Value=e");
    }
  }

  @Test
  void aTokenIsFetchedAndFetchedAgainWhenItIsNotAccepted() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    HttpServer server = guarded(seen);
    try {
      String at = "http://127.0.0.1:" + server.getAddress().getPort();
      String connection =
          events
              .createConnection(
                  r ->
                      r.name("oauth")
                          .authorizationType("OAUTH_CLIENT_CREDENTIALS")
                          .authParameters(
                              a ->
                                  a.oAuthParameters(
                                      o ->
                                          o.authorizationEndpoint(at + "/token")
                                              .httpMethod("POST")
                                              .clientParameters(
                                                  c -> c.clientID("id").clientSecret("hush")))))
              .connectionArn();
      String destination =
          events
              .createApiDestination(
                  r ->
                      r.name("oauth")
                          .connectionArn(connection)
                          .invocationEndpoint(at + "/hook")
                          .httpMethod("POST"))
              .apiDestinationArn();
      events.createEventBus(r -> r.name("oauth"));
      rule(
          "oauth",
          "r",
          "{\"source\":[\"app\"]}",
          Target.builder().id("1").arn(destination).build());
      String form = "client_id=id&client_secret=hush&grant_type=client_credentials";
      assertThat(seen.poll(1, TimeUnit.MINUTES)).as("as it is created").isEqualTo(form);
      put("oauth", "{}");
      assertThat(seen.poll(1, TimeUnit.MINUTES)).isEqualTo("Bearer t1");
      assertThat(seen.poll(1, TimeUnit.MINUTES)).isEqualTo(form);
      assertThat(seen.poll(1, TimeUnit.MINUTES)).isEqualTo("Bearer t2");
    } finally {
      server.stop(0);
    }
  }

  /// Gives tokens, of which it does not accept the first, and tells what it is asked.
  private static HttpServer guarded(BlockingQueue<String> seen) throws IOException {
    AtomicInteger tokens = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/token",
        exchange -> {
          seen.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] answer =
              ("{\"access_token\":\"t" + tokens.incrementAndGet() + "\",\"expires_in\":3600}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.createContext(
        "/hook",
        exchange -> {
          String bearer = exchange.getRequestHeaders().getFirst("Authorization");
          seen.add(bearer);
          exchange.sendResponseHeaders(bearer.equals("Bearer t1") ? 401 : 204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
