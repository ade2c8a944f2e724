package dev.junction.conformance.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.conformance.Clients;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/// What became of messages, in log groups. Expected values: SNS Developer Guide, "Amazon SNS
/// message delivery status": names of groups and members of entries.
final class SnsDeliveryStatusConformanceTest {

  private static final String ROLE = "arn:aws:iam::000000000000:role/feedback";
  private static final String GROUP = "sns/eu-central-1/000000000000/orders";

  private static List<String> entries(CloudWatchLogsClient logs, String group, int count) {
    Instant patience = Instant.now().plus(Duration.ofSeconds(10));
    List<String> found = List.of();
    while (found.size() < count && Instant.now().isBefore(patience)) {
      try {
        found =
            logs.filterLogEvents(r -> r.logGroupName(group)).events().stream()
                .map(FilteredLogEvent::message)
                .toList();
      } catch (ResourceNotFoundException _) {
        Thread.onSpinWait();
      }
    }
    return found;
  }

  @Test
  void aRoleCountsFromWhenItIsSetUntilItIsUnset() {
    try (SnsBench bench = SnsBench.ephemeral();
        CloudWatchLogsClient logs = Clients.of(CloudWatchLogsClient.builder(), bench.junction)) {
      String topic = bench.topic("orders");
      String queue = bench.queue("inbox");
      bench.subscribe(topic, queue, Map.of());
      for (String role : List.of("", ROLE, "")) {
        bench.sns.setTopicAttributes(
            r -> r.topicArn(topic).attributeName("SQSSuccessFeedbackRoleArn").attributeValue(role));
        bench.sns.publish(r -> r.topicArn(topic).message("while the role is [" + role + "]"));
        assertThat(bench.receive(queue)).hasSize(1);
      }
      // The MD5 says which of the three it is.
      assertThat(entries(logs, GROUP, 1))
          .singleElement()
          .asString()
          .contains(md5("while the role is [" + ROLE + "]"));
    }
  }

  @Test
  void aPhoneThatOptedOutIsAFailedDelivery() throws Exception {
    try (SnsBench bench = SnsBench.ephemeral();
        HttpClient phone = HttpClient.newHttpClient();
        CloudWatchLogsClient logs = Clients.of(CloudWatchLogsClient.builder(), bench.junction)) {
      bench.sns.setSMSAttributes(r -> r.attributes(Map.of("DeliveryStatusIAMRole", ROLE)));
      String stop = "{\"number\":\"+4912345678\",\"text\":\"STOP\",\"region\":\"eu-central-1\"}";
      HttpRequest reply =
          HttpRequest.newBuilder(bench.junction.endpoint().resolve("/_junction/sms/replies"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(stop))
              .build();
      assertThat(phone.send(reply, HttpResponse.BodyHandlers.ofString()).body())
          .contains("\"optedOut\":true");
      String id = bench.sns.publish(r -> r.phoneNumber("+4912345678").message("m")).messageId();
      String group = "sns/eu-central-1/000000000000/DirectPublishToPhoneNumber/Failure";
      assertThat(entries(logs, group, 1))
          .singleElement()
          .asString()
          .contains("\"messageId\":\"" + id + "\"")
          .contains(
              "\"destination\":\"+4912345678\","
                  + "\"providerResponse\":\"Phone number is opted out\"")
          .endsWith("\"status\":\"FAILURE\"}");
    }
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void arrivedAndFailedDeliveriesAreWrittenIntoTheirGroups() {
    try (SnsBench bench = SnsBench.ephemeral();
        CloudWatchLogsClient logs = Clients.of(CloudWatchLogsClient.builder(), bench.junction)) {
      String topic =
          bench
              .sns
              .createTopic(
                  r ->
                      r.name("orders")
                          .attributes(
                              Map.of(
                                  "SQSSuccessFeedbackRoleArn", ROLE,
                                  "SQSSuccessFeedbackSampleRate", "100",
                                  "SQSFailureFeedbackRoleArn", ROLE)))
              .topicArn();
      String open = bench.queue("open");
      String closed = bench.sqs.createQueue(r -> r.queueName("closed")).queueUrl();
      bench.subscribe(topic, open, Map.of());
      bench.subscribe(topic, closed, Map.of());
      String id = bench.sns.publish(r -> r.topicArn(topic).message("hello")).messageId();
      String queueId = bench.receive(open).getFirst().messageId();

      assertThat(entries(logs, GROUP, 1))
          .singleElement()
          .asString()
          // The MD5 of "hello" is the well-known one.
          .startsWith(
              "{\"notification\":{\"messageMD5Sum\":\"5d41402abc4b2a76b9719d911017c592\","
                  + "\"messageId\":\""
                  + id
                  + "\",\"topicArn\":\""
                  + topic
                  + "\",\"timestamp\":\"")
          .contains("\"destination\":\"" + bench.arn(open) + "\",\"providerResponse\":")
          .contains("\\\"sqsMessageId\\\":\\\"" + queueId + "\\\"}\"")
          .containsPattern("\"dwellTimeMs\":\\d+,\"attempts\":1,\"statusCode\":200")
          .endsWith("},\"status\":\"SUCCESS\"}");
      assertThat(entries(logs, GROUP + "/Failure", 1))
          .singleElement()
          .asString()
          .contains("\"destination\":\"" + bench.arn(closed) + "\"")
          .contains("\\\"ErrorCode\\\":\\\"AccessDenied")
          .endsWith("\"attempts\":1,\"statusCode\":403},\"status\":\"FAILURE\"}");

      bench.sns.setTopicAttributes(
          r -> r.topicArn(topic).attributeName("SQSSuccessFeedbackSampleRate").attributeValue("0"));
      bench.sns.publish(r -> r.topicArn(topic).message("not sampled"));
      assertThat(bench.receive(open)).hasSize(1);
      assertThat(entries(logs, GROUP + "/Failure", 2)).hasSize(2);
      assertThat(entries(logs, GROUP, 1)).hasSize(1);
    }
  }
}
