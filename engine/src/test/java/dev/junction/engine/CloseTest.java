package dev.junction.engine;

import static dev.junction.engine.SteppedEngine.accepted;
import static dev.junction.engine.SteppedEngine.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.engine.watch.PartitionHealth;
import dev.junction.kernel.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// How an engine ends.
final class CloseTest {

  private static final String UNAVAILABLE = EngineErrors.SERVICE_UNAVAILABLE.code();

  private final SteppedEngine bench = new SteppedEngine(2);

  @Test
  void whatWasTakenInIsFinished() {
    List<CompletableFuture<Outcome<Long>>> calls =
        List.of(
            bench.enqueue(0, Counters.add("a", 1)),
            bench.enqueue(0, Counters.add("a", 1)),
            bench.enqueue(1, Counters.add("b", 1)));
    bench.restart();

    assertThat(calls).extracting(SteppedEngine::accepted).containsExactly(1L, 2L, 1L);
    assertThat(bench.value(0, "a")).isEqualTo(2);
  }

  @Test
  void parkedCallsAreSentAway() {
    CompletableFuture<Outcome<Long>> parked = bench.park(0, Counters.await());
    bench.engine().close();
    assertThat(refusal(parked)).isEqualTo(UNAVAILABLE);
  }

  @Test
  void laterCallsAreRefused() {
    bench.engine().close();
    assertThat(refusal(bench.submit(0, Counters.add("a", 1)))).isEqualTo(UNAVAILABLE);
    assertThat(bench.engine().health()).hasOnlyElementsOfType(PartitionHealth.Closed.class);
  }

  @Test
  void itWaitsUntilEverythingIsDurable() {
    bench.journals.hold();
    CompletableFuture<Outcome<Long>> add = bench.submit(0, Counters.add("a", 1));
    Engine engine = bench.engine();
    // Nobody syncs, so the runner finds nothing left to do while the close still waits.
    assertThatThrownBy(engine::close).hasMessageContaining("Nothing is left to do");
    assertThat(add).isNotDone();
  }

  @Test
  void theMapIsFlushedAndTheJournalTrimmed() {
    bench.perform(0, Counters.add("a", 1));
    bench.engine().close();

    assertThat(bench.states.get(0).flushedLsn()).isEqualTo(2);
    assertThat(bench.journals.journal(0).firstLsn()).isEqualTo(3);
  }

  @Test
  void closingTwiceDoesNoHarm() {
    bench.engine().close();
    bench.engine().close();
    assertThat(accepted(afterRestart())).isEqualTo(1);
  }

  @Test
  void noTimerFiresWhileClosing() {
    bench.perform(0, Counters.addLater(SteppedEngine.START.plusSeconds(1), "id", "a", 1));
    bench.clock.advance(Duration.ofSeconds(2));
    bench.close();
    assertThat(bench.states.get(0).get(Counters.key("a"))).isNull();
  }

  private CompletableFuture<Outcome<Long>> afterRestart() {
    bench.restart();
    return bench.submit(0, Counters.add("a", 1));
  }
}
