package dev.junction.conformance.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.junction.conformance.Clients;
import dev.junction.server.Junction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.Target;
import software.amazon.awssdk.services.scheduler.model.ValidationException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// When schedules fire, what their targets get and what becomes of failures, through the AWS SDK
/// and by a held clock.
///
/// Source: EventBridge Scheduler User Guide, "Schedule types", "Configuring flexible time windows",
/// "Using universal targets", "Configuring a schedule's dead-letter queue"; AWS Compute Blog,
/// "Automatically delete schedules upon completion"; of the names in inputs of universal targets:
/// what the real service refused of `eks:updateNodegroupConfig` and `ecs:runTask`.
final class SchedulerFiringConformanceTest {

  private static final String ROLE = "arn:aws:iam::000000000000:role/fires";
  private static final String QUEUE = "arn:aws:sqs:eu-central-1:000000000000:";
  private static final String BUS = "arn:aws:events:eu-central-1:000000000000:event-bus/";
  private static final String TIME = "<aws.scheduler.scheduled-time>";
  private static final Instant START = Instant.parse("2047-03-01T00:00:00Z");

  @AutoClose private final Junction junction = Junction.builder().ephemeral().port(0).start();

  @AutoClose
  private final SchedulerClient scheduler = Clients.of(SchedulerClient.builder(), junction);

  @AutoClose private final SqsClient sqs = Clients.of(SqsClient.builder(), junction);
  private String queue = "";
  private String dead = "";

  @BeforeEach
  void holdTheClock() {
    junction.clock().hold(START);
    queue = sqs.createQueue(r -> r.queueName("fired")).queueUrl();
    dead = sqs.createQueue(r -> r.queueName("dead")).queueUrl();
  }

  private static CreateScheduleRequest.Builder schedule(String name, String expression) {
    return CreateScheduleRequest.builder()
        .name(name)
        .scheduleExpression(expression)
        .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
        .target(target(QUEUE + "fired", TIME).build());
  }

  private static Target.Builder target(String arn, String input) {
    return Target.builder()
        .arn(arn)
        .roleArn(ROLE)
        .input(input)
        .deadLetterConfig(d -> d.arn(QUEUE + "dead"));
  }

  private static CreateScheduleRequest universal(String name, String action, String input) {
    return schedule(name, "rate(1 day)")
        .target(target("arn:aws:scheduler:::aws-sdk:" + action, input).build())
        .build();
  }

  /// As many messages as are wanted; more of them would be seen by what is wanted next.
  private List<Message> receive(String url, int count) {
    List<Message> all = new ArrayList<>();
    await()
        .until(
            () -> {
              all.addAll(
                  sqs.receiveMessage(
                          r ->
                              r.queueUrl(url)
                                  .maxNumberOfMessages(10)
                                  .messageAttributeNames("All")
                                  .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                      .messages());
              return all.size() >= count;
            });
    all.forEach(m -> sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(m.receiptHandle())));
    return all;
  }

  private static String note(Message letter, String name) {
    return Objects.requireNonNull(letter.messageAttributes().get(name)).stringValue();
  }

  private List<String> bodies(int count) {
    return receive(queue, count).stream().map(Message::body).sorted().toList();
  }

  private void gone(String name) {
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> scheduler.getSchedule(r -> r.name(name)))
                    .isInstanceOf(ResourceNotFoundException.class));
  }

  private static String at(Instant time) {
    return "at("
        + DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
            LocalDateTime.ofInstant(time, ZoneOffset.UTC))
        + ")";
  }

  /// What a day brings. Two days at once would be more than the age that an event may have.
  private String day() {
    junction.clock().advance(Duration.ofDays(1));
    return bodies(1).getFirst();
  }

  @Test
  void daylightSavingLeavesOutAndRepeats() {
    junction.clock().hold(Instant.parse("2047-03-30T00:00:00Z"));
    scheduler.createSchedule(
        schedule("night", "cron(30 2 * * ? *)")
            .scheduleExpressionTimezone("Europe/Berlin")
            .build());
    assertThat(day()).isEqualTo("2047-03-30T01:30:00Z");
    // The time that the 31st does not have; another one would come before the next.
    junction.clock().advance(Duration.ofDays(1));
    assertThat(day()).isEqualTo("2047-04-01T00:30:00Z");
    assertThat(day()).isEqualTo("2047-04-02T00:30:00Z");
    scheduler.deleteSchedule(r -> r.name("night"));
    junction.clock().hold(Instant.parse("2047-10-26T00:00:00Z"));
    scheduler.createSchedule(
        schedule("autumn", "cron(30 2 * * ? *)")
            .scheduleExpressionTimezone("Europe/Berlin")
            .build());
    assertThat(day()).isEqualTo("2047-10-26T00:30:00Z");
    assertThat(day()).isEqualTo("2047-10-27T00:30:00Z");
    assertThat(day()).isEqualTo("2047-10-28T01:30:00Z");
  }

  @Test
  void zonesThatAreLinksAreZones() {
    for (String zone : List.of("EST", "MST", "HST", "ROC", "GMT+0", "GMT-0", "PRC", "Etc/GMT+5")) {
      scheduler.createSchedule(
          schedule("in" + zone.hashCode(), "cron(0 12 2 3 ? 2047)")
              .scheduleExpressionTimezone(zone)
              .target(target(QUEUE + "fired", zone + " " + TIME).build())
              .build());
    }
    junction.clock().advance(Duration.ofHours(47));
    assertThat(bodies(8))
        .containsExactly(
            "EST 2047-03-02T17:00:00Z",
            "Etc/GMT+5 2047-03-02T17:00:00Z",
            "GMT+0 2047-03-02T12:00:00Z",
            "GMT-0 2047-03-02T12:00:00Z",
            "HST 2047-03-02T22:00:00Z",
            "MST 2047-03-02T19:00:00Z",
            "PRC 2047-03-02T04:00:00Z",
            "ROC 2047-03-02T04:00:00Z");
    assertThatThrownBy(
            () ->
                scheduler.createSchedule(
                    schedule("no", "rate(1 day)").scheduleExpressionTimezone("EDT").build()))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void aFlexibleWindowSpreadsCallsOverItsMinutes() {
    Instant planned = START.plus(Duration.ofMinutes(5));
    for (int i = 0; i < 10; i++) {
      scheduler.createSchedule(
          schedule("flexible" + i, at(planned))
              .flexibleTimeWindow(
                  w -> w.mode(FlexibleTimeWindowMode.FLEXIBLE).maximumWindowInMinutes(30))
              .build());
    }
    for (int minute = 0; minute < 36; minute++) {
      junction.clock().advance(Duration.ofMinutes(1));
    }
    List<Instant> sent =
        receive(queue, 10).stream()
            .map(m -> m.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP))
            .map(text -> Instant.ofEpochMilli(Long.parseLong(Objects.requireNonNull(text))))
            .toList();
    assertThat(sent)
        .hasSize(10)
        .allMatch(time -> !time.isBefore(planned))
        .allMatch(time -> !time.isAfter(planned.plus(Duration.ofMinutes(31))))
        .anyMatch(time -> time.isAfter(planned.plus(Duration.ofMinutes(1))));
  }

  @Test
  void aRateRunsFromItsStartToItsEndAndIsDeletedThen() {
    Instant start = START.plus(Duration.ofMinutes(10));
    scheduler.createSchedule(
        schedule("bounded", "rate(7 minutes)")
            .startDate(start)
            .endDate(start.plus(Duration.ofMinutes(20)))
            .actionAfterCompletion("DELETE")
            .build());
    scheduler.createSchedule(schedule("kept", at(start)).build());
    for (int minute = 0; minute < 40; minute++) {
      junction.clock().advance(Duration.ofMinutes(1));
    }
    assertThat(bodies(4))
        .containsExactly(
            "2047-03-01T00:10:00Z",
            "2047-03-01T00:10:00Z",
            "2047-03-01T00:17:00Z",
            "2047-03-01T00:24:00Z");
    gone("bounded");
    assertThat(scheduler.getSchedule(r -> r.name("kept")).stateAsString()).isEqualTo("ENABLED");
  }

  @Test
  void aScheduleThatCannotFireAnyMoreIsDeletedIfItAsksForIt() {
    Instant past = START.minus(Duration.ofDays(1));
    List<CreateScheduleRequest.Builder> never =
        List.of(
            schedule("past", at(past)),
            schedule("ended", "rate(1 day)").endDate(past),
            schedule("february", "cron(0 0 31 2 ? *)"));
    never.forEach(each -> scheduler.createSchedule(each.build()));
    assertThat(scheduler.listSchedules(r -> r.maxResults(10)).schedules()).hasSize(3);
    for (CreateScheduleRequest.Builder each : never) {
      CreateScheduleRequest request = each.build();
      scheduler.updateSchedule(
          r ->
              r.name(request.name())
                  .scheduleExpression(request.scheduleExpression())
                  .endDate(request.endDate())
                  .flexibleTimeWindow(request.flexibleTimeWindow())
                  .target(request.target())
                  .actionAfterCompletion("DELETE"));
      gone(request.name());
      scheduler.createSchedule(each.actionAfterCompletion("DELETE").build());
      gone(request.name());
    }
    scheduler.createSchedule(schedule("off", at(past)).state("DISABLED").build());
    assertThat(scheduler.getSchedule(r -> r.name("off")).stateAsString()).isEqualTo("DISABLED");
  }

  @Test
  void membersOfUniversalTargetsBeginWithACapital() {
    try (CloudWatchLogsClient logs = Clients.of(CloudWatchLogsClient.builder(), junction)) {
      scheduler.createSchedule(
          universal(
              "capital",
              "cloudwatchlogs:createLogGroup",
              "{\"LogGroupName\":\"/capital\",\"Tags\":{\"key\":\"v\"}}"));
      scheduler.createSchedule(
          universal("small", "cloudwatchlogs:createLogGroup", "{\"logGroupName\":\"/small\"}"));
      await().until(() -> logs.describeLogGroups().logGroups().size() == 2);
      String arn =
          logs.describeLogGroups(r -> r.logGroupNamePrefix("/capital"))
              .logGroups()
              .getFirst()
              .logGroupArn();
      // Keys of maps are no members.
      assertThat(logs.listTagsForResource(r -> r.resourceArn(arn)).tags())
          .isEqualTo(Map.of("key", "v"));
    }
  }

  @Test
  void whatIsMissingInAnInputIsRefusedByName() {
    String missing =
        "Invalid RequestJson provided. Reason Request payload is missing the following field(s): ";
    refused(universal("none", "sqs:sendMessage", "{}"), missing + "QueueUrl, MessageBody.");
    refused(universal("none", "cloudwatchlogs:createLogGroup", "{}"), missing + "LogGroupName.");
    refused(universal("none", "sqs:sendMessage", "text"), "Invalid RequestJson provided.");
    scheduler.createSchedule(schedule("updated", "rate(1 day)").build());
    assertThatThrownBy(
            () ->
                scheduler.updateSchedule(
                    r ->
                        r.name("updated")
                            .scheduleExpression("rate(1 day)")
                            .flexibleTimeWindow(w -> w.mode("OFF"))
                            .target(universal("u", "sqs:sendMessage", "{}").target())))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(missing + "QueueUrl, MessageBody.");
  }

  private void refused(CreateScheduleRequest request, String message) {
    assertThatThrownBy(() -> scheduler.createSchedule(request))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(message);
  }

  /// Targets name services as SDKs do. Source: User Guide, "Using universal targets"; the sentence
  /// is what the real service said of `backup` (hashicorp/terraform-provider-aws#29339).
  @Test
  void servicesThatNoSdkCallsSoAreNoTargets() {
    String group = "{\"LogGroupName\":\"g\"}";
    refused(universal("our", "logs:createLogGroup", group), unsupported("logs"));
    refused(universal("our", "events:putEvents", "{\"Entries\":[]}"), unsupported("events"));
    refused(universal("our", "kinesis:putRecord", "{}"), unsupported("kinesis"));
    String schedule = "arn:aws:scheduler:eu-central-1:000000000000:schedule/default/s";
    refused(
        schedule("our", "rate(1 day)").target(target(schedule, "i").build()).build(),
        unsupported("scheduler"));
    scheduler.createSchedule(universal("sdk", "cloudwatchlogs:createLogGroup", group));
    scheduler.createSchedule(universal("capital", "cloudwatchlogs:CreateLogGroup", group));
    refused(universal("no", "sqs:fly", "{}"), "there is no operation Fly of sqs here.");
  }

  private static String unsupported(String service) {
    return service + " is not a supported service for a target.";
  }

  @Test
  void readingOperationsAreNoTargets() {
    String input = "{\"QueueUrl\":\"" + queue + "\"}";
    refused(universal("reads", "sqs:receiveMessage", input), "only read");
    refused(universal("reads", "sqs:ReceiveMessage", input), "only read");
  }

  @Test
  void aBusGetsItsEvent() {
    try (EventBridgeClient events = Clients.of(EventBridgeClient.builder(), junction)) {
      events.putRule(r -> r.name("shop").eventPattern("{\"source\":[\"shop\"]}"));
      var fired =
          software.amazon.awssdk.services.eventbridge.model.Target.builder()
              .id("1")
              .arn(QUEUE + "fired")
              .build();
      events.putTargets(r -> r.rule("shop").targets(fired));
      sqs.setQueueAttributes(
          r ->
              r.queueUrl(queue)
                  .attributes(
                      Map.of(
                          QueueAttributeName.POLICY,
                          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                              + "\"Principal\":\"*\",\"Action\":\"sqs:SendMessage\",\"Resource\":\""
                              + QUEUE
                              + "fired\"}]}")));
      scheduler.createSchedule(onBus("{\"at\":\"" + TIME + "\"}"));
      assertThat(bodies(1).getFirst())
          .contains("\"source\":\"shop\"", "\"detail-type\":\"Opened\"")
          .contains("\"detail\":{\"at\":\"2047-03-01T00:00:00Z\"}");
    }
    refused(onBus("no JSON"), "Invalid RequestJson provided.");
    refused(onBus("[1]"), "Invalid RequestJson provided.");
  }

  private static CreateScheduleRequest onBus(String input) {
    return schedule("bus", "rate(1 day)")
        .target(
            target(BUS + "default", input)
                .eventBridgeParameters(e -> e.source("shop").detailType("Opened"))
                .build())
        .build();
  }

  /// It is no fault of the server, so that it is not tried again.
  @Test
  void whatABusRefusesIsADeadLetterWithItsReason() {
    scheduler.createSchedule(
        universal(
            "malformed",
            "eventbridge:putEvents",
            "{\"Entries\":[{\"Source\":\"s\",\"DetailType\":\"t\",\"Detail\":\"{}\"},"
                + "{\"Source\":\"s\",\"DetailType\":\"t\",\"Detail\":\"no JSON\"}]}"));
    Message letter = receive(dead, 1).getFirst();
    assertThat(note(letter, "ERROR_CODE")).isEqualTo("MalformedDetail");
    assertThat(note(letter, "ERROR_MESSAGE")).isEqualTo("Detail is malformed.");
    assertThat(note(letter, "RETRY_ATTEMPTS")).isEqualTo("0");
  }

  @Test
  void whatATargetRefusesIsADeadLetter() {
    scheduler.createSchedule(
        schedule("nowhere", "rate(1 day)")
            .target(target(QUEUE + "nowhere", "lost").build())
            .build());
    Message letter = receive(dead, 1).getFirst();
    assertThat(letter.body()).isEqualTo("lost");
    String schedules = "arn:aws:scheduler:eu-central-1:000000000000:schedule/default/";
    assertIsLetter(letter, schedules + "nowhere", QUEUE + "nowhere");
    scheduler.createSchedule(
        universal(
            "operation",
            "sqs:sendMessage",
            "{\"QueueUrl\":\"" + queue.replace("fired", "nowhere") + "\",\"MessageBody\":\"b\"}"));
    assertIsLetter(
        receive(dead, 1).getFirst(),
        schedules + "operation",
        "arn:aws:scheduler:::aws-sdk:sqs:sendMessage");
  }

  /// A letter as the User Guide shows one for a queue that is not there.
  private static void assertIsLetter(Message letter, String schedule, String target) {
    assertThat(letter.messageAttributes().keySet())
        .containsExactlyInAnyOrder(
            "ERROR_CODE",
            "ERROR_MESSAGE",
            "EXECUTION_ID",
            "IS_PAYLOAD_TRUNCATED",
            "RETRY_ATTEMPTS",
            "SCHEDULED_TIME",
            "SCHEDULE_ARN",
            "TARGET_ARN");
    assertThat(letter.messageAttributes().values())
        .allSatisfy(attribute -> assertThat(attribute.dataType()).isEqualTo("String"));
    assertThat(note(letter, "ERROR_CODE")).isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
    assertThat(note(letter, "IS_PAYLOAD_TRUNCATED")).isEqualTo("false");
    assertThat(note(letter, "RETRY_ATTEMPTS")).isEqualTo("0");
    assertThat(note(letter, "SCHEDULED_TIME")).isEqualTo("2047-03-01T00:00:00Z");
    assertThat(note(letter, "SCHEDULE_ARN")).isEqualTo(schedule);
    assertThat(note(letter, "TARGET_ARN")).isEqualTo(target);
  }

  /// Whatever else is missing, and also where nothing else is; as `SendMessage` itself answers.
  @Test
  void aLetterSaysThatAFifoQueueNeedsAGroup() {
    for (String byContent : List.of("false", "true")) {
      String name = "by-content-" + byContent;
      sqs.createQueue(
          r ->
              r.queueName(name + ".fifo")
                  .attributes(
                      Map.of(
                          QueueAttributeName.FIFO_QUEUE,
                          "true",
                          QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
                          byContent)));
      scheduler.createSchedule(
          schedule(name, "rate(1 day)")
              .target(target(QUEUE + name + ".fifo", "ungrouped").build())
              .build());
      Message letter = receive(dead, 1).getFirst();
      assertThat(note(letter, "ERROR_CODE")).isEqualTo("MissingParameter");
      assertThat(note(letter, "ERROR_MESSAGE"))
          .isEqualTo("The request must contain the parameter MessageGroupId.");
    }
  }

  @Test
  void whatWasMissedWhileTheServerWasDownComesWhenItIsBack(@TempDir Path folder) {
    Instant planned = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(4);
    try (Junction before = Junction.builder().data(folder).port(0).start();
        SchedulerClient client = Clients.of(SchedulerClient.builder(), before);
        SqsClient queues = Clients.of(SqsClient.builder(), before)) {
      queues.createQueue(r -> r.queueName("fired"));
      client.createSchedule(
          schedule("missed", at(planned)).actionAfterCompletion("DELETE").build());
    }
    await().until(() -> Instant.now().isAfter(planned));
    try (Junction after = Junction.builder().data(folder).port(0).start();
        SchedulerClient client = Clients.of(SchedulerClient.builder(), after);
        SqsClient queues = Clients.of(SqsClient.builder(), after)) {
      String url = queues.getQueueUrl(r -> r.queueName("fired")).queueUrl();
      assertThat(
              queues.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(10)).messages().stream()
                  .map(Message::body))
          .containsExactly(planned.toString());
      assertThatThrownBy(() -> client.getSchedule(r -> r.name("missed")))
          .isInstanceOf(ResourceNotFoundException.class);
    }
  }
}
