package dev.junction.conformance.topic;

import static dev.junction.conformance.topic.SnsConformanceTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.conformance.Clients;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/// Requests to one region for what lies in another one. Expected values: as LocalStack recorded it
/// of the ARN of a topic from the real service (`test_topic_publish_another_region`).
final class SnsRegionsConformanceTest {

  private static final String INVALID = "InvalidParameter";

  @SuppressWarnings("NullAway.Init") // set before each test
  private SnsBench bench;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SnsClient elsewhere;

  @BeforeEach
  void start() {
    bench = SnsBench.ephemeral();
    elsewhere =
        SnsClient.builder()
            .endpointOverride(bench.junction.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(Clients.credentials("test"))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterEach
  void stop() {
    elsewhere.close();
    bench.close();
  }

  @Test
  void aSubscriptionIsReachedInItsOwnRegionOnly() {
    String subscription = bench.subscribe(bench.topic("orders"), bench.queue("orders"), Map.of());
    refused(
        INVALID,
        "Invalid parameter: SubscriptionArn",
        () -> elsewhere.getSubscriptionAttributes(r -> r.subscriptionArn(subscription)));
    refused(
        INVALID,
        "Invalid parameter: SubscriptionArn",
        () -> elsewhere.unsubscribe(r -> r.subscriptionArn(subscription)));
    assertThat(bench.sns.listSubscriptions().subscriptions()).hasSize(1);
    bench.sns.unsubscribe(r -> r.subscriptionArn(subscription));
    assertThat(bench.sns.listSubscriptions().subscriptions()).isEmpty();
  }

  @Test
  void theLinkInAMessageEndsASubscriptionWhateverTheRegion() throws Exception {
    try (Webhook webhook = new Webhook(_ -> 200)) {
      String topic = elsewhere.createTopic(r -> r.name("orders")).topicArn();
      String subscription =
          elsewhere
              .subscribe(
                  r ->
                      r.topicArn(topic)
                          .protocol("http")
                          .endpoint(webhook.url("/"))
                          .returnSubscriptionArn(true))
              .subscriptionArn();
      String token = webhook.next().field("Token");
      elsewhere.confirmSubscription(r -> r.topicArn(topic).token(token));
      String link =
          bench.junction.endpoint() + "/?Action=Unsubscribe&SubscriptionArn=" + subscription;
      assertThat(SnsUnsubscribeConformanceTest.visit(link).statusCode()).isEqualTo(200);
      assertThat(elsewhere.listSubscriptions().subscriptions()).isEmpty();
    }
  }

  @Test
  void aDeviceIsReachedInItsOwnRegionOnly() {
    String application =
        bench
            .sns
            .createPlatformApplication(
                r ->
                    r.name("app")
                        .platform("GCM")
                        .attributes(Map.of("PlatformCredential", "secret")))
            .platformApplicationArn();
    String device =
        bench
            .sns
            .createPlatformEndpoint(r -> r.platformApplicationArn(application).token("t"))
            .endpointArn();
    refused(
        INVALID,
        "Invalid parameter: EndpointArn",
        () -> elsewhere.getEndpointAttributes(r -> r.endpointArn(device)));
    refused(
        INVALID,
        "Invalid parameter: TargetArn",
        () -> elsewhere.publish(r -> r.targetArn(device).message("m")));
    assertThat(bench.sns.publish(r -> r.targetArn(device).message("m")).messageId()).isNotEmpty();
  }
}
