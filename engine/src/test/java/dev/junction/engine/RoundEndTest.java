package dev.junction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.Outcome;
import java.time.Duration;
import java.util.ArrayList;
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
  void itComesAlsoWhileThereIsNoSpaceAndCanSeeThat() {
    List<Boolean> spared = new ArrayList<>();
    Command<Counters.View, Boolean> asking =
        (_, tx) ->
            tx.with(
                ledgers,
                (lines, joined) -> {
                  joined.atRoundEnd(
                      then -> {
                        spared.add(then.hasSpaceToSpare());
                        if (then.hasSpaceToSpare()) {
                          Ledgers.add(lines, then);
                        }
                      });
                  return Outcome.accepted(joined.hasSpaceToSpare());
                });
    bench.full.set(true);
    // Nobody knows yet, so it is refused and taken back.
    assertThat(SteppedEngine.accepted(bench.submit(0, asking))).isTrue();
    assertThat(spared).containsExactly(true);
    assertThat(ledgers.lines(0)).isZero();
    assertThat(SteppedEngine.accepted(bench.submit(0, asking))).isFalse();
    assertThat(spared).containsExactly(true, false);
    bench.advance(Duration.ofSeconds(1));
    assertThat(SteppedEngine.accepted(bench.submit(0, asking))).isFalse();
    assertThat(spared).containsExactly(true, false, false);
    bench.full.set(false);
    bench.perform(0, Counters.add("a", 1));
    assertThat(spared).hasSize(3);
    assertThat(SteppedEngine.accepted(bench.submit(0, asking))).isTrue();
    assertThat(spared).containsExactly(true, false, false, true);
    bench.crash();
    assertThat(ledgers.lines(0)).isEqualTo(1);
  }

  /// Adds to a counter, and puts off what fails after it has changed the other service's view.
  private static Command<Counters.View, Long> putOffFailing(Ledgers other, long delta) {
    return (view, tx) -> {
      tx.with(
          other,
          (lines, joined) -> {
            joined.atRoundEnd(
                then -> {
                  Ledgers.add(lines, then);
                  throw new IllegalStateException("a fault, says the test");
                });
            return true;
          });
      return Outcome.accepted(delta == 0 ? view.value("a") : Counters.change(view, tx, "a", delta));
    };
  }

  @Test
  void whatFailsDoesNotTakeTheCallThatItGoesWith() {
    long before = batches();
    var first = bench.enqueue(0, putOffFailing(ledgers, 1));
    var host = bench.enqueue(0, Counters.add("a", 1));
    bench.run();
    assertThat(SteppedEngine.accepted(first)).isEqualTo(1);
    assertThat(SteppedEngine.accepted(host)).isEqualTo(2);
    assertThat(batches()).isEqualTo(before + 2);
    assertThat(bench.engine().statistics().getFirst().undone()).isEqualTo(1);
    assertThat(ledgers.lines(0)).isZero();
    assertThat(SteppedEngine.accepted(bench.submit(0, putOff()))).isEqualTo(3);
    bench.crash();
    assertThat(bench.value(0, "a")).isEqualTo(3);
    assertThat(ledgers.lines(0)).isEqualTo(1);
  }

  @Test
  void whatFailsDoesNotTakeTheDeliveryThatItGoesWith() {
    Ledgers other = new Ledgers();
    SteppedEngine two = new SteppedEngine(2, EngineSettings.DEFAULT, List.of(other));
    two.perform(1, Counters.add("b", 100));
    two.journals.hold();
    two.perform(1, Counters.transfer("b", 0, "a", 10));
    var first = two.enqueue(0, putOffFailing(other, 0));
    two.journals.release();
    two.run();
    assertThat(SteppedEngine.accepted(first)).isZero();
    assertThat(two.value(0, "a")).isEqualTo(10);
    assertThat(two.engine().statistics().get(0).undone()).isEqualTo(1);
    assertThat(two.engine().statistics().get(0).setAside()).isZero();
    two.perform(1, Counters.get("b"));
    assertThat(two.engine().statistics().get(1).outboxMessages()).isZero();
    assertThat(other.lines(0)).isZero();
    two.crash();
    assertThat(two.value(0, "a")).isEqualTo(10);
  }

  @Test
  void whatFailsIsUndoneOnceTheMapHasTheBatchThatItWentWith() {
    bench.fullState.set(true);
    var host = bench.submit(0, putOffFailing(ledgers, 1));
    bench.fullState.set(false);
    bench.advance(Duration.ofSeconds(1));
    assertThat(SteppedEngine.accepted(host)).isEqualTo(1);
    assertThat(SteppedEngine.accepted(bench.submit(0, Counters.add("a", 1)))).isEqualTo(2);
    assertThat(bench.engine().statistics().getFirst().undone()).isEqualTo(1);
    assertThat(ledgers.lines(0)).isZero();
  }

  @Test
  void itDoesNotGoWithABatchThatIsLarge() {
    long before = batches();
    var _ = bench.enqueue(0, putOff());
    var large =
        bench.enqueue(
            0,
            (_, tx) -> {
              tx.put(Counters.key("large"), new byte[33 << 20]);
              return Outcome.accepted(tx.hasSpaceToSpare());
            });
    bench.run();
    assertThat(SteppedEngine.accepted(large)).isFalse();
    assertThat(batches()).isEqualTo(before + 3);
    bench.crash();
    assertThat(ledgers.lines(0)).isEqualTo(1);
  }
}
