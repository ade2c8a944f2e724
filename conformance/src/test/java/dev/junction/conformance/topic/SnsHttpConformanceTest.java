package dev.junction.conformance.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.server.Junction;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.Message;

/// Subscriptions of HTTP endpoints. Expected values: SNS Developer Guide, "Fanout to HTTP/S
/// endpoints" and "Amazon SNS message delivery retries".
final class SnsHttpConformanceTest {

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  private static String subscribe(
      SnsBench bench, String topic, String url, Map<String, String> attributes) {
    return bench
        .sns
        .subscribe(
            r ->
                r.topicArn(topic)
                    .protocol("http")
                    .endpoint(url)
                    .attributes(attributes)
                    .returnSubscriptionArn(true))
        .subscriptionArn();
  }

  private static String confirm(SnsBench bench, String topic, Webhook webhook) throws Exception {
    String token = webhook.next().field("Token");
    return bench.sns.confirmSubscription(r -> r.topicArn(topic).token(token)).subscriptionArn();
  }

  @Test
  void anEndpointConfirmsAndGetsMessages() throws Exception {
    try (SnsBench bench = SnsBench.ephemeral();
        Webhook webhook = new Webhook(_ -> 200)) {
      String topic = bench.topic("orders");
      String url = webhook.url("/hook?a=b");
      assertThat(
              bench
                  .sns
                  .subscribe(r -> r.topicArn(topic).protocol("http").endpoint(url))
                  .subscriptionArn())
          .isEqualTo("pending confirmation");
      assertThat(bench.sns.listSubscriptions().subscriptions().getFirst().subscriptionArn())
          .isEqualTo("PendingConfirmation");
      Webhook.Post asked = webhook.next();
      assertThat(asked.path()).isEqualTo("/hook?a=b");
      assertThat(asked.headers())
          .containsEntry("x-amz-sns-message-type", "SubscriptionConfirmation")
          .containsEntry("x-amz-sns-topic-arn", topic)
          .doesNotContainKey("x-amz-sns-subscription-arn")
          .containsEntry("content-type", "text/plain; charset=UTF-8");
      assertThat(asked.field("Type")).isEqualTo("SubscriptionConfirmation");
      bench.sns.publish(r -> r.topicArn(topic).message("too early"));
      try (HttpClient browser = HttpClient.newHttpClient()) {
        HttpResponse<String> confirmed =
            browser.send(
                HttpRequest.newBuilder(URI.create(asked.field("SubscribeURL"))).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(confirmed.statusCode()).isEqualTo(200);
        assertThat(confirmed.body()).contains("<SubscriptionArn>" + topic + ":");
      }
      String id = bench.sns.publish(r -> r.topicArn(topic).message("hello")).messageId();
      Webhook.Post got = webhook.next();
      assertThat(got.headers())
          .containsEntry("x-amz-sns-message-type", "Notification")
          .containsEntry("x-amz-sns-message-id", id)
          .containsKey("x-amz-sns-subscription-arn")
          .doesNotContainKey("x-amz-sns-rawdelivery");
      assertThat(got.field("Message")).isEqualTo("hello");
      assertThat(got.field("UnsubscribeURL")).contains("Action=Unsubscribe");
      assertThat(webhook.count()).isEqualTo(2);
    }
  }

  // Source: SNS Developer Guide, "Fanout notifications to HTTPS endpoints".
  @Test
  void anEndpointThatAsksForAUserNameGetsIt() throws Exception {
    try (SnsBench bench = SnsBench.ephemeral();
        Webhook webhook = new Webhook(number -> number % 2 == 1 ? 401 : 200)) {
      String topic = bench.topic("orders");
      String url = webhook.url("/hook").replace("//", "//user:secret@");
      subscribe(bench, topic, url, Map.of());
      assertThat(webhook.next().headers()).doesNotContainKey("authorization");
      Webhook.Post asked = webhook.next();
      assertThat(asked.headers()).containsEntry("authorization", "Basic dXNlcjpzZWNyZXQ=");
      assertThat(asked.field("Type")).isEqualTo("SubscriptionConfirmation");
    }
  }

  @Test
  void rawDeliveryPostsTheMessageAlone() throws Exception {
    try (SnsBench bench = SnsBench.ephemeral();
        Webhook webhook = new Webhook(_ -> 200)) {
      String topic = bench.topic("orders");
      subscribe(
          bench,
          topic,
          webhook.url("/"),
          Map.of(
              "RawMessageDelivery",
              "true",
              "DeliveryPolicy",
              "{\"requestPolicy\":{\"headerContentType\":\"application/json\"}}"));
      confirm(bench, topic, webhook);
      bench.sns.publish(r -> r.topicArn(topic).message("{}"));
      Webhook.Post got = webhook.next();
      assertThat(got.body()).isEqualTo("{}");
      assertThat(got.headers())
          .containsEntry("x-amz-sns-rawdelivery", "true")
          .containsEntry("content-type", "application/json");
    }
  }

  @Test
  void aFailedDeliveryIsTriedAgainByItsPolicyAndThenDeadLettered() throws Exception {
    try (SnsBench bench = SnsBench.ephemeral();
        Webhook webhook = new Webhook(number -> number == 1 ? 200 : 503)) {
      String topic = bench.topic("orders");
      String letters = bench.queue("letters");
      subscribe(
          bench,
          topic,
          webhook.url("/"),
          Map.of(
              "RedrivePolicy",
              "{\"deadLetterTargetArn\":\"" + bench.arn(letters) + "\"}",
              "RawMessageDelivery",
              "true"));
      confirm(bench, topic, webhook);
      bench.sns.publish(r -> r.topicArn(topic).message("never"));
      webhook.next();
      for (int retry = 1; retry <= 3; retry++) {
        // The failure has been taken note of when this is over.
        assertThat(bench.staysEmpty(letters)).isTrue();
        bench.advance(Duration.ofSeconds(16));
        assertThat(bench.staysEmpty(letters)).isTrue();
        assertThat(webhook.count()).isEqualTo(1 + retry);
        // The delay is 20 seconds, and chance adds a tenth at most.
        bench.advance(Duration.ofSeconds(6));
        webhook.next();
      }
      assertThat(bench.receive(letters).stream().map(Message::body)).containsExactly("never");
      assertThat(webhook.count()).isEqualTo(5);
    }
  }

  @Test
  void anErrorOfTheClientIsNotTriedAgain() throws Exception {
    try (SnsBench bench = SnsBench.ephemeral();
        Webhook webhook = new Webhook(number -> number == 1 ? 200 : 403)) {
      String topic = bench.topic("orders");
      String letters = bench.queue("letters");
      subscribe(
          bench,
          topic,
          webhook.url("/"),
          Map.of("RedrivePolicy", "{\"deadLetterTargetArn\":\"" + bench.arn(letters) + "\"}"));
      confirm(bench, topic, webhook);
      bench.sns.publish(r -> r.topicArn(topic).message("refused"));
      assertThat(bench.receive(letters).getFirst().body()).contains("\"Message\" : \"refused\"");
      assertThat(webhook.count()).isEqualTo(2);
    }
  }

  @Test
  void whatWaitsForAnEndpointSurvivesARestart() throws Exception {
    try (Webhook webhook = new Webhook(number -> number == 2 ? 500 : 200)) {
      try (SnsBench bench = new SnsBench(durable())) {
        String topic = bench.topic("orders");
        subscribe(bench, topic, webhook.url("/"), Map.of("RawMessageDelivery", "true"));
        confirm(bench, topic, webhook);
        bench.sns.publish(r -> r.topicArn(topic).message("kept"));
        assertThat(webhook.next().body()).isEqualTo("kept");
      }
      try (SnsBench bench = new SnsBench(durable())) {
        bench.advance(Duration.ofSeconds(30));
        assertThat(webhook.next().body()).isEqualTo("kept");
      }
      assertThat(webhook.count()).isEqualTo(3);
    }
  }

  @Test
  void endpointsThatHangDelayNobodyElse() throws Exception {
    CompletableFuture<Integer> gate = new CompletableFuture<>();
    List<Webhook> hanging = new ArrayList<>();
    try (SnsBench bench = SnsBench.ephemeral();
        Webhook lively = new Webhook(_ -> 200)) {
      String topic = bench.topic("orders");
      for (int i = 0; i < 10; i++) {
        Webhook webhook = new Webhook(number -> number == 1 ? 200 : gate.join());
        hanging.add(webhook);
        subscribe(bench, topic, webhook.url("/"), Map.of("RawMessageDelivery", "true"));
        confirm(bench, topic, webhook);
      }
      subscribe(bench, topic, lively.url("/"), Map.of("RawMessageDelivery", "true"));
      confirm(bench, topic, lively);
      String queue = bench.queue("inbox");
      bench.subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
      for (int i = 0; i < 3; i++) {
        String message = "m" + i;
        bench.sns.publish(r -> r.topicArn(topic).message(message));
        assertThat(lively.next().body()).isEqualTo(message);
        assertThat(bench.receive(queue).getFirst().body()).isEqualTo(message);
      }
      gate.complete(200);
      for (Webhook webhook : hanging) {
        assertThat(List.of(webhook.next().body(), webhook.next().body(), webhook.next().body()))
            .containsExactlyInAnyOrder("m0", "m1", "m2");
      }
    } finally {
      gate.complete(200);
      hanging.forEach(Webhook::close);
    }
  }

  @Test
  void aTokenIsGoodForTwoDays() throws Exception {
    try (SnsBench bench = SnsBench.ephemeral();
        Webhook webhook = new Webhook(_ -> 200)) {
      String topic = bench.topic("orders");
      subscribe(bench, topic, webhook.url("/"), Map.of());
      String token = webhook.next().field("Token");
      SnsConformanceTest.refused(
          "InvalidParameter",
          "Invalid parameter: Token",
          () -> bench.sns.confirmSubscription(r -> r.topicArn(topic).token("0".repeat(128))));
      bench.advance(Duration.ofDays(2).plusSeconds(1));
      SnsConformanceTest.refused(
          "InvalidParameter",
          "Invalid parameter: Token",
          () -> bench.sns.confirmSubscription(r -> r.topicArn(topic).token(token)));
      assertThat(bench.sns.listSubscriptions().subscriptions()).isEmpty();
    }
  }

  // Source: LocalStack, `test_sns_confirm_subscription_wrong_token`: another topic of the region
  // will do, even one that is not there, and one of another region will not.
  @Test
  void aTokenIsGoodUnderTheNameOfAnyTopicOfItsRegion() throws Exception {
    try (SnsBench bench = SnsBench.ephemeral();
        Webhook webhook = new Webhook(_ -> 200)) {
      String topic = bench.topic("orders");
      String other = bench.topic("others");
      subscribe(bench, topic, webhook.url("/"), Map.of());
      String token = webhook.next().field("Token");
      SnsConformanceTest.refused(
          "InvalidParameter",
          "Invalid parameter: Topic",
          () ->
              bench.sns.confirmSubscription(
                  r -> r.topicArn(other.replace("eu-central-1", "us-east-1")).token(token)));
      String confirmed =
          bench.sns.confirmSubscription(r -> r.topicArn(other).token(token)).subscriptionArn();
      assertThat(confirmed).startsWith(topic + ":");
      assertThat(
              bench
                  .sns
                  .confirmSubscription(r -> r.topicArn(topic + "-gone").token(token))
                  .subscriptionArn())
          .isEqualTo(confirmed);
      bench.sns.publish(r -> r.topicArn(topic).message("m"));
      assertThat(webhook.next().field("Message")).isEqualTo("m");
    }
  }

  private Junction durable() {
    return Junction.builder().data(folder.resolve("data")).port(0).start();
  }

  @Test
  void signaturesVerifyWithTheCertificateThatTheyName() throws Exception {
    try (SnsBench bench = SnsBench.ephemeral();
        Webhook webhook = new Webhook(_ -> 200)) {
      String topic = bench.topic("orders");
      subscribe(bench, topic, webhook.url("/"), Map.of());
      Webhook.Post asked = webhook.next();
      String[] ofQuestion = {
        "Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"
      };
      assertThat(verifies(asked, "SHA1withRSA", ofQuestion)).isTrue();
      bench.sns.confirmSubscription(r -> r.topicArn(topic).token(asked.field("Token")));
      bench.sns.publish(r -> r.topicArn(topic).subject("s").message("two\nlines"));
      String[] ofMessage = {"Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"};
      Webhook.Post first = webhook.next();
      assertThat(first.field("SignatureVersion")).isEqualTo("1");
      assertThat(verifies(first, "SHA1withRSA", ofMessage)).isTrue();
      bench.sns.setTopicAttributes(
          r -> r.topicArn(topic).attributeName("SignatureVersion").attributeValue("2"));
      bench.sns.publish(r -> r.topicArn(topic).subject("s").message("m"));
      Webhook.Post second = webhook.next();
      assertThat(second.field("SignatureVersion")).isEqualTo("2");
      assertThat(verifies(second, "SHA256withRSA", ofMessage)).isTrue();
      assertThat(verifies(second, "SHA1withRSA", ofMessage)).isFalse();
    }
  }

  /// Source: SNS Developer Guide, "Verifying the signatures of Amazon SNS messages".
  static boolean verifies(Webhook.Post post, String algorithm, String... names) throws Exception {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(name).append('\n').append(post.field(name)).append('\n');
    }
    Signature signature = Signature.getInstance(algorithm);
    try (InputStream pem = URI.create(post.field("SigningCertURL")).toURL().openStream()) {
      signature.initVerify(CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
    return signature.verify(Base64.getDecoder().decode(post.field("Signature")));
  }

  @Test
  void theMetricsOfATopicSayWhatItsEndpointsTook() throws Exception {
    try (SnsBench bench = SnsBench.ephemeral();
        Webhook webhook = new Webhook(_ -> 200)) {
      String topic = bench.topic("counted");
      bench.sns.subscribe(r -> r.topicArn(topic).protocol("http").endpoint(webhook.url("/")));
      String token = webhook.next().field("Token");
      bench.sns.confirmSubscription(r -> r.topicArn(topic).token(token));
      bench.sns.publish(r -> r.topicArn(topic).message("m"));
      String labels = "{account=\"000000000000\",region=\"eu-central-1\",topic=\"counted\"}";
      // The question and the message.
      Awaitility.await()
          .until(() -> bench.metric("junction_topic_delivered_total" + labels), two -> two == 2);
      assertThat(bench.metric("junction_topic_dispatched_total" + labels)).isEqualTo(1);
    }
  }
}
