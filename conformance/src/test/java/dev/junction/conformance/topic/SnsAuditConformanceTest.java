package dev.junction.conformance.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.conformance.Clients;
import dev.junction.server.Junction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;

/// What data protection policies write into log groups. Expected values: SNS Developer Guide, "Data
/// protection policy operations".
final class SnsAuditConformanceTest {

  private static final String FOUND = "/aws/vendedlogs/found";
  private static final String OTHERS = "/aws/vendedlogs/others";
  private static final String ROLE = "arn:aws:iam::000000000000:role/feedback";
  private static final String IDENTIFIER = "arn:aws:dataprotection::aws:data-identifier/";

  private static String statement(String direction, String what, String operation) {
    return "{\"DataDirection\":\""
        + direction
        + "\",\"Principal\":[\"*\"],\"DataIdentifier\":[\""
        + IDENTIFIER
        + what
        + "\"],\"Operation\":"
        + operation
        + "}";
  }

  private static String policy(String... statements) {
    return "{\"Name\":\"p\",\"Version\":\"2021-06-01\",\"Statement\":["
        + String.join(",", statements)
        + "]}";
  }

  private static String logs(String group) {
    return "{\"CloudWatchLogs\":{\"LogGroup\":\"" + group + "\"}}";
  }

  private static String audit(String found, String others) {
    return "{\"Audit\":{\"SampleRate\":\"99\",\"FindingsDestination\":"
        + logs(found)
        + ",\"NoFindingsDestination\":"
        + logs(others)
        + "}}";
  }

  private static List<String> entries(CloudWatchLogsClient logs, String group) {
    try {
      return logs.filterLogEvents(r -> r.logGroupName(group)).events().stream()
          .map(FilteredLogEvent::message)
          .toList();
    } catch (ResourceNotFoundException _) {
      return List.of();
    }
  }

  @Test
  void whatAnAuditFindsAndWhereItFindsNothingIsWritten() {
    try (SnsBench bench = SnsBench.ephemeral();
        CloudWatchLogsClient logs = Clients.of(CloudWatchLogsClient.builder(), bench.junction)) {
      String topic = bench.topic("orders");
      String policy =
          policy(
              statement("Inbound", "EmailAddress", audit(FOUND, OTHERS)),
              statement("Inbound", "CreditCardNumber", "{\"Deny\":{}}"));
      bench.sns.putDataProtectionPolicy(r -> r.resourceArn(topic).dataProtectionPolicy(policy));
      // Of a hundred messages the audit leaves one out.
      Stream.generate(() -> "mail ann@example.com and bob@example.com")
          .limit(20)
          .forEach(text -> bench.sns.publish(r -> r.topicArn(topic).message(text)));
      Stream.generate(() -> "harmless")
          .limit(20)
          .forEach(text -> bench.sns.publish(r -> r.topicArn(topic).message(text)));

      Awaitility.await().until(() -> entries(logs, FOUND).size() >= 10);
      assertThat(entries(logs, FOUND).getFirst())
          .containsPattern(
              "^\\{\"messageId\":\"[-0-9a-f]{36}\",\"auditTimestamp\":\"[-0-9]{10}T[:0-9]{8}Z\","
                  + "\"callerPrincipal\":\"arn:aws:iam::000000000000:")
          .endsWith(
              "\",\"resourceArn\":\""
                  + topic
                  + "\",\"dataIdentifiers\":[{\"name\":\"EmailAddress\",\"count\":2,\"detections\":"
                  + "[{\"start\":6,\"end\":20},{\"start\":26,\"end\":40}]}]}");
      Awaitility.await().until(() -> entries(logs, OTHERS).size() >= 10);
      assertThat(entries(logs, OTHERS))
          .allSatisfy(entry -> assertThat(entry).endsWith("\"dataIdentifiers\":[]}"));
    }
  }

  @Test
  void anAuditSeesWhatIsDeniedAndAGroupElsewhereIsRefused() {
    try (SnsBench bench = SnsBench.ephemeral();
        CloudWatchLogsClient logs = Clients.of(CloudWatchLogsClient.builder(), bench.junction)) {
      String topic = bench.topic("orders");
      SnsConformanceTest.refused(
          "InvalidParameter",
          "LogGroup must begin with /aws/vendedlogs/",
          () ->
              bench.sns.putDataProtectionPolicy(
                  r ->
                      r.resourceArn(topic)
                          .dataProtectionPolicy(
                              policy(
                                  statement("Inbound", "EmailAddress", audit("mine", OTHERS))))));
      String policy =
          policy(
              statement("Inbound", "EmailAddress", audit(FOUND, OTHERS)),
              statement("Inbound", "EmailAddress", "{\"Deny\":{}}"));
      bench.sns.putDataProtectionPolicy(r -> r.resourceArn(topic).dataProtectionPolicy(policy));
      Awaitility.await()
          .until(
              () -> {
                SnsConformanceTest.refused(
                    "AuthorizationError",
                    "data protection policy",
                    () -> bench.sns.publish(r -> r.topicArn(topic).message("ann@example.com")));
                return !entries(logs, FOUND).isEmpty();
              });
    }
  }

  @Test
  void aMessageOfABatchThatIsDeniedFailsAlone() {
    try (SnsBench bench = SnsBench.ephemeral()) {
      String topic = bench.topic("orders");
      String queue = bench.queue("all");
      bench.subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
      String policy = policy(statement("Inbound", "EmailAddress", "{\"Deny\":{}}"));
      bench.sns.putDataProtectionPolicy(r -> r.resourceArn(topic).dataProtectionPolicy(policy));

      PublishBatchResponse answer =
          bench.sns.publishBatch(
              r ->
                  r.topicArn(topic)
                      .publishBatchRequestEntries(
                          entry("a", "first"), entry("b", "ann@example.com"), entry("c", "last")));

      assertThat(answer.successful())
          .extracting(PublishBatchResultEntry::id)
          .containsExactly("a", "c");
      assertThat(answer.failed())
          .singleElement()
          .satisfies(
              failed -> {
                assertThat(failed.id()).isEqualTo("b");
                assertThat(failed.code()).isEqualTo("AuthorizationError");
                assertThat(failed.senderFault()).isTrue();
                assertThat(failed.message()).contains("data protection policy");
              });
      List<String> received = new ArrayList<>();
      Awaitility.await()
          .until(
              () -> {
                bench.receive(queue).forEach(message -> received.add(message.body()));
                return received.size() >= 2;
              });
      assertThat(received).containsExactlyInAnyOrder("first", "last");
    }
  }

  private static PublishBatchRequestEntry entry(String id, String text) {
    return PublishBatchRequestEntry.builder().id(id).message(text).build();
  }

  @Test
  void whatMayNotLeaveIsAFailedDelivery() {
    try (SnsBench bench = SnsBench.ephemeral();
        CloudWatchLogsClient logs = Clients.of(CloudWatchLogsClient.builder(), bench.junction)) {
      String policy = policy(statement("Outbound", "EmailAddress", "{\"Deny\":{}}"));
      String topic =
          bench
              .sns
              .createTopic(
                  r ->
                      r.name("orders")
                          .dataProtectionPolicy(policy)
                          .attributes(Map.of("SQSFailureFeedbackRoleArn", ROLE)))
              .topicArn();
      String queue = bench.queue("inbox");
      String subscription = bench.subscribe(topic, queue, Map.of());
      bench.sns.publish(r -> r.topicArn(topic).message("mail ann@example.com"));

      String group = "sns/eu-central-1/000000000000/orders/Failure";
      Awaitility.await().until(() -> !entries(logs, group).isEmpty());
      assertThat(entries(logs, group))
          .singleElement()
          .asString()
          .contains("\"destination\":\"" + bench.arn(queue) + "\"")
          .contains(
              "\"providerResponse\":\"The topic's data protection policy prohibits this message from"
                  + " being delivered to "
                  + subscription
                  + "\"")
          .endsWith("\"attempts\":1,\"statusCode\":403},\"status\":\"FAILURE\"}");
    }
  }

  @Test
  void anEntryCountsMoreFindingsThanItTellsThePlacesOf() {
    try (SnsBench bench = SnsBench.ephemeral();
        CloudWatchLogsClient logs = Clients.of(CloudWatchLogsClient.builder(), bench.junction)) {
      String topic = bench.topic("orders");
      String policy = policy(statement("Inbound", "EmailAddress", audit(FOUND, OTHERS)));
      bench.sns.putDataProtectionPolicy(r -> r.resourceArn(topic).dataProtectionPolicy(policy));
      Awaitility.await()
          .until(
              () -> {
                bench.sns.publish(r -> r.topicArn(topic).message("a@b.cd ".repeat(37_000)));
                return !entries(logs, FOUND).isEmpty();
              });
      assertThat(entries(logs, FOUND).getFirst())
          .contains("\"count\":37000,\"detections\":[{\"start\":1,\"end\":6},")
          .endsWith(",{\"start\":694,\"end\":699}]}]}");
    }
  }

  @Test
  void whatIsWrittenOfABatchFitsInTheJournalAndIsWrittenOnce(@TempDir Path folder) {
    try (SnsBench bench = new SnsBench(Junction.builder().data(folder).port(0).start());
        CloudWatchLogsClient logs = Clients.of(CloudWatchLogsClient.builder(), bench.junction)) {
      String topic =
          bench
              .sns
              .createTopic(
                  r ->
                      r.name("t".repeat(256))
                          .dataProtectionPolicy(
                              policy(
                                  statement("Inbound", "EmailAddress", audit(FOUND, OTHERS)),
                                  statement("Outbound", "EmailAddress", "{\"Deny\":{}}")))
                          .attributes(Map.of("SQSFailureFeedbackRoleArn", ROLE)))
              .topicArn();
      // An entry of a failed delivery has more than three KiB with such names.
      String queue = "arn:aws:sqs:eu-central-1:000000000000:" + "q".repeat(2_000);
      IntStream.range(0, 2_200)
          .parallel()
          .forEach(
              i -> bench.sns.subscribe(r -> r.topicArn(topic).protocol("sqs").endpoint(queue + i)));
      List<PublishBatchRequestEntry> entries =
          IntStream.range(0, 10).mapToObj(i -> entry("m" + i, "a@b.cd")).toList();
      List<String> published =
          bench
              .sns
              .publishBatch(r -> r.topicArn(topic).publishBatchRequestEntries(entries))
              .successful()
              .stream()
              .map(PublishBatchResultEntry::messageId)
              .toList();

      assertThat(published).hasSize(10);
      // What is written of a later message comes after all that is written of these.
      List<String> later = new ArrayList<>();
      // One may be left out while much is on its way, so that now and then another one is asked
      // for.
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(3))
          .until(
              () -> {
                later.add(bench.sns.publish(r -> r.topicArn(topic).message("a@b.cd")).messageId());
                return !of(later, entries(logs, FOUND)).isEmpty();
              });
      assertThat(of(published, entries(logs, FOUND))).hasSizeBetween(5, 10);
    }
  }

  /// Those entries that tell of certain messages.
  private static List<String> of(List<String> ids, List<String> entries) {
    return entries.stream().filter(entry -> ids.stream().anyMatch(entry::contains)).toList();
  }
}
