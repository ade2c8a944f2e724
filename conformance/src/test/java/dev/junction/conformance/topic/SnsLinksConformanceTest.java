package dev.junction.conformance.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.conformance.Clients;
import dev.junction.server.Junction;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/// The links in messages where signatures count: whoever got the message may follow them, and
/// nothing else goes without a signature. Source: SNS API reference, ConfirmSubscription and
/// Unsubscribe.
final class SnsLinksConformanceTest {

  private static final String KEY = "AKIAALICE0000000";
  private static final String SECRET = "9ue8t0fEXAMPLEm3Jw1r7YhXo2vKq5LbTzNc4DsP";

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  private Junction strict(String account) throws Exception {
    Path file = folder.resolve("credentials");
    Files.writeString(
        file,
        """
        [alice]
        aws_access_key_id     = %s
        aws_secret_access_key = %s
        account               = %s
        """
            .formatted(KEY, SECRET, account));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return Junction.builder()
        .ephemeral()
        .port(0)
        .set("identity.credentials", file.toString())
        .set("delivery.loopback", "true")
        .start();
  }

  private static SnsClient alice(Junction junction) {
    return SnsClient.builder()
        .endpointOverride(junction.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
        .httpClient(Clients.http())
        .build();
  }

  private static String query(Junction junction, String action, String more) {
    return junction.endpoint() + "/?Action=" + action + more;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void whoGotAMessageFollowsItsLinksUnsigned() throws Exception {
    try (Webhook webhook = new Webhook(_ -> 200);
        Junction junction = strict("111122223333");
        SnsClient sns = alice(junction)) {
      String topic = sns.createTopic(r -> r.name("orders")).topicArn();
      String subscription =
          sns.subscribe(
                  r ->
                      r.topicArn(topic)
                          .protocol("http")
                          .endpoint(webhook.url("/hook"))
                          .returnSubscriptionArn(true))
              .subscriptionArn();
      String link = webhook.next().field("SubscribeURL");

      assertThat(SnsUnsubscribeConformanceTest.visit(link).body())
          .contains("<SubscriptionArn>" + subscription + "</SubscriptionArn>");
      sns.publish(r -> r.topicArn(topic).message("hello"));
      String end = webhook.next().field("UnsubscribeURL");
      assertThat(SnsUnsubscribeConformanceTest.visit(end).statusCode()).isEqualTo(200);
      assertThat(sns.listSubscriptions().subscriptions()).isEmpty();
    }
  }

  @Test
  void nothingElseGoesUnsigned() throws Exception {
    // The account that calls without a signature would be counted for has no rights from that.
    try (Junction junction = strict("000000000000");
        SnsClient sns = alice(junction)) {
      String topic = sns.createTopic(r -> r.name("orders")).topicArn();
      String subscription =
          sns.subscribe(
                  r ->
                      r.topicArn(topic)
                          .protocol("sqs")
                          .endpoint("arn:aws:sqs:eu-central-1:000000000000:q")
                          .returnSubscriptionArn(true))
              .subscriptionArn();
      String ofQueue = "&SubscriptionArn=" + encoded(subscription);
      refused(query(junction, "Unsubscribe", ofQueue), "AuthorizationError");
      refused(
          query(junction, "ConfirmSubscription", "&Token=guess&TopicArn=" + encoded(topic)),
          "InvalidParameter");
      refused(query(junction, "ListTopics", ""), "MissingAuthenticationToken");
      refused(
          query(junction, "DeleteTopic", "&TopicArn=" + encoded(topic)),
          "MissingAuthenticationToken");
      refused(
          query(junction, "DeleteTopic", "&Action=Unsubscribe&TopicArn=" + encoded(topic)),
          "MissingAuthenticationToken");
      refused(query(junction, "Unsubscribe", "&Action=DeleteTopic&TopicArn=" + encoded(topic)), "");
      assertThat(sns.listTopics().topics()).hasSize(1);
      assertThat(sns.listSubscriptions().subscriptions()).hasSize(1);
    }
  }

  private static void refused(String url, String code) throws Exception {
    var answer = SnsUnsubscribeConformanceTest.visit(url);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 403);
    assertThat(answer.body()).contains(code);
  }
}
