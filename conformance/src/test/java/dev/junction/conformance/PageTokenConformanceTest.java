package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.server.Junction;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.pipes.PipesClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.schemas.SchemasClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// A token for a page that no answer held is refused by every service, also one that could be
/// unpacked. Codes: the API references' errors for invalid parameters.
final class PageTokenConformanceTest {

  @Test
  void aTokenThatSomebodyMadeUpIsRefused() {
    try (Junction junction = Junction.builder().ephemeral().port(0).start();
        SqsClient sqs = Clients.sqs(junction);
        SnsClient sns = Clients.of(SnsClient.builder(), junction);
        EventBridgeClient events = Clients.of(EventBridgeClient.builder(), junction);
        SchedulerClient scheduler = Clients.of(SchedulerClient.builder(), junction);
        PipesClient pipes = Clients.of(PipesClient.builder(), junction);
        SchemasClient schemas = Clients.of(SchemasClient.builder(), junction);
        CloudWatchLogsClient logs = Clients.of(CloudWatchLogsClient.builder(), junction)) {
      String token = "invalid";
      String topic = sns.createTopic(r -> r.name("t")).topicArn();
      logs.createLogGroup(r -> r.logGroupName("g"));
      Map<String, ThrowingCallable> calls =
          Map.ofEntries(
              Map.entry("queues", () -> sqs.listQueues(r -> r.maxResults(1).nextToken(token))),
              Map.entry("topics", () -> sns.listTopics(r -> r.nextToken(token))),
              Map.entry("subscriptions", () -> sns.listSubscriptions(r -> r.nextToken(token))),
              Map.entry(
                  "subscriptions of a topic",
                  () -> sns.listSubscriptionsByTopic(r -> r.topicArn(topic).nextToken(token))),
              Map.entry("buses", () -> events.listEventBuses(r -> r.nextToken(token))),
              Map.entry("rules", () -> events.listRules(r -> r.nextToken(token))),
              Map.entry("schedules", () -> scheduler.listSchedules(r -> r.nextToken(token))),
              Map.entry("pipes", () -> pipes.listPipes(r -> r.nextToken(token))),
              Map.entry("registries", () -> schemas.listRegistries(r -> r.nextToken(token))),
              Map.entry("groups", () -> logs.describeLogGroups(r -> r.nextToken(token))),
              Map.entry(
                  "streams",
                  () -> logs.describeLogStreams(r -> r.logGroupName("g").nextToken(token))));
      calls.forEach(PageTokenConformanceTest::refused);
    }
  }

  private static void refused(String what, ThrowingCallable call) {
    assertThatThrownBy(call)
        .as(what)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            thrown -> {
              assertThat(thrown.statusCode()).isEqualTo(400);
              assertThat(thrown.awsErrorDetails().errorCode())
                  .isIn(
                      "InvalidParameterValue",
                      "InvalidParameter",
                      "InvalidParameterException",
                      "ValidationException",
                      "BadRequestException");
            });
  }
}
