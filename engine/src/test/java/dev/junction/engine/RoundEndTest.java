package dev.junction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What commands put off to the end of their round.
final class RoundEndTest {

  private final Ledgers ledgers = new Ledgers();
  private final SteppedEngine bench =
      new SteppedEngine(1, EngineSettings.DEFAULT, List.of(ledgers));

  private long batches() {
    // Figures are those of the last round.
    bench.perform(0, Counters.get("a"));
    return bench.engine().statistics().getFirst().lastLsn();
  }

  /// Adds to a counter, and puts off a line of the other service.
  private Command<Counters.View, Long> putOff() {
    return (view, tx) -> {
      tx.with(
          ledgers,
          (lines, joined) -> {
            joined.atRoundEnd(then -> Ledgers.add(lines, then));
            return true;
          });
      assertThat(ledgers.lines(0)).isZero();
      return Outcome.accepted(Counters.change(view, tx, "a", 1));
    };
  }

  @Test
  void itGoesWithTheLastBatchOfTheRound() {
    long before = batches();
    var _ = bench.enqueue(0, putOff());
    var _ = bench.enqueue(0, Counters.add("a", 1));
    var _ = bench.enqueue(0, Counters.add("a", 1));
    bench.run();
    assertThat(batches()).isEqualTo(before + 3);
    bench.crash();
    assertThat(ledgers.lines(0)).isEqualTo(1);
    assertThat(bench.value(0, "a")).isEqualTo(3);
  }

  @Test
  void itIsABatchOfItsOwnWhereTheLastCommandWritesNothing() {
    long before = batches();
    var _ = bench.enqueue(0, putOff());
    var read = bench.enqueue(0, Counters.get("a"));
    bench.run();
    assertThat(SteppedEngine.accepted(read)).isEqualTo(1);
    assertThat(batches()).isEqualTo(before + 2);
    bench.crash();
    assertThat(ledgers.lines(0)).isEqualTo(1);
  }

  @Test
  void itComesAlsoWhenItsCommandIsRejected() {
    bench.perform(
        0,
        (view, tx) -> {
          tx.with(
              ledgers,
              (lines, joined) -> {
                joined.atRoundEnd(then -> Ledgers.add(lines, then));
                return true;
              });
          return Outcome.rejected(EngineErrors.SERVICE_UNAVAILABLE);
        });
    bench.crash();
    assertThat(ledgers.lines(0)).isEqualTo(1);
  }

  @Test
  void itIsForgottenWithItsViewWhenTheViewsAreMadeAgain() {
    var _ = bench.enqueue(0, putOff());
    var failing =
        bench.enqueue(
            0,
            (_, _) -> {
              throw new IllegalStateException("a fault, says the test");
            });
    var _ = bench.enqueue(0, Counters.add("a", 1));
    bench.run();
    assertThat(SteppedEngine.refusal(failing)).isEqualTo(EngineErrors.INTERNAL_FAILURE.code());
    assertThat(bench.value(0, "a")).isEqualTo(2);
    assertThat(ledgers.lines(0)).isZero();
  }

  @Test
  void itWaitsWhileThereIsNoSpace() {
    bench.full.set(true);
    bench.perform(
        0,
        (view, tx) -> {
          tx.with(
              ledgers,
              (lines, joined) -> {
                joined.atRoundEnd(
                    then -> {
                      if (then.hasSpace()) {
                        Ledgers.add(lines, then);
                      }
                    });
                return true;
              });
          return Outcome.accepted(view.value("a"));
        });
    bench.full.set(false);
    assertThat(bench.value(0, "a")).isZero();
    assertThat(ledgers.lines(0)).isZero();
  }
}
