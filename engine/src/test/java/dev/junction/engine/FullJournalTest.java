package dev.junction.engine;

import static dev.junction.engine.SteppedEngine.accepted;
import static dev.junction.engine.SteppedEngine.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.watch.PartitionHealth;
import dev.junction.kernel.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What happens while the journal has no space, and afterwards.
final class FullJournalTest {

  private static final String UNAVAILABLE = EngineErrors.SERVICE_UNAVAILABLE.code();

  private final SteppedEngine bench = new SteppedEngine(2);

  @Test
  void aWriteIsRefusedAndChangesNothing() {
    bench.perform(0, Counters.add("a", 5));
    bench.full.set(true);

    assertThat(refusal(bench.submit(0, Counters.add("a", 1)))).isEqualTo(UNAVAILABLE);
    assertThat(bench.value(0, "a")).isEqualTo(5);
    bench.full.set(false);
    assertThat(accepted(bench.submit(0, Counters.add("a", 1)))).isEqualTo(6);
  }

  @Test
  void readsGoOnAndHealthTells() {
    bench.perform(0, Counters.add("a", 5));
    bench.full.set(true);
    bench.perform(0, Counters.add("a", 1));

    assertThat(bench.value(0, "a")).isEqualTo(5);
    assertThat(bench.engine().health().get(0)).isEqualTo(new PartitionHealth.Full());
    bench.full.set(false);
    bench.perform(0, Counters.add("a", 1));
    bench.run();
    assertThat(bench.value(0, "a")).isEqualTo(6);
    assertThat(bench.engine().health().get(0)).isEqualTo(new PartitionHealth.Running());
  }

  @Test
  void parkedCallsAreSentAwayWithTheView() {
    CompletableFuture<Outcome<Long>> parked = bench.park(0, Counters.await());
    bench.full.set(true);
    bench.perform(0, Counters.answerWaiters("a", 1));
    assertThat(refusal(parked)).isEqualTo(UNAVAILABLE);
  }

  @Test
  void wakesGoWithTheView() {
    bench.perform(
        0, (_, tx) -> Outcome.accepted(tx.wakeAt(tx.nanos() + 1_000, Counters.add("a", 1))));
    bench.full.set(true);
    bench.perform(0, Counters.add("a", 1));
    bench.full.set(false);
    bench.advance(Duration.ofSeconds(1));
    assertThat(bench.value(0, "a")).isZero();
  }

  @Test
  void aTimerFiresWhenThereIsSpaceAgain() {
    bench.perform(0, Counters.addLater(SteppedEngine.START.plusSeconds(1), "id", "a", 5));
    bench.full.set(true);
    bench.advance(Duration.ofSeconds(2));
    assertThat(bench.value(0, "a")).isZero();

    bench.full.set(false);
    bench.advance(Duration.ofSeconds(1));
    assertThat(bench.value(0, "a")).isEqualTo(5);
  }

  @Test
  void messagesArriveOnceAndInOrderWhenThereIsSpaceAgain() {
    bench.perform(0, Counters.add("a", 100));
    bench.journals.hold();
    for (int i = 0; i < 10; i++) {
      bench.perform(0, Counters.transfer("a", 1, "b", i));
    }
    bench.full.set(true);
    bench.journals.release();
    bench.run();
    bench.advance(Duration.ofSeconds(1));
    assertThat(bench.value(1, "b")).isZero();

    bench.full.set(false);
    bench.advance(Duration.ofSeconds(1));
    bench.perform(0, Counters.transfer("a", 1, "b", 10));
    assertThat(bench.value(1, "b")).isEqualTo(55);
    assertThat(bench.engine().statistics().get(0).outboxMessages()).isZero();
  }

  @Test
  void itCanBeClosedAndStartedAgain() {
    bench.perform(0, Counters.add("a", 5));
    bench.full.set(true);
    bench.perform(0, Counters.add("a", 1));
    CompletableFuture<Outcome<Long>> late = bench.enqueue(0, Counters.add("a", 1));
    bench.engine().close();
    assertThat(refusal(late)).isEqualTo(UNAVAILABLE);

    bench.full.set(false);
    bench.restart();
    assertThat(bench.value(0, "a")).isEqualTo(5);
  }
}
