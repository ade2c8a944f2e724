package dev.junction.conformance.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.junction.conformance.Clients;
import dev.junction.conformance.Tool;
import dev.junction.server.Junction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.Tag;
import software.amazon.awssdk.services.scheduler.model.Target;
import software.amazon.awssdk.services.scheduler.model.ValidationException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// EventBridge Scheduler through the AWS SDK, the CLI and boto3.
///
/// Source of what is expected: EventBridge Scheduler API reference; of the error texts: what
/// LocalStack recorded from the real service, and moto's tests.
final class SchedulerConformanceTest {

  private static final String ROLE = "arn:aws:iam::000000000000:role/fires";
  private static final String QUEUE = "arn:aws:sqs:eu-central-1:000000000000:";

  @AutoClose
  private static final Junction junction = Junction.builder().ephemeral().port(0).start();

  @AutoClose
  private static final SchedulerClient scheduler = Clients.of(SchedulerClient.builder(), junction);

  @AutoClose private static final SqsClient sqs = Clients.of(SqsClient.builder(), junction);

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  private static CreateScheduleRequest.Builder schedule(String name, String expression) {
    return CreateScheduleRequest.builder()
        .name(name)
        .scheduleExpression(expression)
        .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
        .target(target(QUEUE + name).build());
  }

  private static Target.Builder target(String arn) {
    return Target.builder().arn(arn).roleArn(ROLE).input("hello");
  }

  private static List<Message> receive(String url) {
    return sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(10)).messages();
  }

  @Test
  void aScheduleIsWhatItWasCreatedAs() {
    String arn =
        scheduler.createSchedule(schedule("plain", "rate(1 minutes)").build()).scheduleArn();
    assertThat(arn).isEqualTo("arn:aws:scheduler:eu-central-1:000000000000:schedule/default/plain");
    GetScheduleResponse got = scheduler.getSchedule(r -> r.name("plain"));
    assertThat(got.arn()).isEqualTo(arn);
    assertThat(got.state()).isEqualTo(ScheduleState.ENABLED);
    assertThat(got.scheduleExpressionTimezone()).isEqualTo("UTC");
    assertThat(got.target().retryPolicy().maximumRetryAttempts()).isEqualTo(185);
    assertThat(got.target().retryPolicy().maximumEventAgeInSeconds()).isEqualTo(86_400);
    assertThat(got.creationDate()).isEqualTo(got.lastModificationDate());
    assertThat(scheduler.listSchedules(r -> r.namePrefix("pla")).schedules())
        .extracting(ScheduleSummary::arn, summary -> summary.target().arn())
        .containsExactly(tuple(arn, QUEUE + "plain"));
    assertThatThrownBy(() -> scheduler.createSchedule(schedule("plain", "rate(1 minutes)").build()))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("Schedule plain already exists.");
    scheduler.deleteSchedule(r -> r.name("plain"));
    assertThatThrownBy(() -> scheduler.getSchedule(r -> r.name("plain")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Schedule plain does not exist.");
  }

  @Test
  void aCreateWithTheSameTokenIsTheSameCall() {
    CreateScheduleRequest once =
        schedule("once", "cron(0 4 * * ? *)").clientToken("token-1").build();
    assertThat(scheduler.createSchedule(once).scheduleArn())
        .isEqualTo(scheduler.createSchedule(once).scheduleArn());
    assertThatThrownBy(
            () -> scheduler.createSchedule(once.toBuilder().description("other").build()))
        .isInstanceOf(ConflictException.class);
  }

  // test_get_schedule, test_update_schedule and test_delete_schedule_not_found of LocalStack.
  @Test
  void anUpdateReplacesEverythingThatItDoesNotName() {
    scheduler.createSchedule(
        schedule("replaced", "rate(1 minute)")
            .description("Test description")
            .actionAfterCompletion("DELETE")
            .flexibleTimeWindow(
                w -> w.mode(FlexibleTimeWindowMode.FLEXIBLE).maximumWindowInMinutes(60))
            .state(ScheduleState.DISABLED)
            .build());
    GetScheduleResponse before = scheduler.getSchedule(r -> r.name("replaced"));
    assertThat(before.description()).isEqualTo("Test description");
    assertThat(before.actionAfterCompletionAsString()).isEqualTo("DELETE");
    assertThat(before.state()).isEqualTo(ScheduleState.DISABLED);
    assertThat(before.flexibleTimeWindow().maximumWindowInMinutes()).isEqualTo(60);
    scheduler.updateSchedule(
        r ->
            r.name("replaced")
                .scheduleExpression("rate(2 minute)")
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(target(QUEUE + "other").input("{\"otherkey\": \"othervalue\"}").build()));
    GetScheduleResponse after = scheduler.getSchedule(r -> r.name("replaced"));
    assertThat(after.description()).isNull();
    assertThat(after.actionAfterCompletionAsString()).isEqualTo("NONE");
    assertThat(after.state()).isEqualTo(ScheduleState.ENABLED);
    assertThat(after.scheduleExpression()).isEqualTo("rate(2 minute)");
    assertThat(after.scheduleExpressionTimezone()).isEqualTo("UTC");
    assertThat(after.groupName()).isEqualTo("default");
    assertThat(after.flexibleTimeWindow().maximumWindowInMinutes()).isNull();
    assertThat(after.target().arn()).isEqualTo(QUEUE + "other");
    assertThat(after.target().input()).isEqualTo("{\"otherkey\": \"othervalue\"}");
    assertThat(after.target().retryPolicy().maximumRetryAttempts()).isEqualTo(185);
    scheduler.deleteSchedule(r -> r.name("replaced"));
    assertThatThrownBy(() -> scheduler.deleteSchedule(r -> r.name("replaced")))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class, e -> assertThat(e.statusCode()).isEqualTo(404))
        .hasMessageContaining("Schedule replaced does not exist.");
  }

  @Test
  void whatIsWrongIsRefused() {
    for (String expression :
        List.of(
            "cron(0 1 * * * *)",
            "cron(7 20 * * NOT *)",
            "cron(INVALID)",
            "cron(0 dummy ? * MON-FRI *)",
            "cron(71 8 1 * ? *)",
            "cron()",
            "rate(10 seconds)",
            "rate(10 years)",
            "rate()",
            "rate(10)",
            "rate(10 minutess)",
            "rate(foo minutes)",
            "rate(-10 minutes)",
            "rate( 10 minutes )",
            " rate(10 minutes)",
            "at(2021-12-31T23:59:59Z)",
            "at(2021-12-31)")) {
      assertThatThrownBy(() -> scheduler.createSchedule(schedule("wrong", expression).build()))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("Invalid Schedule Expression " + expression + ".");
    }
    assertThatThrownBy(
            () ->
                scheduler.createSchedule(
                    schedule("wrong", "rate(1 hour)")
                        .target(
                            target("arn:aws:lambda:eu-central-1:000000000000:function:f").build())
                        .build()))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("lambda is not a supported service for a target.");
    assertThatThrownBy(
            () ->
                scheduler.createSchedule(
                    schedule("wrong", "rate(1 hour)").groupName("nowhere").build()))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void theHeldClockDrivesQueuesTopicsAndOperations() {
    String url = sqs.createQueue(r -> r.queueName("driven")).queueUrl();
    try (SnsClient sns = Clients.of(SnsClient.builder(), junction)) {
      String topic = sns.createTopic(r -> r.name("driven")).topicArn();
      scheduler.createSchedule(schedule("driven", "cron(0 4 * * ? *)").build());
      scheduler.createSchedule(
          schedule("topic", "cron(0 4 * * ? *)").target(target(topic).build()).build());
      scheduler.createSchedule(
          schedule("operation", "cron(0 4 * * ? *)")
              .target(
                  target("arn:aws:scheduler:::aws-sdk:sqs:createQueue")
                      .input("{\"QueueName\":\"made-by-schedule\"}")
                      .build())
              .build());
    }
    junction.clock().hold();
    junction.clock().advance(Duration.ofDays(1));
    try {
      assertThat(receive(url)).extracting(Message::body).containsExactly("hello");
      await()
          .untilAsserted(
              () ->
                  assertThat(sqs.listQueues(r -> r.queueNamePrefix("made-")).queueUrls())
                      .hasSize(1));
    } finally {
      junction.clock().release();
    }
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  @Test
  void groupsHaveTagsAndTakeTheirSchedulesWithThem() {
    String arn =
        scheduler.createScheduleGroup(r -> r.name("g").tags(tag("team", "a"))).scheduleGroupArn();
    scheduler.tagResource(r -> r.resourceArn(arn).tags(tag("b", "c")));
    scheduler.untagResource(r -> r.resourceArn(arn).tagKeys("team"));
    assertThat(scheduler.listTagsForResource(r -> r.resourceArn(arn)).tags())
        .extracting(tag -> tag.key() + "=" + tag.value())
        .containsExactly("b=c");
    assertThat(scheduler.listScheduleGroups(r -> r.maxResults(10)).scheduleGroups())
        .extracting(group -> group.name())
        .contains("default", "g");
    scheduler.createSchedule(schedule("in-group", "rate(1 day)").groupName("g").build());
    scheduler.deleteScheduleGroup(r -> r.name("g"));
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> scheduler.getScheduleGroup(r -> r.name("g")))
                    .isInstanceOf(ResourceNotFoundException.class));
    assertThatThrownBy(() -> scheduler.getSchedule(r -> r.groupName("g").name("in-group")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> scheduler.deleteScheduleGroup(r -> r.name("default")))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void theCliAndBotoFireAMessage() throws Exception {
    Tool tool =
        Tool.of(junction, folder)
            .assume("aws", "--version")
            .assume("python3", "-c", "import boto3");
    String at = "--endpoint-url=" + junction.endpoint();
    String url = sqs.createQueue(r -> r.queueName("cli")).queueUrl();
    tool.run(
            "aws",
            at,
            "scheduler",
            "create-schedule",
            "--name=cli",
            "--schedule-expression=rate(5 minutes)",
            "--flexible-time-window=Mode=OFF",
            "--target={\"RoleArn\":\"" + ROLE + "\",\"Arn\":\"" + QUEUE + "cli\",\"Input\":\"a\"}")
        .succeeded();
    assertThat(receive(url)).extracting(Message::body).containsExactly("a");
    Path script = folder.resolve("client.py");
    Files.writeString(
        script,
        """
        import boto3
        scheduler, sqs = boto3.client('scheduler'), boto3.client('sqs')
        url = sqs.create_queue(QueueName='boto')['QueueUrl']
        scheduler.create_schedule(
            Name='boto', ScheduleExpression='rate(1 hour)', FlexibleTimeWindow={'Mode': 'OFF'},
            Target={'Arn': 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage', 'RoleArn': '%s',
                    'Input': '{"QueueUrl": "%%s", "MessageBody": "<aws.scheduler.attempt-number>"}'
                        %% url})
        got = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=10)['Messages']
        assert [m['Body'] for m in got] == ['1'], got
        try:
            scheduler.get_schedule(Name='nope')
            raise SystemExit('no error')
        except scheduler.exceptions.ResourceNotFoundException as e:
            assert e.response['Error']['Message'] == 'Schedule nope does not exist.', e.response
        print('well')
        """
            .formatted(ROLE));
    assertThat(tool.run("python3", script.toString()).succeeded().output()).contains("well");
  }
}
