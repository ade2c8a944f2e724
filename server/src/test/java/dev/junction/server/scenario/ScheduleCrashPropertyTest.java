package dev.junction.server.scenario;

import static dev.junction.server.scenario.SteppedSchedules.settings;
import static dev.junction.server.scenario.SteppedSchedules.toQueue;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Crashes at any moment, with the clock going on between: each planned time of a schedule puts one
/// message into its queue, and calls an operation at least once.
///
/// Source: what the project promises in `docs/guarantees.md` about schedules.
final class ScheduleCrashPropertyTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final String NAME = "<aws.scheduler.scheduled-time>";

  @Test
  void eachPlannedTimeFiresOnceOverCrashes() {
    for (long seed = 1; seed <= 20; seed++) {
      runWithCrashes(seed);
    }
  }

  private void runWithCrashes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SteppedSchedules schedules = new SteppedSchedules(4, seed);
    schedules.createQueue("q");
    schedules.createQueue("called");
    for (int i = 0; i < 3; i++) {
      schedules.create(
          "s" + i, settings("rate(" + (7 + i) + " minutes)", toQueue("q", i + NAME), ""));
    }
    schedules.create("u", settings("rate(10 minutes)", universal(), ""));
    for (int round = 0; round < 20; round++) {
      boolean held = random.nextInt(3) == 0;
      if (held) {
        schedules.services.journals.hold();
      }
      schedules.services.clock.advance(Duration.ofSeconds(random.nextInt(1, 1_500)));
      schedules.services.run(random.nextInt(60));
      if (held && random.nextBoolean()) {
        schedules.services.journals.release();
        schedules.services.run(random.nextInt(20));
      }
      schedules.services.crash();
    }
    schedules.services.run();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      expected.addAll(planned(schedules, 7 + i, String.valueOf(i)));
    }
    assertThat(schedules.drain("q"))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(schedules.drain("called"))
        .as("seed %d", seed)
        .containsAll(planned(schedules, 10, ""))
        .allMatch(planned(schedules, 10, "")::contains);
  }

  private static List<String> planned(SteppedSchedules schedules, int minutes, String prefix) {
    List<String> times = new ArrayList<>();
    Instant now = schedules.services.clock.now();
    for (Instant time = START; !time.isAfter(now); time = time.plusSeconds(60L * minutes)) {
      times.add(prefix + time);
    }
    return times;
  }

  private static String universal() {
    return "\"Target\":{\"Arn\":\"arn:aws:scheduler:::aws-sdk:sqs:sendMessage\",\"RoleArn\":\""
        + SteppedSchedules.ROLE
        + "\",\"Input\":\"{\\\"QueueUrl\\\":\\\""
        + SteppedSchedules.queueUrl("called")
        + "\\\",\\\"MessageBody\\\":\\\""
        + NAME
        + "\\\"}\"}";
  }
}
