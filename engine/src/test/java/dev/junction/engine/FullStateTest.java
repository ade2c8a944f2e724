package dev.junction.engine;

import static dev.junction.engine.SteppedEngine.accepted;
import static dev.junction.engine.SteppedEngine.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.watch.PartitionHealth;
import dev.junction.kernel.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What happens while the map has no space for a batch that the journal has, and afterwards.
final class FullStateTest {

  private static final String UNAVAILABLE = EngineErrors.SERVICE_UNAVAILABLE.code();

  private final SteppedEngine bench = new SteppedEngine(2);

  @Test
  void whatTheJournalHasIsAnsweredAndTheRestIsRefused() {
    bench.fullState.set(true);
    assertThat(accepted(bench.submit(0, Counters.add("a", 5)))).isEqualTo(5);

    assertThat(refusal(bench.submit(0, Counters.add("a", 1)))).isEqualTo(UNAVAILABLE);
    assertThat(refusal(bench.submit(0, Counters.get("a")))).isEqualTo(UNAVAILABLE);
    assertThat(bench.engine().health().get(0)).isEqualTo(new PartitionHealth.Full());
  }

  @Test
  void itGoesOnWhenThereIsSpaceAgain() {
    bench.fullState.set(true);
    bench.perform(0, Counters.add("a", 5));
    bench.perform(0, Counters.add("a", 1));

    bench.fullState.set(false);
    bench.advance(Duration.ofSeconds(1));
    assertThat(accepted(bench.submit(0, Counters.add("a", 1)))).isEqualTo(6);
    assertThat(bench.engine().health().get(0)).isEqualTo(new PartitionHealth.Running());
    assertThat(bench.states.get(0).get(Counters.key("a"))).isNotNull();
  }

  @Test
  void timersAndMessagesWait() {
    bench.perform(0, Counters.add("a", 100));
    bench.perform(1, Counters.addLater(SteppedEngine.START.plusSeconds(1), "id", "t", 5));
    bench.fullState.set(true);
    bench.perform(1, Counters.add("b", 1));
    bench.perform(0, Counters.transfer("a", 1, "b", 10));
    bench.advance(Duration.ofSeconds(2));

    bench.fullState.set(false);
    bench.advance(Duration.ofSeconds(1));
    assertThat(bench.value(1, "b")).isEqualTo(11);
    assertThat(bench.value(1, "t")).isEqualTo(5);
  }

  @Test
  void itCanBeClosedAndTheJournalBringsItBack() {
    bench.fullState.set(true);
    bench.perform(0, Counters.add("a", 5));
    CompletableFuture<Outcome<Long>> late = bench.enqueue(0, Counters.add("a", 1));
    bench.close();
    assertThat(refusal(late)).isEqualTo(UNAVAILABLE);

    bench.fullState.set(false);
    bench.restart();
    assertThat(bench.value(0, "a")).isEqualTo(5);
  }

  @Test
  void whoWouldReadWhatTheMapHasNotGotIsRefusedAndChangesNothing() {
    bench.perform(0, Counters.add("a", 5));
    bench.fullState.set(true);
    CompletableFuture<Outcome<Long>> written = bench.enqueue(0, Counters.add("a", 1));
    CompletableFuture<Outcome<Long>> reads = bench.enqueue(0, Counters.addAndRead("a", 10));
    bench.run();

    assertThat(accepted(written)).isEqualTo(6);
    assertThat(refusal(reads)).isEqualTo(UNAVAILABLE);
    bench.fullState.set(false);
    bench.advance(Duration.ofSeconds(1));
    assertThat(bench.value(0, "a")).isEqualTo(6);
    bench.crash();
    assertThat(bench.value(0, "a")).isEqualTo(6);
  }

  @Test
  void theMapCatchesUpThoughNothingElseComes() {
    bench.fullState.set(true);
    bench.perform(0, Counters.add("a", 5));
    assertThat(bench.engine().health().get(0)).isEqualTo(new PartitionHealth.Full());

    bench.fullState.set(false);
    bench.advance(Duration.ofSeconds(1));
    assertThat(bench.engine().health().get(0)).isEqualTo(new PartitionHealth.Running());
    assertThat(bench.states.get(0).get(Counters.key("a"))).isNotNull();
  }

  @Test
  void aMessageThatWouldReadWaits() {
    bench.perform(0, Counters.add("a", 100));
    bench.perform(1, Counters.add("b", 1));
    bench.fullState.set(true);
    bench.perform(0, Counters.transfer("a", 1, "b", 10));
    bench.perform(1, Counters.add("b", 1));

    bench.fullState.set(false);
    bench.advance(Duration.ofSeconds(1));
    assertThat(bench.value(1, "b")).isEqualTo(11);
  }

  @Test
  void aCommandThatFailsIsUndoneWhenThereIsSpaceAgain() {
    bench.fullState.set(true);
    CompletableFuture<Outcome<Long>> written = bench.enqueue(0, Counters.add("a", 1));
    CompletableFuture<Outcome<Long>> failing =
        bench.enqueue(
            0,
            (view, tx) -> {
              Counters.change(view, tx, "a", 10);
              throw new ArithmeticException("fails, says the test");
            });
    bench.run();
    assertThat(accepted(written)).isEqualTo(1);
    assertThat(refusal(failing)).isEqualTo(EngineErrors.INTERNAL_FAILURE.code());

    bench.fullState.set(false);
    bench.advance(Duration.ofSeconds(1));
    assertThat(bench.value(0, "a")).isEqualTo(1);
  }
}
