package dev.junction.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.TraceContext;
import dev.junction.wire.protocol.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The way of messages through services, as it can be seen afterwards.
final class TraceScenarioTest {

  private static final Pattern EVENT = Pattern.compile("\"EventId\":\"([^\"]+)\"");
  private static final Pattern MESSAGE = Pattern.compile("\"MessageId\":\"([^\"]+)\"");
  private static final Pattern RECEIPT = Pattern.compile("\"ReceiptHandle\":\"([^\"]+)\"");

  /// Source: X-Ray Developer Guide, "Tracing header".
  private static final String XRAY =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

  private static final String TOPIC = "arn:aws:sns:us-east-1:" + SteppedServices.ACCOUNT + ":news";
  private static final String OPEN =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
          + "\"Action\":\"%s\",\"Resource\":\"*\"}]}";

  private final SteppedBuses buses = new SteppedBuses(4, 1);
  private final SteppedServices services = buses.services;

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  private void sns(String action, Map<String, String> parameters) {
    CompletableFuture<Answer> answer = services.sns(action, parameters);
    services.run();
    SteppedServices.text(answer);
  }

  private void queue(String name) {
    buses.sqs(
        "CreateQueue",
        "{'QueueName':'"
            + name
            + "','Attributes':{'Policy':'"
            + OPEN.formatted("sqs:*").replace("\"", "\\\"")
            + "'}}");
  }

  private void topic(String queue) {
    sns("CreateTopic", Map.of("Name", "news"));
    Map<String, String> policy = new HashMap<>();
    policy.put("TopicArn", TOPIC);
    policy.put("AttributeName", "Policy");
    policy.put("AttributeValue", OPEN.formatted("sns:Publish"));
    sns("SetTopicAttributes", policy);
    sns(
        "Subscribe",
        Map.of("TopicArn", TOPIC, "Protocol", "sqs", "Endpoint", SteppedBuses.queueArn(queue)));
  }

  private String put(@Nullable TraceContext trace) {
    CompletableFuture<Answer> answer =
        services.events(
            "PutEvents",
            "{\"Entries\":[{\"Source\":\"app\",\"DetailType\":\"t\",\"Detail\":\"{}\"}]}",
            trace);
    services.run();
    return first(EVENT, SteppedServices.text(answer));
  }

  private String receive(String queue) {
    return buses.sqs(
        "ReceiveMessage",
        "{'QueueUrl':'http://localhost:4566/"
            + SteppedServices.ACCOUNT
            + "/"
            + queue
            + "','AttributeNames':['All'],'VisibilityTimeout':1}");
  }

  @Test
  void anEventIsFollowedOverRuleAndTopicToAQueueAcrossARestart() {
    queue("inbox");
    topic("inbox");
    buses.rule("default", "r", SteppedBuses.target("1", TOPIC, ""));
    String event = put(null);
    services.crash();
    List<String> way =
        List.of(
            "accepted event-bus/default",
            "matched rule/r",
            "delivered news",
            "accepted news",
            "delivered inbox");
    assertThat(services.trace(event)).containsExactlyElementsOf(way);
    String received = receive("inbox");
    assertThat(received).contains("SenderId").doesNotContain("AWSTraceHeader");
    assertThat(services.trace(first(MESSAGE, received))).containsExactlyElementsOf(way);
    assertThat(services.trace(event.replace("-", ""))).containsExactlyElementsOf(way);
    String second = put(null);
    assertThat(services.trace(second)).containsExactlyElementsOf(way);
    assertThat(services.trace(event)).containsExactlyElementsOf(way);
  }

  @Test
  void theHeaderOfARequestGoesWithTheMessage() {
    queue("inbox");
    topic("inbox");
    buses.rule("default", "r", SteppedBuses.target("1", TOPIC, ""));
    String event = put(TraceContext.read(XRAY));
    assertThat(receive("inbox")).contains("\"AWSTraceHeader\":\"" + XRAY + "\"");
    assertThat(services.trace(XRAY)).hasSize(5).isEqualTo(services.trace(event));
  }

  @Test
  void whatNoTargetTakesIsFollowedIntoTheDeadLetterQueue() {
    queue("letters");
    buses.rule(
        "default",
        "r",
        SteppedBuses.target(
            "1",
            SteppedBuses.queueArn("none"),
            ",'DeadLetterConfig':{'Arn':'" + SteppedBuses.queueArn("letters") + "'}"));
    String event = put(null);
    assertThat(services.trace(event))
        .containsExactly(
            "accepted event-bus/default",
            "matched rule/r",
            "refused none",
            "dead-lettered letters");
  }

  @Test
  void attemptsOutsideAreFollowedAndSayTheirTrace() {
    String url = "http://127.0.0.1:9/hook";
    buses.rule("default", "r", SteppedBuses.target("1", buses.destination("hook", url), ""));
    services.outbound.answers = _ -> CompletableFuture.completedFuture(SteppedOutbound.FAILED);
    String event = put(TraceContext.read(XRAY));
    services.outbound.answers = _ -> CompletableFuture.completedFuture(SteppedOutbound.TAKEN);
    services.clock.advance(Duration.ofSeconds(5));
    services.run();
    assertThat(services.trace(event))
        .startsWith("accepted event-bus/default", "matched rule/r")
        .anyMatch(hop -> hop.startsWith("failed api-destination/hook"))
        .anyMatch(hop -> hop.startsWith("retried api-destination/hook"))
        .anyMatch(hop -> hop.startsWith("delivered api-destination/hook"));
    assertThat(services.outbound.headers)
        .containsEntry("X-Amzn-Trace-Id", XRAY)
        .containsEntry("traceparent", "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01");
  }

  @Test
  void aMessageThatIsReceivedTooOftenIsFollowedIntoItsDeadLetterQueue() {
    queue("letters");
    buses.sqs(
        "CreateQueue",
        "{'QueueName':'work','Attributes':{'RedrivePolicy':'{\\'deadLetterTargetArn\\':\\'"
            + SteppedBuses.queueArn("letters")
            + "\\',\\'maxReceiveCount\\':1}'}}");
    String sent =
        buses.sqs(
            "SendMessage",
            "{'QueueUrl':'http://localhost:4566/"
                + SteppedServices.ACCOUNT
                + "/work','MessageBody':'x','MessageSystemAttributes':{'AWSTraceHeader':"
                + "{'DataType':'String','StringValue':'"
                + XRAY
                + "'}}}");
    assertThat(receive("work")).containsPattern(RECEIPT);
    services.clock.advance(Duration.ofSeconds(2));
    services.run();
    receive("work");
    assertThat(services.trace(first(MESSAGE, sent)))
        .containsExactly("accepted work", "dead-lettered letters");
  }
}
