package dev.junction.server.scenario;

import static dev.junction.server.scenario.SteppedSchedules.queueArn;
import static dev.junction.server.scenario.SteppedSchedules.queueUrl;
import static dev.junction.server.scenario.SteppedSchedules.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.models.sqs.SendMessageResult;
import dev.junction.models.sqs.SqsApi;
import dev.junction.wire.protocol.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// Targets of schedules that are operations: those that work, and those that fail for a while, take
/// their time or die, with a clock that goes on for more than the day of the default retry policy.
///
/// Source of the limits: EventBridge Scheduler API reference, RetryPolicy (185 retries, 24 hours);
/// of the attributes of dead letters: User Guide, "Configuring a schedule's dead-letter queue".
final class ScheduleTargetsScenarioTest {

  private static final int EACH = 5;
  private static final String LETTERS =
      ",\"DeadLetterConfig\":{\"Arn\":\"" + queueArn("letters") + "\"}";

  private final Moody moody = new Moody();
  private final SteppedSchedules schedules = new SteppedSchedules(new SteppedServices(3, 1, moody));

  /// An operation that does to a message what its body begins with.
  private final class Moody implements SqsApi {
    private final Map<String, List<Instant>> attempts = new HashMap<>();
    private final List<String> taken = new ArrayList<>();
    private final List<Runnable> slow = new ArrayList<>();

    @Override
    public CompletionStage<Outcome<SendMessageResult>> sendMessage(
        Call call, SendMessageRequest input) {
      String body = input.messageBody();
      List<Instant> times = attempts.computeIfAbsent(body, _ -> new ArrayList<>());
      times.add(schedules.services.clock.now());
      return switch (body.substring(0, body.indexOf(' '))) {
        case "recovers" -> CompletableFuture.completedFuture(answer(body, times.size() > 7));
        case "slow" -> {
          CompletableFuture<Outcome<SendMessageResult>> later = new CompletableFuture<>();
          slow.add(() -> later.complete(answer(body, true)));
          yield later;
        }
        case "wrong" ->
            CompletableFuture.completedFuture(
                Outcome.rejected(ServiceError.client("Wrong", 400, "It is wrong.")));
        case "throttles" ->
            CompletableFuture.completedFuture(
                times.size() > 3
                    ? answer(body, true)
                    : Outcome.rejected(
                        ServiceError.client("ThrottlingException", 400, "Too fast.")));
        default -> CompletableFuture.completedFuture(answer(body, false));
      };
    }

    private List<Instant> times(String body) {
      return attempts.getOrDefault(body, List.of());
    }

    private Outcome<SendMessageResult> answer(String body, boolean takes) {
      if (!takes) {
        return Outcome.rejected(ServiceError.server("Broken", 503, "It is broken."));
      }
      taken.add(body);
      return Outcome.accepted(SendMessageResult.builder().messageId("1").build());
    }
  }

  private static String universal(String body, String more) {
    return "\"Target\":{\"Arn\":\"arn:aws:scheduler:::aws-sdk:sqs:sendMessage\",\"RoleArn\":\""
        + SteppedSchedules.ROLE
        + "\",\"Input\":\"{\\\"QueueUrl\\\":\\\""
        + queueUrl("any")
        + "\\\",\\\"MessageBody\\\":\\\""
        + body
        + "\\\"}\""
        + more
        + "}";
  }

  /// A day and a bit; ten minutes after their calls slow targets answer.
  private void letADayPass() {
    for (int second = 0; second < 1_800; second++) {
      schedules.advance(Duration.ofSeconds(1));
      if (second == 1_200) {
        moody.slow.forEach(Runnable::run);
      }
    }
    for (int step = 0; step < 9_000; step++) {
      schedules.advance(Duration.ofSeconds(10));
    }
  }

  private int createAll(String letters) {
    schedules.createQueue("letters");
    int created = 0;
    for (String mood : List.of("recovers", "slow", "wrong", "throttles", "dies")) {
      for (int i = 0; i < EACH; i++) {
        schedules.create(
            mood + i, settings("at(2026-01-02T03:10:00)", universal(mood + " " + i, letters), ""));
        created++;
      }
    }
    return created;
  }

  @Test
  void calledAndDeadLettersAreAllThatCame() {
    int created = createAll(LETTERS);
    letADayPass();
    List<String> letters = schedules.drain("letters");
    assertThat(moody.taken).doesNotHaveDuplicates().hasSize(3 * EACH);
    assertThat(letters).doesNotHaveDuplicates().hasSize(2 * EACH);
    assertThat(moody.taken.size() + letters.size()).isEqualTo(created);
    // What is wrong once is wrong again, so it is not tried.
    assertThat(moody.times("wrong 0")).hasSize(1);
    assertThat(moody.times("slow 0")).hasSize(1);
    assertThat(moody.times("throttles 0")).hasSize(4);
  }

  /// The control: what has no dead-letter queue is lost when its target dies.
  @Test
  void withoutDeadLettersSomeAreLost() {
    int created = createAll("");
    letADayPass();
    assertThat(schedules.drain("letters")).isEmpty();
    assertThat(moody.taken.size()).isEqualTo(created - 2 * EACH);
  }

  /// Ours: after a second, then after twice as long each time, up to eight minutes, with a tenth on
  /// top at most.
  @Test
  void retriesFollowTheirPolicyForADay() {
    createAll(LETTERS);
    letADayPass();
    List<Instant> times = moody.times("dies 0");
    long wanted = 1;
    for (int i = 1; i < times.size(); i++) {
      Duration delay = Duration.between(times.get(i - 1), times.get(i));
      assertThat(delay)
          .as("retry %d", i)
          .isBetween(Duration.ofSeconds(wanted), Duration.ofSeconds(wanted + wanted / 10 + 11));
      wanted = Math.min(480, 2 * wanted);
    }
    assertThat(times).hasSizeBetween(170, 186);
    assertThat(Duration.between(times.getFirst(), times.getLast()))
        .isBetween(Duration.ofHours(22), Duration.ofHours(24));
  }

  @Test
  void theNumberOfRetriesAndTheAgeAreThoseOfTheSchedule() {
    schedules.createQueue("letters");
    String retries = ",\"RetryPolicy\":{\"MaximumRetryAttempts\":2}" + LETTERS;
    schedules.create(
        "twice", settings("at(2026-01-02T03:10:00)", universal("dies twice", retries), ""));
    String age = ",\"RetryPolicy\":{\"MaximumEventAgeInSeconds\":60}" + LETTERS;
    schedules.create(
        "minute", settings("at(2026-01-02T03:10:00)", universal("dies minute", age), ""));
    for (int second = 0; second < 500; second++) {
      schedules.advance(Duration.ofSeconds(1));
    }
    assertThat(moody.times("dies twice")).hasSize(3);
    // After 1, 2, 4, 8 and 16 seconds; the next would be later than a minute.
    assertThat(moody.times("dies minute")).hasSize(6);
    String letters = schedules.receive("letters");
    assertThat(letters)
        .contains("MaximumRetryAttempts", "MaximumEventAgeInSeconds", "\"StringValue\":\"Broken\"");
  }

  /// A crash between a call and its end calls again; what has ended is not called again.
  @Test
  void aCrashBetweenCallAndEndCallsAgain() {
    schedules.createQueue("letters");
    schedules.create("s", settings("at(2026-01-02T03:10:00)", universal("slow one", LETTERS), ""));
    schedules.advance(Duration.ofMinutes(10));
    assertThat(moody.times("slow one")).hasSize(1);
    schedules.services.crash();
    assertThat(moody.times("slow one")).hasSize(2);
    moody.slow.getLast().run();
    schedules.services.run();
    schedules.services.crash();
    schedules.advance(Duration.ofDays(1));
    assertThat(moody.times("slow one")).hasSize(2);
    assertThat(schedules.drain("letters")).isEmpty();
  }

  private void createOpenQueue(String name) {
    String policy =
        "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\","
            + "\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":\\\"sqs:SendMessage\\\","
            + "\\\"Resource\\\":\\\"*\\\"}]}";
    schedules.accept(
        schedules.services.sqs(
            "CreateQueue",
            "{\"QueueName\":\"" + name + "\",\"Attributes\":{\"Policy\":\"" + policy + "\"}}"));
  }

  /// Source: User Guide, "Using templated targets", SNS `Publish`.
  @Test
  void aTopicGetsTheInputAsMessage() {
    createOpenQueue("q");
    String topic = "arn:aws:sns:us-east-1:" + SteppedServices.ACCOUNT + ":t";
    schedules.accept(schedules.services.sns("CreateTopic", Map.of("Name", "t")));
    schedules.accept(
        schedules.services.sns(
            "Subscribe",
            Map.of(
                "TopicArn", topic,
                "Protocol", "sqs",
                "Endpoint", queueArn("q"),
                "Attributes.entry.1.key", "RawMessageDelivery",
                "Attributes.entry.1.value", "true")));
    String target =
        SteppedSchedules.toQueue("q", "at <aws.scheduler.scheduled-time>")
            .replace(queueArn("q"), topic);
    schedules.create("s", settings("at(2026-01-02T03:10:00)", target, ""));
    schedules.advance(Duration.ofMinutes(5));
    assertThat(schedules.drain("q")).isEmpty();
    schedules.advance(Duration.ofMinutes(1));
    assertThat(schedules.drain("q")).containsExactly("at 2026-01-02T03:10:00Z");
  }

  /// Source: User Guide, "Using templated targets", EventBridge `PutEvents`.
  @Test
  void aBusGetsTheInputAsDetail() {
    createOpenQueue("q");
    schedules.createQueue("letters");
    schedules.accept(schedules.services.events("CreateEventBus", "{\"Name\":\"b\"}"));
    String rule = "\"EventBusName\":\"b\"";
    schedules.accept(
        schedules.services.events(
            "PutRule",
            "{\"Name\":\"r\","
                + rule
                + ",\"EventPattern\":\"{\\\"source\\\":[\\\"app\\\"],"
                + "\\\"detail-type\\\":[\\\"tick\\\"]}\"}"));
    schedules.accept(
        schedules.services.events(
            "PutTargets",
            "{\"Rule\":\"r\","
                + rule
                + ",\"Targets\":[{\"Id\":\"1\",\"Arn\":\""
                + queueArn("q")
                + "\",\"InputPath\":\"$.detail\"}]}"));
    String bus = "arn:aws:events:us-east-1:" + SteppedServices.ACCOUNT + ":event-bus/b";
    String parameters =
        LETTERS + ",\"EventBridgeParameters\":{\"Source\":\"app\",\"DetailType\":\"tick\"}";
    String target = SteppedSchedules.toQueue("q", "{\\\"n\\\":1}").replace(queueArn("q"), bus);
    String whole = target.substring(0, target.length() - 1) + parameters + "}";
    schedules.create("s", settings("at(2026-01-02T03:10:00)", whole, ""));
    schedules.create(
        "t", settings("at(2026-01-02T03:10:00)", whole.replace(bus, bus + "gone"), ""));
    String refused =
        target
            .replace(bus, "arn:aws:scheduler:::aws-sdk:eventbridge:putEvents")
            .replace(
                "{\\\"n\\\":1}",
                "{\\\"Entries\\\":[{\\\"Source\\\":\\\"app\\\",\\\"DetailType\\\":\\\"tick\\\","
                    + "\\\"Detail\\\":\\\"no JSON\\\"}]}");
    schedules.create(
        "u",
        settings(
            "at(2026-01-02T03:10:00)",
            refused.substring(0, refused.length() - 1) + LETTERS + "}",
            ""));
    schedules.advance(Duration.ofMinutes(10));
    assertThat(schedules.drain("q")).containsExactly("{\"n\":1}");
    // An entry that the bus refuses is not tried again.
    assertThat(schedules.drain("letters")).anyMatch(letter -> letter.contains("no JSON"));
  }
}
