package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.server.Junction;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Headers of traces over a bus, a topic and a queue with the SDK for Java, and what the page of
/// traces knows of it. Source: SQS Developer Guide, "Message system attributes"; EventBridge API
/// reference, PutEventsRequestEntry; W3C Trace Context, 3.2.
final class TraceConformanceTest {

  private static final String ACCOUNT = ":eu-central-1:000000000000:";
  private static final String OPEN =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
          + "\"Action\":\"%s\",\"Resource\":\"*\"}]}";
  private static final String TRACEPARENT =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String SAME_AS_XRAY =
      "Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=b7ad6b7169203331;Sampled=1";
  private static final String XRAY =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static Junction junction;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static EventBridgeClient events;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static SnsClient sns;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static SqsClient sqs;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static String url;

  @BeforeAll
  static void start() {
    junction = Junction.builder().ephemeral().port(0).start();
    events = Clients.of(EventBridgeClient.builder(), junction);
    sns = Clients.of(SnsClient.builder(), junction);
    sqs = Clients.sqs(junction);
    url = queue("inbox");
    String topic = sns.createTopic(r -> r.name("news")).topicArn();
    sns.setTopicAttributes(
        r ->
            r.topicArn(topic)
                .attributeName("Policy")
                .attributeValue(OPEN.formatted("sns:Publish")));
    sns.subscribe(
        r -> r.topicArn(topic).protocol("sqs").endpoint("arn:aws:sqs" + ACCOUNT + "inbox"));
    events.putRule(r -> r.name("r").eventPattern("{\"source\":[\"app\"]}"));
    events.putTargets(r -> r.rule("r").targets(Target.builder().id("1").arn(topic).build()));
  }

  private static String queue(String name) {
    return sqs.createQueue(
            r ->
                r.queueName(name)
                    .attributesWithStrings(
                        Map.of(QueueAttributeName.POLICY.toString(), OPEN.formatted("sqs:*"))))
        .queueUrl();
  }

  @AfterAll
  static void stop() {
    events.close();
    sns.close();
    sqs.close();
    junction.close();
  }

  private static String page(String id) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI page = URI.create(junction.endpoint() + "/_junction/traces/" + id);
      return http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
    }
  }

  private static Message receive() {
    List<Message> messages =
        sqs.receiveMessage(
                r ->
                    r.queueUrl(url)
                        .waitTimeSeconds(10)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages();
    assertThat(messages).hasSize(1);
    Message message = messages.getFirst();
    sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
    return message;
  }

  private static String header(Message message) {
    return String.valueOf(message.attributes().get(MessageSystemAttributeName.AWS_TRACE_HEADER));
  }

  private static PutEventsRequestEntry.Builder entry() {
    return PutEventsRequestEntry.builder().source("app").detailType("t").detail("{}");
  }

  @Test
  void theHeaderOfARequestReachesTheQueueBehindBusAndTopic() throws Exception {
    String event =
        events
            .putEvents(
                PutEventsRequest.builder()
                    .entries(entry().build())
                    .overrideConfiguration(o -> o.putHeader("traceparent", TRACEPARENT))
                    .build())
            .entries()
            .getFirst()
            .eventId();
    Message message = receive();
    assertThat(header(message)).isEqualTo(SAME_AS_XRAY);
    String page = page(TRACEPARENT);
    assertThat(page)
        .contains(event, message.messageId(), "\"trace\":\"0af7651916cd43dd8448eb211c80319c\"")
        .containsSubsequence(
            "\"accepted\"", "\"matched\"", "\"delivered\"", "\"accepted\"", "\"delivered\"");
    assertThat(page(message.messageId()).split("\"what\"", -1)).hasSize(6);
  }

  @Test
  void theHeaderOfAnEntryCountsMoreThanThatOfItsRequest() throws Exception {
    events.putEvents(
        PutEventsRequest.builder()
            .entries(entry().traceHeader(XRAY).build())
            .overrideConfiguration(o -> o.putHeader("traceparent", TRACEPARENT))
            .build());
    Message message = receive();
    assertThat(header(message)).isEqualTo(XRAY);
    assertThat(page("1-5759e988-bd862e3fe1be46a994272793")).contains(message.messageId());
  }
}
