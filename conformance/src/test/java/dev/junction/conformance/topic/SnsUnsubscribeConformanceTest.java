package dev.junction.conformance.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.server.Junction;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;

/// Subscriptions of HTTP endpoints that are ended by the link in a message. Expected values: SNS
/// API reference, Unsubscribe and ConfirmSubscription; SNS Developer Guide, "HTTP/HTTPS unsubscribe
/// confirmation JSON format".
final class SnsUnsubscribeConformanceTest {

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  static HttpResponse<String> visit(String url) throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      return browser.send(
          HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String subscribe(SnsBench bench, String topic, Webhook webhook) {
    return bench
        .sns
        .subscribe(
            r ->
                r.topicArn(topic)
                    .protocol("http")
                    .endpoint(webhook.url("/hook"))
                    .attributes(Map.of("FilterPolicy", "{\"kind\":[\"a\"]}"))
                    .returnSubscriptionArn(true))
        .subscriptionArn();
  }

  private Junction durable() {
    return Junction.builder().data(folder.resolve("data")).port(0).start();
  }

  @Test
  void anEndpointThatWasUnsubscribedByALinkCanComeBack() throws Exception {
    try (Webhook webhook = new Webhook(_ -> 200)) {
      String topic;
      String subscription;
      String subscribeUrl;
      String token;
      try (SnsBench bench = new SnsBench(durable())) {
        topic = bench.topic("orders");
        subscription = subscribe(bench, topic, webhook);
        String first = webhook.next().field("Token");
        bench.sns.confirmSubscription(r -> r.topicArn(topic).token(first));
        String link =
            bench.junction.endpoint() + "/?Action=Unsubscribe&SubscriptionArn=" + subscription;
        assertThat(visit(link).statusCode()).isEqualTo(200);
        assertThat(bench.sns.listSubscriptions().subscriptions()).isEmpty();
        Webhook.Post told = webhook.next();
        checkNotice(told, topic, subscription);
        token = told.field("Token");
        assertThat(token).isNotEqualTo(first);
        subscribeUrl = told.field("SubscribeURL");
        assertThat(subscribeUrl).contains("Action=ConfirmSubscription").contains(token);
      }
      try (SnsBench bench = new SnsBench(durable())) {
        // The server has another port now.
        String url = bench.junction.endpoint() + subscribeUrl.substring(subscribeUrl.indexOf("/?"));
        assertThat(visit(url).body())
            .contains("<SubscriptionArn>" + subscription + "</SubscriptionArn>");
        bench.sns.publish(r -> r.topicArn(topic).message("not wanted"));
        bench.sns.publish(
            r ->
                r.topicArn(topic)
                    .message("wanted")
                    .messageAttributes(
                        Map.of(
                            "kind",
                            MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("a")
                                .build())));
        assertThat(webhook.next().field("Message")).as("as its filter says").isEqualTo("wanted");
      }
    }
  }

  private static void checkNotice(Webhook.Post told, String topic, String subscription)
      throws Exception {
    assertThat(told.headers())
        .containsEntry("x-amz-sns-message-type", "UnsubscribeConfirmation")
        .containsEntry("x-amz-sns-topic-arn", topic)
        .containsEntry("x-amz-sns-subscription-arn", subscription);
    assertThat(told.field("Type")).isEqualTo("UnsubscribeConfirmation");
    assertThat(told.field("Message"))
        .isEqualTo(
            "You have chosen to deactivate subscription "
                + subscription
                + ".\nTo cancel this operation and restore the subscription, visit the"
                + " SubscribeURL included in this message.");
    assertThat(
            SnsHttpConformanceTest.verifies(
                told,
                "SHA1withRSA",
                "Message",
                "MessageId",
                "SubscribeURL",
                "Timestamp",
                "Token",
                "TopicArn",
                "Type"))
        .isTrue();
  }

  @Test
  void theTokenOfAnEndIsGoodForTwoDaysAndNotForAnEndpointThatIsSubscribedAnew() throws Exception {
    try (SnsBench bench = SnsBench.ephemeral();
        Webhook webhook = new Webhook(_ -> 200)) {
      String topic = bench.topic("orders");
      String late = endByLink(bench, topic, webhook);
      bench.advance(Duration.ofDays(2).plusSeconds(1));
      refusesToken(bench, topic, late);
      String replaced = endByLink(bench, topic, webhook);
      subscribe(bench, topic, webhook);
      webhook.next();
      refusesToken(bench, topic, replaced);
    }
  }

  @Test
  void aSecondEndHasATokenThatIsGoodForTwoDaysFromThen() throws Exception {
    try (SnsBench bench = SnsBench.ephemeral();
        Webhook webhook = new Webhook(_ -> 200)) {
      String topic = bench.topic("orders");
      String first = endByLink(bench, topic, webhook);
      bench.advance(Duration.ofHours(1));
      String subscription =
          bench.sns.confirmSubscription(r -> r.topicArn(topic).token(first)).subscriptionArn();
      bench.advance(Duration.ofHours(23));
      visit(bench.junction.endpoint() + "/?Action=Unsubscribe&SubscriptionArn=" + subscription);
      String second = webhook.next().field("Token");
      bench.advance(Duration.ofHours(30));
      assertThat(
              bench.sns.confirmSubscription(r -> r.topicArn(topic).token(second)).subscriptionArn())
          .isEqualTo(subscription);
    }
  }

  /// Subscribes, confirms and ends; answers the token of the end.
  private static String endByLink(SnsBench bench, String topic, Webhook webhook) throws Exception {
    String subscription = subscribe(bench, topic, webhook);
    String token = webhook.next().field("Token");
    bench.sns.confirmSubscription(r -> r.topicArn(topic).token(token));
    visit(bench.junction.endpoint() + "/?Action=Unsubscribe&SubscriptionArn=" + subscription);
    return webhook.next().field("Token");
  }

  private static void refusesToken(SnsBench bench, String topic, String token) {
    SnsConformanceTest.refused(
        "InvalidParameter",
        "Invalid parameter: Token",
        () -> bench.sns.confirmSubscription(r -> r.topicArn(topic).token(token)));
  }

  // Source: LocalStack, `test_dlq_external_http_endpoint`.
  @Test
  void aNoticeThatDoesNotArriveIsNoDeadLetter() throws Exception {
    try (SnsBench bench = SnsBench.ephemeral();
        Webhook webhook = new Webhook(count -> count <= 2 ? 200 : 400)) {
      String dead = bench.queue("dead");
      String ended = bench.topic("ended");
      String kept = bench.topic("kept");
      String redrive = "{\"deadLetterTargetArn\":\"" + bench.arn(dead) + "\"}";
      String subscription = "";
      for (String topic : List.of(kept, ended)) {
        subscription =
            bench
                .sns
                .subscribe(
                    r ->
                        r.topicArn(topic)
                            .protocol("http")
                            .endpoint(webhook.url("/"))
                            .attributes(
                                Map.of("RedrivePolicy", redrive, "RawMessageDelivery", "true"))
                            .returnSubscriptionArn(true))
                .subscriptionArn();
        String token = webhook.next().field("Token");
        bench.sns.confirmSubscription(r -> r.topicArn(topic).token(token));
      }
      visit(bench.junction.endpoint() + "/?Action=Unsubscribe&SubscriptionArn=" + subscription);
      assertThat(webhook.next().field("Type")).isEqualTo("UnsubscribeConfirmation");
      // Comes behind what would have been there.
      bench.sns.publish(r -> r.topicArn(kept).message("last"));
      assertThat(bench.receive(dead)).extracting(Message::body).containsExactly("last");
    }
  }

  @Test
  void anOwnerEndsInSilenceAndMayKeepOthersFromIt() throws Exception {
    try (SnsBench bench = SnsBench.ephemeral();
        Webhook webhook = new Webhook(_ -> 200)) {
      String topic = bench.topic("orders");
      String subscription = subscribe(bench, topic, webhook);
      String token = webhook.next().field("Token");
      bench.sns.confirmSubscription(
          r -> r.topicArn(topic).token(token).authenticateOnUnsubscribe("true"));
      String link =
          bench.junction.endpoint() + "/?Action=Unsubscribe&SubscriptionArn=" + subscription;
      HttpResponse<String> refused = visit(link);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("<Code>AuthorizationError</Code>");
      bench.sns.unsubscribe(r -> r.subscriptionArn(subscription));
      assertThat(bench.sns.listSubscriptions().subscriptions()).isEmpty();
      // What comes next is the question of the next subscription.
      subscribe(bench, topic, webhook);
      assertThat(webhook.next().field("Type")).isEqualTo("SubscriptionConfirmation");
    }
  }
}
