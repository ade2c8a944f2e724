package dev.junction.server.scenario;

import static dev.junction.server.scenario.SteppedBuses.queueArn;
import static dev.junction.server.scenario.SteppedBuses.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rules with schedules and a clock that is moved. Source: what the project promises in
/// `docs/services/events.md`.
final class RuleClockScenarioTest {

  /// Where the clock begins.
  private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");

  private final SteppedBuses buses = new SteppedBuses(4, 1);

  @BeforeEach
  void everyMinute() {
    buses.createQueue("q");
    buses.accept("PutRule", "{'Name':'r','ScheduleExpression':'rate(1 minute)'}");
    buses.accept(
        "PutTargets",
        "{'Rule':'r','Targets':[" + target("q", queueArn("q"), ",'InputPath':'$.time'") + "]}");
  }

  private static List<String> minutes(Instant first, int count) {
    return Stream.iterate(first, minute -> minute.plusSeconds(60))
        .limit(count)
        .map(minute -> "\"" + minute + "\"")
        .toList();
  }

  private void advance(Duration by) {
    buses.services.clock.advance(by);
    buses.services.run();
  }

  @Test
  void everyPlannedTimeThatTheClockIsMovedOverFires() {
    advance(Duration.ofHours(1));
    assertThat(buses.drain("q"))
        .containsExactlyInAnyOrderElementsOf(minutes(BEGIN.plusSeconds(60), 60));
    advance(Duration.ofMinutes(1));
    assertThat(buses.drain("q")).isEqualTo(minutes(BEGIN.plusSeconds(61 * 60), 1));
  }

  @Test
  void ofAClockThatIsMovedFarTheLastDayFiresAndWhatWasBeforeOnce() {
    buses.accept("PutRule", "{'Name':'r','ScheduleExpression':'rate(1 hour)'}");
    advance(Duration.ofDays(30));
    Instant lastDay = BEGIN.plus(Duration.ofDays(29));
    assertThat(buses.drain("q"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of(BEGIN.plus(Duration.ofHours(1))),
                    LongStream.rangeClosed(1, 24)
                        .mapToObj(hour -> lastDay.plus(Duration.ofHours(hour))))
                .map(time -> "\"" + time + "\"")
                .toList());
    advance(Duration.ofHours(1));
    assertThat(buses.drain("q")).hasSize(1);
  }

  @Test
  void whatPassedWhileTheServerWasDownFiresOnce() {
    advance(Duration.ofMinutes(1));
    assertThat(buses.drain("q")).hasSize(1);
    buses.services.shifted.shift(Duration.ofSeconds(30 * 60 + 30));
    buses.services.crash();
    advance(Duration.ofSeconds(1));
    assertThat(buses.drain("q")).isEqualTo(minutes(BEGIN.plusSeconds(120), 1));
    advance(Duration.ofMinutes(3));
    assertThat(buses.drain("q"))
        .containsExactlyInAnyOrderElementsOf(minutes(BEGIN.plusSeconds(32 * 60), 3));
  }
}
