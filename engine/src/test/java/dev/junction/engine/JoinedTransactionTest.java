package dev.junction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A command that does work of another service in its own transaction.
final class JoinedTransactionTest {

  private final Ledgers ledgers = new Ledgers();
  private final SteppedEngine bench =
      new SteppedEngine(2, EngineSettings.DEFAULT, List.of(ledgers));

  @Test
  void bothServicesWritesAreOneBatch() {
    bench.journals.hold();
    bench.perform(0, both());
    bench.crash();
    assertThat(bench.value(0, "a")).isZero();
    assertThat(ledgers.lines(0)).isZero();

    bench.perform(0, both());
    bench.crash();
    assertThat(bench.value(0, "a")).isEqualTo(1);
    assertThat(ledgers.lines(0)).isEqualTo(1);
  }

  @Test
  void messagesAndTimersOfTheOtherServiceReachTheOtherService() {
    bench.perform(
        0,
        (view, tx) ->
            Outcome.accepted(
                tx.with(
                    ledgers,
                    (_, joined) -> {
                      joined.send(1, new byte[] {7});
                      joined.setTimer(joined.now().plusSeconds(5), new byte[] {1}, new byte[] {8});
                      return true;
                    })));
    assertThat(ledgers.lines(1)).isEqualTo(1);
    assertThat(ledgers.lines(0)).isZero();
    bench.advance(Duration.ofSeconds(6));
    assertThat(ledgers.lines(0)).isEqualTo(1);
  }

  @Test
  void whatIsPutOffToTheEndIsInTheSameBatchAndNotInThatOfARejectedCommand() {
    bench.perform(
        0,
        (view, tx) -> {
          tx.with(
              ledgers,
              (lines, joined) -> {
                joined.atEnd(then -> Ledgers.add(lines, then));
                return true;
              });
          assertThat(ledgers.lines(0)).isZero();
          return Outcome.accepted(Counters.change(view, tx, "a", 1));
        });
    bench.crash();
    assertThat(bench.value(0, "a")).isEqualTo(1);
    assertThat(ledgers.lines(0)).isEqualTo(1);
    bench.perform(
        0,
        (view, tx) -> {
          tx.atEnd(then -> Counters.change(view, then, "a", 1));
          return Outcome.rejected(EngineErrors.SERVICE_UNAVAILABLE);
        });
    assertThat(bench.value(0, "a")).isEqualTo(1);
  }

  private Command<Counters.View, Long> both() {
    return (view, tx) -> {
      tx.with(ledgers, (lines, joined) -> Ledgers.add(lines, joined));
      return Outcome.accepted(Counters.change(view, tx, "a", 1));
    };
  }
}
