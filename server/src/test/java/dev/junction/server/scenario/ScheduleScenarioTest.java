package dev.junction.server.scenario;

import static dev.junction.server.scenario.SteppedSchedules.ROLE;
import static dev.junction.server.scenario.SteppedSchedules.queueUrl;
import static dev.junction.server.scenario.SteppedSchedules.settings;
import static dev.junction.server.scenario.SteppedSchedules.toQueue;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Schedules with a clock that moves when the test says so. It stands at 2026-01-02T03:04:05Z at
/// first. Source of what is expected, where nothing else is said: EventBridge Scheduler User Guide,
/// "Schedule types".
final class ScheduleScenarioTest {

  private static final String TIME = "<aws.scheduler.scheduled-time>";

  private final SteppedSchedules schedules = new SteppedSchedules(3, 1);

  @Test
  void eachKindOfExpressionFiresAtItsTimes() {
    schedules.createQueue("q");
    schedules.create("rate", settings("rate(1 hour)", toQueue("q", "rate " + TIME), ""));
    schedules.create("cron", settings("cron(15 4 * * ? *)", toQueue("q", "cron " + TIME), ""));
    schedules.create("at", settings("at(2026-01-02T04:30:00)", toQueue("q", "at " + TIME), ""));
    schedules.services.run();
    assertThat(schedules.drain("q")).containsExactly("rate 2026-01-02T03:04:05Z");

    schedules.advance(Duration.ofMinutes(70).plusSeconds(54));
    assertThat(schedules.drain("q")).containsExactly("rate 2026-01-02T04:04:05Z");
    schedules.advance(Duration.ofSeconds(1));
    assertThat(schedules.drain("q")).containsExactly("cron 2026-01-02T04:15:00Z");
    schedules.advance(Duration.ofMinutes(15));
    assertThat(schedules.drain("q")).containsExactly("at 2026-01-02T04:30:00Z");
    schedules.advance(Duration.ofDays(1));
    assertThat(schedules.drain("q"))
        .hasSize(25)
        .contains("cron 2026-01-03T04:15:00Z")
        .doesNotContain("at 2026-01-02T04:30:00Z");
  }

  /// Clocks in Berlin go from 2:00 to 3:00 on 2026-03-29 and from 3:00 to 2:00 on 2026-10-25.
  @Test
  void schedulesFollowDaylightSaving() {
    schedules.createQueue("q");
    schedules.create(
        "nightly",
        settings(
            "cron(30 2 * * ? *)",
            toQueue("q", TIME),
            "\"ScheduleExpressionTimezone\":\"Europe/Berlin\","
                + "\"StartDate\":1774652400,\"EndDate\":1774960000,"));
    moveTo("2026-03-31T12:00:00Z");
    assertThat(schedules.drain("q"))
        .containsExactly("2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z");
    schedules.create(
        "autumn",
        settings(
            "cron(30 2 * * ? *)",
            toQueue("q", TIME),
            "\"ScheduleExpressionTimezone\":\"Europe/Berlin\",\"StartDate\":1792800000,"));
    moveTo("2026-10-26T12:00:00Z");
    assertThat(schedules.drain("q"))
        .containsExactly("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
  }

  /// In steps that are shorter than the age up to which a planned time counts.
  private void moveTo(String time) {
    Instant end = Instant.parse(time);
    Instant now = schedules.services.clock.now();
    while (now.isBefore(end)) {
      Duration left = Duration.between(now, end);
      Duration step = Duration.ofHours(12);
      schedules.advance(left.compareTo(step) < 0 ? left : step);
      now = schedules.services.clock.now();
    }
  }

  /// Source: as above, `StartDate` and `EndDate`; they do not concern single times.
  @Test
  void nothingFiresBeforeTheStartOrAfterTheEnd() {
    schedules.createQueue("q");
    String hours = "\"StartDate\":1767337200,\"EndDate\":1767344400,";
    schedules.create("rate", settings("rate(1 hour)", toQueue("q", "rate " + TIME), hours));
    schedules.create("at", settings("at(2026-01-02T04:30:00)", toQueue("q", "at"), hours));
    schedules.advance(Duration.ofHours(20));
    assertThat(schedules.drain("q"))
        .containsExactly(
            "at",
            "rate 2026-01-02T07:00:00Z",
            "rate 2026-01-02T08:00:00Z",
            "rate 2026-01-02T09:00:00Z");
  }

  @Test
  void aFlexibleWindowPutsTheInvocationSomewhereWithin() {
    schedules.createQueue("q");
    for (int i = 0; i < 20; i++) {
      schedules.create(
          "s" + i,
          settings("at(2026-01-02T04:00:00)", toQueue("q", TIME), "")
              .replace("\"Mode\":\"OFF\"", "\"Mode\":\"FLEXIBLE\",\"MaximumWindowInMinutes\":60"));
    }
    moveTo("2026-01-02T03:59:59Z");
    assertThat(schedules.drain("q")).isEmpty();
    moveTo("2026-01-02T04:30:00Z");
    int firstHalf = schedules.drain("q").size();
    assertThat(firstHalf).isBetween(1, 19);
    moveTo("2026-01-02T05:00:00Z");
    assertThat(schedules.drain("q")).hasSize(20 - firstHalf).containsOnly("2026-01-02T04:00:00Z");
  }

  @Test
  void anUpdateReplacesThePlanAndADisabledScheduleRests() {
    schedules.createQueue("q");
    schedules.create("s", settings("cron(0 5 * * ? *)", toQueue("q", "old"), ""));
    schedules.accept(
        schedules.services.scheduler(
            "PUT /schedules/s", settings("cron(0 6 * * ? *)", toQueue("q", "new"), "")));
    schedules.advance(Duration.ofHours(4));
    assertThat(schedules.drain("q")).containsExactly("new");
    schedules.accept(
        schedules.services.scheduler(
            "PUT /schedules/s",
            settings("cron(0 6 * * ? *)", toQueue("q", "new"), "\"State\":\"DISABLED\",")));
    schedules.advance(Duration.ofHours(20));
    assertThat(schedules.drain("q")).isEmpty();
    schedules.accept(
        schedules.services.scheduler(
            "PUT /schedules/s", settings("cron(0 6 * * ? *)", toQueue("q", "again"), "")));
    schedules.advance(Duration.ofDays(1));
    assertThat(schedules.drain("q")).containsExactly("again");
    schedules.accept(schedules.services.scheduler("DELETE /schedules/s", ""));
    schedules.advance(Duration.ofDays(2));
    assertThat(schedules.drain("q")).isEmpty();
  }

  /// Source: API reference, `ActionAfterCompletion`.
  @Test
  void aCompletedScheduleGoesIfThatIsWanted() {
    schedules.createQueue("q");
    String gone = "\"ActionAfterCompletion\":\"DELETE\",";
    schedules.create("gone", settings("at(2026-01-02T04:00:00)", toQueue("q", "1"), gone));
    schedules.create("kept", settings("at(2026-01-02T04:00:00)", toQueue("q", "2"), ""));
    schedules.advance(Duration.ofHours(1));
    assertThat(schedules.drain("q")).containsExactlyInAnyOrder("1", "2");
    assertThat(schedules.refused(schedules.services.scheduler("GET /schedules/gone", "")))
        .startsWith("ResourceNotFoundException");
    assertThat(schedules.accept(schedules.services.scheduler("GET /schedules/kept", "")))
        .contains("at(2026-01-02T04:00:00)");
  }

  @Test
  void whatAPlannedTimeLedToIsFollowedAlsoAfterACrash() {
    schedules.createQueue("q");
    schedules.create("s", settings("at(2026-01-02T04:00:00)", toQueue("q", "1"), ""));
    schedules.create(
        "u", settings("at(2026-01-02T05:00:00)", universal("<aws.scheduler.execution-id>"), ""));
    schedules.advance(Duration.ofHours(1));
    schedules.services.crash();
    String received = schedules.receive("q");
    String message = received.replaceFirst("(?s).*\"MessageId\":\"([^\"]*)\".*", "$1");
    assertThat(schedules.services.trace(message))
        .containsExactly("fired schedule/default/s", "delivered q");
    schedules.advance(Duration.ofHours(1));
    schedules.services.crash();
    String execution =
        schedules.drain("q").stream().filter(body -> !body.equals("1")).findFirst().orElseThrow();
    assertThat(schedules.services.trace(execution))
        .containsExactlyInAnyOrder(
            "fired schedule/default/u", "accepted q", "delivered sendMessage");
  }

  /// Source: User Guide, "Configuring a schedule's dead-letter queue", for the attributes.
  @Test
  void whatAQueueDoesNotTakeIsADeadLetter() {
    schedules.createQueue("letters");
    schedules.create(
        "s",
        settings(
            "at(2026-01-02T04:00:00)",
            toQueue("missing", "hello")
                .replace(
                    "\"Input\"",
                    "\"DeadLetterConfig\":{\"Arn\":\""
                        + SteppedSchedules.queueArn("letters")
                        + "\"},\"Input\""),
            ""));
    schedules.advance(Duration.ofHours(1));
    assertThat(schedules.receive("letters"))
        .contains("\"Body\":\"hello\"", "EXECUTION_ID", "SCHEDULE_ARN", "ERROR_CODE", "TARGET_ARN");
  }

  /// Source: User Guide, "Using universal targets" and "Adding context attributes".
  @Test
  void operationsOfServicesAreTargets() {
    schedules.createQueue("q");
    schedules.create("s", settings("at(2026-01-02T04:00:00)", universal("<id>"), ""));
    schedules.advance(Duration.ofHours(1));
    assertThat(schedules.drain("q")).hasSize(1).first().asString().matches("[0-9a-f]{16} 1");
    assertThat(
            schedules.refused(
                schedules.services.scheduler(
                    "POST /schedules/t",
                    settings(
                        "rate(1 hour)",
                        universal("x").replace("sqs:sendMessage", "sqs:receiveMessage"),
                        ""))))
        .contains("only read");
    assertThat(
            schedules.refused(
                schedules.services.scheduler(
                    "POST /schedules/t",
                    settings(
                        "rate(1 hour)",
                        universal("x").replace("sqs:sendMessage", "lambda:invoke"),
                        ""))))
        .contains("lambda is not a supported service for a target.");
  }

  private static String universal(String body) {
    String text =
        body.replace("<id>", "<aws.scheduler.execution-id> <aws.scheduler.attempt-number>");
    return "\"Target\":{\"Arn\":\"arn:aws:scheduler:::aws-sdk:sqs:sendMessage\",\"RoleArn\":\""
        + ROLE
        + "\",\"Input\":\"{\\\"QueueUrl\\\":\\\""
        + queueUrl("q")
        + "\\\",\\\"MessageBody\\\":\\\""
        + text
        + "\\\"}\"}";
  }

  @Test
  void whatWasMissedFiresWithinItsAge() {
    schedules.createQueue("q");
    String target =
        toQueue("q", TIME)
            .replace("\"Input\"", "\"RetryPolicy\":{\"MaximumEventAgeInSeconds\":3600},\"Input\"");
    schedules.create("s", settings("cron(0/20 * * * ? *)", target, ""));
    schedules.services.clock.advance(Duration.ofHours(5));
    schedules.services.crash();
    assertThat(schedules.drain("q"))
        .containsExactly("2026-01-02T07:20:00Z", "2026-01-02T07:40:00Z", "2026-01-02T08:00:00Z");
  }

  /// Source: API reference, DeleteScheduleGroup: the schedules of a group go with it.
  @Test
  void aGroupGoesWithItsSchedules() {
    schedules.createQueue("q");
    schedules.accept(schedules.services.scheduler("POST /schedule-groups/g", "{}"));
    for (int i = 0; i < 20; i++) {
      schedules.create(
          "s" + i, settings("cron(0 5 * * ? *)", toQueue("q", "x"), "\"GroupName\":\"g\","));
    }
    var delete = schedules.services.scheduler("DELETE /schedule-groups/g", "");
    schedules.accept(delete);
    assertThat(schedules.refused(schedules.services.scheduler("GET /schedule-groups/g", "")))
        .startsWith("ResourceNotFoundException");
    schedules.advance(Duration.ofDays(1));
    assertThat(schedules.drain("q")).isEmpty();
    schedules.accept(schedules.services.scheduler("POST /schedule-groups/g", "{}"));
    schedules.create(
        "s0", settings("cron(0 5 * * ? *)", toQueue("q", "x"), "\"GroupName\":\"g\","));
    schedules.advance(Duration.ofDays(1));
    assertThat(schedules.drain("q")).containsExactly("x");
  }

  @Test
  void theDefaultGroupIsThereFromTheStart() {
    assertThat(
            schedules.refused(schedules.services.scheduler("POST /schedule-groups/default", "{}")))
        .startsWith("ConflictException");
    assertThat(schedules.accept(schedules.services.scheduler("GET /schedule-groups/default", "")))
        .contains("ACTIVE");
  }

  @Test
  void listsHaveTheirPagesInOrder() {
    schedules.createQueue("q");
    for (int i = 0; i < 25; i++) {
      schedules.create("s%02d".formatted(i), settings("cron(0 5 * * ? *)", toQueue("q", "x"), ""));
    }
    List<String> names = new ArrayList<>();
    String token = "";
    do {
      String page =
          schedules.accept(
              schedules.services.scheduler(
                  "GET /schedules?MaxResults=10&NamePrefix=s" + token, ""));
      var name = Pattern.compile("\"Name\":\"(s[0-9]+)\"").matcher(page);
      while (name.find()) {
        names.add(name.group(1));
      }
      var next = Pattern.compile("\"NextToken\":\"([^\"]+)\"").matcher(page);
      token = next.find() ? "&NextToken=" + next.group(1).replace("=", "%3D") : "";
    } while (!token.isEmpty());
    assertThat(names).isEqualTo(IntStream.range(0, 25).mapToObj("s%02d"::formatted).toList());
  }
}
