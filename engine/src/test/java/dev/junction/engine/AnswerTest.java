package dev.junction.engine;

import static dev.junction.engine.SteppedEngine.accepted;
import static dev.junction.engine.SteppedEngine.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.kernel.Outcome;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// When and with what a call is answered.
final class AnswerTest {

  private final SteppedEngine bench = new SteppedEngine(2);

  @Test
  void aWriteIsAnsweredWhenItIsDurable() {
    bench.journals.hold();
    CompletableFuture<Outcome<Long>> add = bench.submit(0, Counters.add("a", 5));
    assertThat(add).isNotDone();

    bench.journals.sync();
    bench.run();

    assertThat(accepted(add)).isEqualTo(5);
  }

  @Test
  void aReadIsAnsweredWhenWhatItSawIsDurable() {
    bench.journals.hold();
    bench.perform(0, Counters.add("a", 5));
    CompletableFuture<Outcome<Long>> read = bench.submit(0, Counters.get("a"));
    assertThat(read).isNotDone();

    bench.journals.sync();
    bench.run();

    assertThat(accepted(read)).isEqualTo(5);
  }

  @Test
  void aReadWithNothingToWaitForIsAnsweredAtOnce() {
    bench.perform(0, Counters.add("a", 5));
    bench.journals.hold();
    bench.perform(1, Counters.add("elsewhere", 1));

    assertThat(accepted(bench.submit(0, Counters.get("a")))).isEqualTo(5);
  }

  @Test
  void aRejectionWaitsForWhatItSaw() {
    bench.journals.hold();
    bench.perform(0, Counters.add("a", 5));
    CompletableFuture<Outcome<Long>> refused = bench.submit(0, Counters.transfer("a", 1, "b", 6));
    assertThat(refused).isNotDone();

    bench.journals.sync();
    bench.run();

    assertThat(refusal(refused)).isEqualTo(Counters.TOO_LITTLE.code());
  }

  @Test
  void anEarlyAnswerWaitsForWhatItReadAndNotForWhatItWrote() {
    CompletableFuture<Outcome<Long>> early = earlyAfterSync();
    assertThat(accepted(early)).isEqualTo(1);

    CompletableFuture<Outcome<Long>> second = bench.submit(0, early("b"));
    assertThat(second).as("it may have read what the first one wrote").isNotDone();

    bench.journals.sync();
    bench.run();
    assertThat(accepted(second)).isEqualTo(1);
  }

  @Test
  void aParkedCallIsAnsweredByALaterOneWhenThatIsDurable() {
    CompletableFuture<Outcome<Long>> parked = bench.park(0, Counters.await());
    bench.journals.hold();
    bench.perform(0, Counters.answerWaiters("a", 7));
    assertThat(parked).isNotDone();

    bench.journals.sync();
    bench.run();

    assertThat(accepted(parked)).isEqualTo(7);
  }

  @Test
  void aParkingCommandMayAnswerAtOnce() {
    CompletableFuture<Outcome<Long>> call =
        bench.park(0, (_, tx, reply) -> tx.answer(reply, Outcome.accepted(3L)));
    assertThat(accepted(call)).isEqualTo(3);
  }

  @Test
  void anAbandonedParkedCallIsSeenToBeAbandoned() {
    CompletableFuture<Outcome<Long>> gone = bench.park(0, Counters.await());
    CompletableFuture<Outcome<Long>> there = bench.park(0, Counters.await());
    gone.cancel(true);

    assertThat(accepted(bench.submit(0, Counters.answerWaiters("a", 7)))).isEqualTo(1);
    assertThat(accepted(there)).isEqualTo(7);
  }

  @Test
  void anAbandonedCallThatWasNotBegunIsNotBegun() {
    CompletableFuture<Outcome<Long>> add = bench.enqueue(0, Counters.add("a", 5));
    add.cancel(true);
    bench.run();

    assertThat(bench.value(0, "a")).isZero();
  }

  @Test
  void abandonedCallsAreNotKeptForEver() {
    for (int i = 0; i < 1_000; i++) {
      bench.park(0, (_, _, _) -> {}).cancel(true);
    }
    assertThat(bench.engine().statistics().get(0).parked()).isLessThan(200);
  }

  @Test
  void commandsOfAPartitionSeeWhatEarlierOnesWrote() {
    bench.perform(0, Counters.add("a", 5));
    CompletableFuture<Outcome<byte[]>> read =
        bench.submit(
            0, (_, tx) -> Outcome.accepted(Objects.requireNonNull(tx.get(Counters.key("a")))));
    assertThat(accepted(read)).endsWith(5).hasSize(8);
  }

  @Test
  void aServiceThatWasNotGivenIsRefused() {
    assertThatThrownBy(() -> bench.engine().submit(0, new Counters(), Counters.get("a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private CompletableFuture<Outcome<Long>> earlyAfterSync() {
    bench.journals.hold();
    return bench.submit(0, early("a"));
  }

  private static Command<Counters.View, Long> early(String name) {
    return (view, tx) -> {
      tx.answerBeforeOwnWrites();
      return Outcome.accepted(Counters.change(view, tx, name, 1));
    };
  }
}
