package dev.junction.engine;

import static dev.junction.engine.SteppedEngine.START;
import static dev.junction.engine.SteppedEngine.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.run.Runner;
import dev.junction.kernel.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Durable timers and volatile wakes as a service sees them.
final class TimerScenarioTest {

  private final SteppedEngine bench = new SteppedEngine(2);

  @Test
  void aTimerFiresOnceWhenItIsDue() {
    bench.perform(0, Counters.addLater(START.plusSeconds(10), "id", "a", 5));
    bench.advance(Duration.ofSeconds(9));
    assertThat(bench.value(0, "a")).isZero();

    bench.advance(Duration.ofSeconds(1));
    bench.advance(Duration.ofDays(1));
    assertThat(bench.value(0, "a")).isEqualTo(5);
  }

  @Test
  void aTimerThatIsDueAlreadyFiresAtOnce() {
    bench.perform(0, Counters.addLater(START.minusSeconds(10), "id", "a", 5));
    assertThat(bench.value(0, "a")).isEqualTo(5);
  }

  @Test
  void aTimerSurvivesARestart() {
    bench.perform(0, Counters.addLater(START.plusSeconds(10), "id", "a", 5));
    bench.crash();
    bench.advance(Duration.ofSeconds(10));
    bench.restart();
    assertThat(bench.value(0, "a")).isEqualTo(5);
  }

  @Test
  void aTimerThatFiredIsGoneForGood() {
    bench.perform(0, Counters.addLater(START.plusSeconds(10), "id", "a", 5));
    bench.advance(Duration.ofSeconds(10));
    bench.crash();
    assertThat(bench.value(0, "a")).isEqualTo(5);
  }

  @Test
  void aTimerWhoseEffectWasLostFiresAgain() {
    bench.perform(0, Counters.addLater(START.plusSeconds(10), "id", "a", 5));
    bench.journals.hold();
    bench.advance(Duration.ofSeconds(10));
    bench.crash();
    assertThat(bench.value(0, "a")).isEqualTo(5);
  }

  @Test
  void aCancelledTimerDoesNotFire() {
    bench.perform(0, Counters.addLater(START.plusSeconds(10), "id", "a", 5));
    bench.perform(0, Counters.cancelLater(START.plusSeconds(10), "id"));
    bench.perform(0, Counters.cancelLater(START.plusSeconds(10), "never set"));
    bench.advance(Duration.ofSeconds(20));
    assertThat(bench.value(0, "a")).isZero();
  }

  @Test
  void theSameTimerTakesTheNewPayload() {
    bench.perform(0, Counters.addLater(START.plusSeconds(10), "id", "a", 5));
    bench.perform(0, Counters.addLater(START.plusSeconds(10), "id", "a", 7));
    bench.advance(Duration.ofSeconds(20));
    assertThat(bench.value(0, "a")).isEqualTo(7);
  }

  @Test
  void manyMoreTimersThanTheWindowHoldsAllFire() {
    for (int i = 0; i < 10_000; i++) {
      long due = 1 + i * 7919L % 10_000;
      bench.perform(0, Counters.addLater(START.plusSeconds(due), "id" + i, "a", 1));
    }
    assertThat(bench.engine().statistics().get(0).timersInMemory()).isLessThanOrEqualTo(2_048);

    bench.advance(Duration.ofSeconds(5_000));
    assertThat(bench.value(0, "a")).isEqualTo(5_000);
    bench.crash();
    bench.advance(Duration.ofSeconds(5_000));
    assertThat(bench.value(0, "a")).isEqualTo(10_000);
  }

  @Test
  void wakesRunInTheOrderOfTheirTimes() {
    List<Integer> ran = new ArrayList<>();
    bench.perform(
        0,
        (_, tx) -> {
          for (int second : new int[] {3, 1, 2, 5}) {
            tx.wakeAt(
                tx.nanos() + Duration.ofSeconds(second).toNanos(),
                (_, _) -> {
                  ran.add(second);
                  return Outcome.accepted(second);
                });
          }
          return Outcome.accepted(0);
        });

    bench.advance(Duration.ofSeconds(2));
    assertThat(ran).containsExactly(1, 2);
    bench.advance(Duration.ofSeconds(2));
    assertThat(ran).containsExactly(1, 2, 3);
  }

  @Test
  void aCancelledWakeDoesNotRun() {
    Transaction.Wake wake =
        accepted(
            bench.submit(
                0,
                (_, tx) -> Outcome.accepted(tx.wakeAt(tx.nanos() + 1_000, Counters.add("a", 1)))));
    bench.perform(
        0,
        (_, _) -> {
          wake.cancel();
          return Outcome.accepted(0);
        });
    bench.advance(Duration.ofSeconds(1));

    assertThat(bench.value(0, "a")).isZero();
    assertThat(bench.engine().statistics().get(0).wakes()).isZero();
  }

  @Test
  void wakesAreForgottenAtARestart() {
    bench.perform(
        0, (_, tx) -> Outcome.accepted(tx.wakeAt(tx.nanos() + 1_000, Counters.add("a", 1))));
    bench.crash();
    bench.advance(Duration.ofSeconds(1));
    assertThat(bench.value(0, "a")).isZero();
  }

  @Test
  void anIdleEngineIsNeverWoken() {
    bench.perform(0, Counters.add("a", 1));
    bench.perform(0, Counters.transfer("a", 1, "b", 1));
    assertThat(bench.nextDeadlineNanos()).isEqualTo(Runner.WHEN_WOKEN);
  }

  @Test
  void aFarWakeWakesNobodyBefore() {
    long far = bench.clock.nanos() + Duration.ofHours(1).toNanos();
    bench.perform(0, (_, tx) -> Outcome.accepted(tx.wakeAt(far, Counters.add("a", 1))));
    assertThat(bench.nextDeadlineNanos()).isEqualTo(far);
  }

  @Test
  void aFarTimerHasTheWallClockLookedAtEachSecond() {
    bench.perform(0, Counters.addLater(START.plusSeconds(3_600), "id", "a", 1));
    assertThat(bench.nextDeadlineNanos())
        .isEqualTo(bench.clock.nanos() + Duration.ofSeconds(1).toNanos());
  }

  @Test
  void timeStandsStillWithinACommand() {
    boolean same =
        accepted(
            bench.submit(
                0,
                (_, tx) -> {
                  var now = tx.now();
                  long nanos = tx.nanos();
                  bench.clock.advance(Duration.ofSeconds(1));
                  return Outcome.accepted(tx.now().equals(now) && tx.nanos() == nanos);
                }));
    assertThat(same).isTrue();
  }
}
