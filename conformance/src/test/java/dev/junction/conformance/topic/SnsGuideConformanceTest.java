package dev.junction.conformance.topic;

import static dev.junction.conformance.topic.SnsConformanceTest.refused;

import dev.junction.conformance.Clients;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/// What the SNS Developer Guide says that no other test of topics asks for. Source, where no other
/// is named: its chapter that the test names.
final class SnsGuideConformanceTest {

  private static final String INVALID = "InvalidParameter";

  @AutoClose private static final SnsBench bench = SnsBench.ephemeral();

  private static final SnsClient sns = bench.sns;

  private static void set(String topic, String name, String value) {
    sns.setTopicAttributes(r -> r.topicArn(topic).attributeName(name).attributeValue(value));
  }

  private static String statement(String effect, String principal, String condition, String topic) {
    return "{\"Effect\":\""
        + effect
        + "\",\"Principal\":{\"AWS\":\""
        + principal
        + "\"},\"Action\":\"SNS:Subscribe\",\"Resource\":\""
        + topic
        + "\",\"Condition\":"
        + condition
        + "}";
  }

  private static String policy(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  // "Amazon SNS API permissions: Actions and resources reference"
  @Test
  void aPolicyAsksForTheProtocolAndTheEndpointOfASubscription() {
    String topic = bench.topic("asked");
    String allowed = "{\"StringLike\":{\"sns:Endpoint\":\"*@example.com\"}}";
    String denied = "{\"StringEquals\":{\"sns:Protocol\":\"http\"}}";
    set(
        topic,
        "Policy",
        policy(statement("Allow", "*", allowed, topic), statement("Deny", "*", denied, topic)));
    try (SnsClient stranger =
        SnsClient.builder()
            .endpointOverride(bench.junction.endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(Clients.credentials("111122223333"))
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      for (SnsClient each : List.of(sns, stranger)) {
        each.subscribe(r -> r.topicArn(topic).protocol("email").endpoint("ann@example.com"));
        refused(
            "AuthorizationError",
            "with an explicit deny in a resource-based policy",
            () ->
                each.subscribe(
                    r ->
                        r.topicArn(topic)
                            .protocol("http")
                            .endpoint("http://shop/ann@example.com")));
      }
      refused(
          "AuthorizationError",
          "no resource-based policy allows",
          () ->
              stranger.subscribe(
                  r -> r.topicArn(topic).protocol("email").endpoint("ann@example.org")));
    }
  }
}
