package dev.junction.conformance.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.server.Junction;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.messagemanager.sns.SnsMessageManager;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;
import software.amazon.awssdk.messagemanager.sns.model.SnsNotification;
import software.amazon.awssdk.messagemanager.sns.model.SnsSubscriptionConfirmation;
import software.amazon.awssdk.messagemanager.sns.model.SnsUnsubscribeConfirmation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/// Messages to HTTP endpoints and in queues as the message manager of the AWS SDK for Java reads
/// and verifies them. It takes certificates of the real service's address only, so that is what
/// links begin with here, and its requests are led to this server.
final class SnsMessageManagerConformanceTest {

  private static final String ADDRESS = "https://sns.us-east-1.amazonaws.com";

  /// Fetches from the server what it is asked to fetch from the real service.
  private record Redirected(Junction junction, SdkHttpClient client) implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      assertThat(request.httpRequest().getUri().toString()).startsWith(ADDRESS + "/_junction/");
      URI here = junction.endpoint();
      return client.prepareRequest(
          HttpExecuteRequest.builder()
              .request(
                  request.httpRequest().toBuilder()
                      .protocol(here.getScheme())
                      .host(here.getHost())
                      .port(here.getPort())
                      .build())
              .build());
    }

    @Override
    public void close() {
      client.close();
    }
  }

  @Test
  void everyMessageIsWhatItSaysAndNoOther() throws Exception {
    try (Junction junction =
            Junction.builder().ephemeral().port(0).set("sns.public-url", ADDRESS).start();
        SnsBench bench = new SnsBench(junction);
        Webhook webhook = new Webhook(_ -> 200);
        SdkHttpClient client = new Redirected(junction, UrlConnectionHttpClient.create());
        SnsMessageManager manager =
            SnsMessageManager.builder().region(Region.US_EAST_1).httpClient(client).build()) {
      String topic = bench.topic("orders");
      String subscription =
          bench
              .sns
              .subscribe(
                  r ->
                      r.topicArn(topic)
                          .protocol("http")
                          .endpoint(webhook.url("/hook"))
                          .returnSubscriptionArn(true))
              .subscriptionArn();
      SnsMessage asked = manager.parseMessage(webhook.next().body());
      assertThat(asked).isInstanceOf(SnsSubscriptionConfirmation.class);
      String token = ((SnsSubscriptionConfirmation) asked).token();
      bench.sns.confirmSubscription(r -> r.topicArn(topic).token(token));
      for (String version : new String[] {"1", "2"}) {
        bench.sns.setTopicAttributes(
            r -> r.topicArn(topic).attributeName("SignatureVersion").attributeValue(version));
        bench.sns.publish(
            r ->
                r.topicArn(topic)
                    .subject("Säle")
                    .message("two\nlines, \"quoted\"")
                    .messageAttributes(Map.of("kind", text("a"))));
        String body = webhook.next().body();
        SnsMessage read = manager.parseMessage(body);
        assertThat(read.message()).isEqualTo("two\nlines, \"quoted\"");
        assertThat(read.topicArn()).isEqualTo(topic);
        assertThat(((SnsNotification) read).subject()).isEqualTo("Säle");
        for (String change : new String[] {"lines", "Säle", topic}) {
          String tampered = body.replaceFirst(change, change + "x");
          assertThat(tampered).isNotEqualTo(body);
          assertThatThrownBy(() -> manager.parseMessage(tampered))
              .as(change)
              .isInstanceOf(SdkClientException.class);
        }
      }
      SnsUnsubscribeConformanceTest.visit(
          junction.endpoint() + "/?Action=Unsubscribe&SubscriptionArn=" + subscription);
      SnsMessage told = manager.parseMessage(webhook.next().body());
      assertThat(told).isInstanceOf(SnsUnsubscribeConfirmation.class);
      assertThat(((SnsUnsubscribeConfirmation) told).subscribeUrl().toString())
          .startsWith(ADDRESS + "/?Action=ConfirmSubscription&");
    }
  }

  @Test
  void envelopesInQueuesAreSignedWhereThatIsAskedFor() throws Exception {
    try (Junction junction =
            Junction.builder()
                .ephemeral()
                .port(0)
                .set("sns.public-url", ADDRESS)
                .set("sns.sign-queue-messages", true)
                .start();
        SnsBench bench = new SnsBench(junction);
        SdkHttpClient client = new Redirected(junction, UrlConnectionHttpClient.create());
        SnsMessageManager manager =
            SnsMessageManager.builder().region(Region.US_EAST_1).httpClient(client).build()) {
      String topic = bench.topic("orders");
      String queue = bench.queue("inbox");
      String other = bench.queue("other");
      bench.subscribe(topic, queue, Map.of());
      bench.subscribe(topic, other, Map.of());
      bench.sns.publish(r -> r.topicArn(topic).message("alone"));
      SnsMessage alone = manager.parseMessage(bench.receive(queue).getFirst().body());
      assertThat(alone.message()).isEqualTo("alone");
      SnsMessage copy = manager.parseMessage(bench.receive(other).getFirst().body());
      assertThat(copy.signature()).isEqualTo(alone.signature());
      bench.sns.publishBatch(
          r ->
              r.topicArn(topic)
                  .publishBatchRequestEntries(
                      PublishBatchRequestEntry.builder().id("a").message("in a batch").build()));
      String body = bench.receive(queue).getFirst().body();
      assertThat(manager.parseMessage(body).message()).isEqualTo("in a batch");
      String tampered = body.replace("in a batch", "in no batch");
      assertThatThrownBy(() -> manager.parseMessage(tampered))
          .isInstanceOf(SdkClientException.class);
    }
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
