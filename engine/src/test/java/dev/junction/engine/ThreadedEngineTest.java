package dev.junction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.run.ThreadRunner;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.SystemClock;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The engine on real threads.
final class ThreadedEngineTest {

  private static final int PARTITIONS = 4;

  private final Clock clock = new SystemClock();
  private final Counters counters = new Counters();
  private final MemoryJournals journals = new MemoryJournals(PARTITIONS);
  private final Engine engine =
      Engine.open(
          EngineSettings.DEFAULT,
          IntStream.range(0, PARTITIONS)
              .mapToObj(
                  i -> new PartitionStorage(journals.journal(i), MemoryStateStore.ephemeral()))
              .toList(),
          List.of(counters),
          clock,
          new SplittableRandom(1),
          new ThreadRunner(clock));

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void callersOnManyThreadsAreAllAnswered() throws InterruptedException {
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < 8; caller++) {
      callers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < 2_000; i++) {
                      call(i % PARTITIONS, Counters.add("a", 1));
                    }
                  }));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertThat(call(partition, Counters.get("a"))).isEqualTo(8 * 2_000 / PARTITIONS);
    }
  }

  @Test
  void transfersBetweenPartitionsKeepTheSum() {
    call(0, Counters.add("a", 10_000));
    List<CompletableFuture<Outcome<Long>>> calls = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      calls.add(engine.submit(0, counters, Counters.transfer("a", i % PARTITIONS, "b", 1)));
    }
    CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
    long sum;
    do {
      sum = call(0, Counters.get("a"));
      for (int partition = 0; partition < PARTITIONS; partition++) {
        sum += call(partition, Counters.get("b"));
      }
    } while (sum < 10_000);
    assertThat(sum).isEqualTo(10_000);
  }

  @Test
  void timersAndWakesComeByThemselves() {
    CompletableFuture<Outcome<Long>> woken =
        engine.submitParking(
            0,
            counters,
            (_, tx, reply) -> {
              tx.wakeAt(
                  tx.nanos() + 1_000_000,
                  (_, later) -> {
                    later.answer(reply, Outcome.accepted(7L));
                    return Outcome.accepted(0L);
                  });
            });
    assertThat(woken.join()).isEqualTo(Outcome.accepted(7L));

    call(0, Counters.addLater(Instant.now().plusMillis(20), "id", "late", 1));
    while (call(0, Counters.get("late")) == 0) {
      Thread.onSpinWait();
    }
    assertThat(call(0, Counters.get("late"))).isEqualTo(1);
  }

  private <R> R call(int partition, Command<Counters.View, R> command) {
    return switch (engine.submit(partition, counters, command).join()) {
      case Outcome.Accepted<R>(R value) -> value;
      case Outcome.Rejected<R>(var error) -> throw new AssertionError(error.toString());
    };
  }
}
