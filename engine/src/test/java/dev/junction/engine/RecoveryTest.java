package dev.junction.engine;

import static dev.junction.engine.SteppedEngine.accepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.log.StateTooOld;
import dev.junction.engine.run.SteppedRunner;
import dev.junction.engine.watch.PartitionHealth;
import dev.junction.kernel.Outcome;
import dev.junction.storage.Journal;
import dev.junction.storage.JournalFenced;
import dev.junction.storage.StateStore;
import dev.junction.storage.memory.MemoryStateStore;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a start finds, and what it refuses.
final class RecoveryTest {

  private final SteppedEngine bench = new SteppedEngine(2);
  private final SteppedRunner runner =
      new SteppedRunner(bench.clock, new SplittableRandom(2), () -> false);

  @Test
  void theJournalIsReplayedIntoTheMap() {
    bench.perform(0, Counters.add("a", 5));
    bench.crash();
    assertThat(bench.value(0, "a")).isEqualTo(5);
  }

  @Test
  void theReplayBeginsWhereTheMapEnds() {
    bench.perform(0, Counters.add("a", 5));
    bench.states.get(0).checkpoint();
    bench.perform(0, Counters.add("a", 5));
    bench.crash();
    assertThat(bench.value(0, "a")).isEqualTo(10);
  }

  @Test
  void whatWasNotDurableMayBeGone() {
    bench.perform(0, Counters.add("a", 5));
    bench.journals.hold();
    bench.perform(0, Counters.add("a", 5));
    bench.crash();
    assertThat(bench.value(0, "a")).isEqualTo(5);
  }

  @Test
  void aMapThatIsAheadOfTheJournalLosesNoLaterBatch() {
    bench.perform(0, Counters.add("a", 5));
    bench.journals.hold();
    for (int i = 0; i < 10; i++) {
      bench.perform(0, Counters.add("phantom", 1));
    }
    bench.states.get(0).checkpoint();
    bench.crash();
    assertThat(bench.journals.journal(0).lastLsn()).isEqualTo(bench.states.get(0).appliedLsn());

    // These would have the numbers of the lost batches, had the journal not caught up.
    for (int i = 0; i < 5; i++) {
      bench.perform(0, Counters.add("a", 1));
    }
    bench.crash();

    assertThat(bench.value(0, "a")).isEqualTo(10);
    assertThat(bench.value(0, "phantom")).isEqualTo(10);
  }

  @Test
  void aMapWhoseBatchesWereTrimmedIsRefused() {
    bench.perform(0, Counters.add("a", 5));
    bench.engine().close();

    assertThatThrownBy(() -> open(List.of(MemoryStateStore.restartable(), bench.states.get(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Partition 0 does not open")
        .cause()
        .isInstanceOf(StateTooOld.class)
        .hasMessageContaining(
            "The state of partition 0 ends at LSN 0: the folder 'state' is damaged");
  }

  @Test
  void whatCannotBeClosedDoesNotHideWhyAPartitionDoesNotOpen() {
    bench.perform(0, Counters.add("a", 5));
    bench.close();
    StateStore other = bench.states.get(1);
    StateStore stuck =
        (StateStore)
            Proxy.newProxyInstance(
                StateStore.class.getClassLoader(),
                new Class<?>[] {StateStore.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("close")) {
                    throw new IllegalStateException("It stays open");
                  }
                  return method.invoke(other, arguments);
                });

    assertThatThrownBy(() -> open(List.of(MemoryStateStore.restartable(), stuck)))
        .hasMessageContaining("Partition 0 does not open")
        .hasSuppressedException(new IllegalStateException("It stays open"));
  }

  @Test
  void callsWaitUntilAllPartitionsAreOpen() {
    bench.perform(0, Counters.add("a", 5));
    bench.close();
    Engine engine = opening(bench.states);
    CompletableFuture<Outcome<Long>> early = engine.submit(0, bench.counters, Counters.get("a"));
    runner.runAll();
    assertThat(early).isNotDone();

    engine.awaitOpen();
    runner.runAll();
    assertThat(accepted(early)).isEqualTo(5);
  }

  @Test
  void callsBeforeAStartThatFailsAreRefused() {
    bench.perform(0, Counters.add("a", 5));
    bench.close();
    Engine engine = opening(List.of(MemoryStateStore.restartable(), bench.states.get(1)));
    CompletableFuture<Outcome<Long>> early = engine.submit(0, bench.counters, Counters.get("a"));

    assertThatThrownBy(engine::awaitOpen).hasMessageContaining("Partition 0 does not open");
    assertThat(SteppedEngine.refusal(early)).isEqualTo(EngineErrors.INTERNAL_FAILURE.code());
  }

  @Test
  void anotherNumberOfPartitionsIsRefused() {
    assertThatThrownBy(() -> open(List.of(bench.states.get(0))))
        .hasMessageContaining("This is partition 0 of 2, not 0 of 1");
  }

  @Test
  void anEngineThatWasTakenOverAcknowledgesNothingMore() {
    bench.journals.hold();
    CompletableFuture<Outcome<Long>> add = bench.submit(0, Counters.add("a", 5));
    bench.journals.journal(0).claim(100, new Deaf());
    bench.run();
    CompletableFuture<Outcome<Long>> late = bench.submit(0, Counters.add("a", 5));

    assertThat(SteppedEngine.refusal(late)).isEqualTo(EngineErrors.INTERNAL_FAILURE.code());
    assertThat(add).isDone();
    assertThat(bench.engine().health().get(0))
        .isInstanceOfSatisfying(
            PartitionHealth.Failed.class,
            failed -> assertThat(failed.cause()).isInstanceOf(JournalFenced.class));
    bench.journals.release();
    assertThat(accepted(bench.submit(1, Counters.add("b", 1)))).isEqualTo(1);
  }

  @Test
  void servicesWithTheSameKeysAreRefused() {
    assertThatThrownBy(() -> new SteppedEngine(1, EngineSettings.DEFAULT, List.of(new Counters())))
        .hasMessageContaining("share keyspace 16");
  }

  private void open(List<? extends StateStore> states) {
    Engine engine = opening(states);
    engine.awaitOpen();
    engine.close();
  }

  private Engine opening(List<? extends StateStore> states) {
    List<PartitionStorage> storages =
        IntStream.range(0, states.size())
            .mapToObj(i -> new PartitionStorage(bench.journals.journal(i), states.get(i)))
            .toList();
    return Engine.opening(
        EngineSettings.DEFAULT,
        storages,
        List.of(bench.counters),
        bench.clock,
        new SplittableRandom(1),
        runner);
  }

  private static final class Deaf implements Journal.DurabilityListener {
    @Override
    public void durable(long lsn) {}

    @Override
    public void failed(Throwable cause) {}
  }
}
