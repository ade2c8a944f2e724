package dev.junction.server.scenario;

import static dev.junction.server.scenario.SteppedSchedules.settings;
import static dev.junction.server.scenario.SteppedSchedules.toQueue;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A wall clock that is stepped by a day, and many schedules for one time: each planned time fires
/// once. Source: what the project promises in `docs/guarantees.md` about schedules.
final class ScheduleClockScenarioTest {

  private static final String TIME = "<aws.scheduler.scheduled-time>";

  private final SteppedSchedules schedules = new SteppedSchedules(4, 1);

  /// Lets time pass in steps in which the engine looks at the wall clock.
  private void pass(Duration time) {
    for (Duration gone = Duration.ZERO;
        gone.compareTo(time) < 0;
        gone = gone.plus(Duration.ofMinutes(10))) {
      schedules.advance(Duration.ofMinutes(10));
    }
  }

  private void createHourly() {
    schedules.createQueue("q");
    schedules.create("c", settings("cron(0 * * * ? *)", toQueue("q", "c " + TIME), ""));
    schedules.create("r", settings("rate(1 hour)", toQueue("q", "r " + TIME), ""));
    schedules.create("a", settings("at(2026-01-02T08:30:00)", toQueue("q", "a " + TIME), ""));
    schedules.create("b", settings("at(2026-01-03T08:30:00)", toQueue("q", "b " + TIME), ""));
  }

  /// The clock began at 2026-01-02T03:04:05Z.
  private static List<String> planned(Instant until) {
    List<String> all = new ArrayList<>();
    for (Instant time = Instant.parse("2026-01-02T04:00:00Z");
        !time.isAfter(until);
        time = time.plus(Duration.ofHours(1))) {
      all.add("c " + time);
    }
    for (Instant time = Instant.parse("2026-01-02T03:04:05Z");
        !time.isAfter(until);
        time = time.plus(Duration.ofHours(1))) {
      all.add("r " + time);
    }
    all.add("a 2026-01-02T08:30:00Z");
    if (!until.isBefore(Instant.parse("2026-01-03T08:30:00Z"))) {
      all.add("b 2026-01-03T08:30:00Z");
    }
    return all;
  }

  @Test
  void aWallClockThatIsPutForwardFiresWhatItPassed() {
    createHourly();
    pass(Duration.ofHours(6));
    schedules.services.shifted.shift(Duration.ofDays(1));
    // It is looked at within a second; the retry age of what was passed is a day.
    schedules.advance(Duration.ofSeconds(1));
    assertThat(schedules.drain("q"))
        .containsExactlyInAnyOrderElementsOf(planned(schedules.services.shifted.now()));
    pass(Duration.ofHours(3));
    assertThat(schedules.drain("q"))
        .containsExactlyInAnyOrder(
            "c 2026-01-03T10:00:00Z",
            "c 2026-01-03T11:00:00Z",
            "c 2026-01-03T12:00:00Z",
            "r 2026-01-03T10:04:05Z",
            "r 2026-01-03T11:04:05Z",
            "r 2026-01-03T12:04:05Z");
  }

  /// The control of these comparisons: a clock that nobody puts forward, whose planned times are
  /// those of a day more.
  @Test
  void theControlWhoseClockStaysMissesPlannedTimes() {
    createHourly();
    pass(Duration.ofHours(6));
    schedules.advance(Duration.ofSeconds(1));
    Instant other = schedules.services.shifted.now().plus(Duration.ofDays(1));
    List<String> missed = planned(other);
    missed.removeAll(schedules.drain("q"));
    assertThat(missed).hasSize(2 * 24 + 1);
  }

  @Test
  void aWallClockThatIsPutBackFiresNothingAgain() {
    createHourly();
    pass(Duration.ofHours(30));
    schedules.services.shifted.shift(Duration.ofDays(-1));
    pass(Duration.ofHours(24));
    List<String> fired = schedules.drain("q");
    assertThat(fired)
        .containsExactlyInAnyOrderElementsOf(planned(Instant.parse("2026-01-03T09:04:05Z")));
    pass(Duration.ofHours(2));
    assertThat(schedules.drain("q"))
        .containsExactlyInAnyOrder(
            "c 2026-01-03T10:00:00Z",
            "c 2026-01-03T11:00:00Z",
            "r 2026-01-03T10:04:05Z",
            "r 2026-01-03T11:04:05Z");
  }

  @Test
  void aRestartWithAnotherWallClockFiresNothingAgain() {
    createHourly();
    pass(Duration.ofHours(30));
    schedules.services.shifted.shift(Duration.ofDays(-1));
    schedules.services.crash();
    pass(Duration.ofHours(12));
    schedules.services.shifted.shift(Duration.ofDays(1));
    schedules.services.crash();
    schedules.advance(Duration.ofSeconds(1));
    assertThat(schedules.drain("q"))
        .containsExactlyInAnyOrderElementsOf(planned(schedules.services.shifted.now()));
  }

  @Test
  void manySchedulesOfOneMinuteFireOnceEach() {
    schedules.createQueue("q");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Instant time = Instant.parse("2026-01-02T04:00:00Z").plusSeconds(i % 60);
      String at = "at(" + time.toString().replace("Z", ")");
      schedules.create("s" + i, settings(at, toQueue("q", i + " " + TIME), ""));
      expected.add(i + " " + time);
    }
    schedules.advance(Duration.ofMinutes(55).plusSeconds(54));
    assertThat(schedules.drain("q")).isEmpty();
    schedules.advance(Duration.ofSeconds(1));
    assertThat(schedules.drain("q")).hasSize(34).allMatch(each -> each.endsWith("04:00:00Z"));
    schedules.advance(Duration.ofSeconds(59));
    expected.removeIf(each -> each.endsWith("04:00:00Z"));
    assertThat(schedules.drain("q")).containsExactlyInAnyOrderElementsOf(expected);
  }
}
