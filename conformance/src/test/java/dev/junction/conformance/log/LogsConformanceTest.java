package dev.junction.conformance.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.conformance.Clients;
import dev.junction.server.Junction;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

/// Log groups through the AWS SDK for Java. Texts of errors are what LocalStack recorded from the
/// real service (`tests/aws/services/logs/test_logs*.snapshot.json`).
final class LogsConformanceTest {

  @AutoClose
  private static final Junction junction = Junction.builder().ephemeral().port(0).start();

  @AutoClose
  private static final CloudWatchLogsClient logs =
      Clients.of(CloudWatchLogsClient.builder(), junction);

  private static void refused(String code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CloudWatchLogsException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.awsErrorDetails().errorMessage()).contains(message);
            });
  }

  @Test
  void groupsAreCreatedDescribedAndDeleted() {
    logs.createLogGroup(r -> r.logGroupName("/a/one").tags(Map.of("team", "a")));
    logs.createLogGroup(r -> r.logGroupName("/a/two"));
    logs.putRetentionPolicy(r -> r.logGroupName("/a/one").retentionInDays(7));
    LogGroup one = logs.describeLogGroups(r -> r.logGroupNamePrefix("/a/o")).logGroups().getFirst();
    assertThat(one.arn()).isEqualTo("arn:aws:logs:eu-central-1:000000000000:log-group:/a/one:*");
    assertThat(one.logGroupArn()).isEqualTo(one.arn().replace(":*", ""));
    assertThat(one.retentionInDays()).isEqualTo(7);
    assertThat(one.creationTime()).isBetween(1L, junction.clock().millis());
    assertThat(one.logGroupClassAsString()).isEqualTo("STANDARD");
    // By a pattern groups are described in short: test_describe_log_groups_with_pattern.
    assertThat(
            logs.describeLogGroupsPaginator(r -> r.limit(1).logGroupNamePattern("a/")).logGroups())
        .allMatch(group -> group.storedBytes() == null && group.retentionInDays() == null)
        .allMatch(group -> group.deletionProtectionEnabled() == null)
        .extracting(LogGroup::logGroupName)
        .containsExactly("/a/one", "/a/two");
    assertThat(logs.listTagsForResource(r -> r.resourceArn(one.logGroupArn())).tags())
        .containsExactly(Map.entry("team", "a"));
    logs.untagResource(r -> r.resourceArn(one.logGroupArn()).tagKeys("team"));
    logs.tagResource(r -> r.resourceArn(one.logGroupArn()).tags(Map.of("b", "")));
    assertThat(logs.listTagsForResource(r -> r.resourceArn(one.logGroupArn())).tags())
        .containsExactly(Map.entry("b", ""));
    refused(
        "ResourceAlreadyExistsException",
        "The specified log group already exists",
        () -> logs.createLogGroup(r -> r.logGroupName("/a/one")));
    refused(
        "InvalidParameterException",
        "failed to satisfy constraint: Member must satisfy regular expression pattern",
        () -> logs.createLogGroup(r -> r.logGroupName("no:name")));
    refused(
        "InvalidParameterException",
        "Invalid retention value",
        () -> logs.putRetentionPolicy(r -> r.logGroupName("/a/one").retentionInDays(2)));
    logs.deleteLogGroup(r -> r.logGroupName("/a/one"));
    logs.deleteLogGroup(r -> r.logGroupName("/a/two"));
    refused(
        "ResourceNotFoundException",
        "The specified log group does not exist.",
        () -> logs.deleteLogGroup(r -> r.logGroupName("/a/one")));
  }

  /// The older operations for tags, protection, and lists in short.
  @SuppressWarnings("deprecation") // clients of today still call them
  @Test
  void groupsAreTaggedProtectedAndListedInShort() {
    logs.createLogGroup(r -> r.logGroupName("short/one"));
    logs.putRetentionPolicy(r -> r.logGroupName("short/one").retentionInDays(7));
    logs.deleteRetentionPolicy(r -> r.logGroupName("short/one"));
    assertThat(logs.describeLogGroups(r -> r.logGroupNamePrefix("short/")).logGroups().getFirst())
        .satisfies(group -> assertThat(group.retentionInDays()).isNull());
    assertThat(logs.listLogGroups(r -> r.logGroupNamePattern("^short/|^none")).logGroups())
        .singleElement()
        .satisfies(group -> assertThat(group.logGroupName()).isEqualTo("short/one"));
    logs.tagLogGroup(r -> r.logGroupName("short/one").tags(Map.of("a", "b", "c", "d")));
    logs.untagLogGroup(r -> r.logGroupName("short/one").tags("c"));
    assertThat(logs.listTagsLogGroup(r -> r.logGroupName("short/one")).tags())
        .isEqualTo(Map.of("a", "b"));
    logs.putLogGroupDeletionProtection(
        r -> r.logGroupIdentifier("short/one").deletionProtectionEnabled(true));
    refused(
        "ValidationException",
        "Cannot delete log group with deletion protection enabled.",
        () -> logs.deleteLogGroup(r -> r.logGroupName("short/one")));
    logs.putLogGroupDeletionProtection(
        r -> r.logGroupIdentifier("short/one").deletionProtectionEnabled(false));
    logs.deleteLogGroup(r -> r.logGroupName("short/one"));
    assertThat(
            logs.testMetricFilter(
                    r ->
                        r.filterPattern("[ip, ..., status = 4*, bytes]")
                            .logEventMessages("10.0.0.1 x 404 12", "10.0.0.2 x 200 5"))
                .matches())
        .singleElement()
        .satisfies(match -> assertThat(match.extractedValues()).containsEntry("$status", "404"));
  }

  @Test
  void eventsAreWrittenReadAndFiltered() {
    logs.createLogGroup(r -> r.logGroupName("events"));
    logs.createLogStream(r -> r.logGroupName("events").logStreamName("s"));
    refused(
        "ResourceAlreadyExistsException",
        "The specified log stream already exists",
        () -> logs.createLogStream(r -> r.logGroupName("events").logStreamName("s")));
    long now = junction.clock().millis();
    List<InputLogEvent> events =
        IntStream.range(0, 25)
            .mapToObj(
                i ->
                    InputLogEvent.builder()
                        .timestamp(now + i)
                        .message(
                            "{\"level\":\""
                                + (i % 5 == 0 ? "ERROR" : "INFO")
                                + "\",\"n\":"
                                + i
                                + "}")
                        .build())
            .toList();
    assertThat(
            logs.putLogEvents(r -> r.logGroupName("events").logStreamName("s").logEvents(events))
                .nextSequenceToken())
        .isNotEmpty();
    assertThat(
            logs
                .getLogEventsPaginator(
                    r -> r.logGroupName("events").logStreamName("s").startFromHead(true).limit(10))
                .events()
                .stream()
                .map(OutputLogEvent::timestamp))
        .hasSize(25)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(
            logs
                .filterLogEventsPaginator(
                    r ->
                        r.logGroupName("events")
                            .filterPattern("{ $.level = \"ERROR\" && $.n > 0 }")
                            .limit(2))
                .events()
                .stream()
                .map(FilteredLogEvent::message))
        .hasSize(4)
        .allMatch(message -> message.contains("ERROR"));
    checkStream(now);
    refused(
        "InvalidParameterException",
        "Invalid filter pattern",
        () -> logs.filterLogEvents(r -> r.logGroupName("events").filterPattern("{ $.a }")));
  }

  private static void checkStream(long now) {
    LogStream stream =
        logs.describeLogStreams(
                r -> r.logGroupName("events").orderBy(OrderBy.LAST_EVENT_TIME).descending(true))
            .logStreams()
            .getFirst();
    assertThat(stream.firstEventTimestamp()).isEqualTo(now);
    assertThat(stream.lastEventTimestamp()).isEqualTo(now + 24);
    assertThat(stream.arn()).endsWith(":log-group:events:log-stream:s");
    logs.deleteLogStream(r -> r.logGroupName("events").logStreamName("s"));
    refused(
        "ResourceNotFoundException",
        "The specified log stream does not exist.",
        () -> logs.getLogEvents(r -> r.logGroupName("events").logStreamName("s")));
  }

  @Test
  void namesAreRefusedInTheWordsOfTheRealService() {
    refused(
        "InvalidParameterException",
        "Invalid LogGroup or LogStream, both must have length less than or equal to 512.",
        () -> logs.createLogGroup(r -> r.logGroupName("a".repeat(513))));
    refused(
        "ValidationException",
        "LogGroup name and LogGroup ARN are mutually exclusive parameters.",
        () -> logs.describeLogStreams(r -> r.logGroupName("a").logGroupIdentifier("a")));
  }

  @Test
  void policiesAreKept() {
    String document =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
            + "{\"Service\":\"events.amazonaws.com\"},\"Action\":[\"logs:CreateLogStream\","
            + "\"logs:PutLogEvents\"],\"Resource\":\"*\"}]}";
    assertThat(
            logs.putResourcePolicy(r -> r.policyName("p").policyDocument(document))
                .resourcePolicy()
                .policyDocument())
        .isEqualTo(document);
    assertThat(logs.describeResourcePolicies().resourcePolicies()).hasSize(1);
    logs.deleteResourcePolicy(r -> r.policyName("p"));
    assertThat(logs.describeResourcePolicies().resourcePolicies()).isEmpty();
  }

  @Test
  void whatIsNotBuiltSaysSo() {
    refused(
        "NotImplemented",
        "StartQuery",
        () -> logs.startQuery(r -> r.queryString("x").startTime(1L).endTime(2L)));
  }
}
