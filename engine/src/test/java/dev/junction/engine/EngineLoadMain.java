package dev.junction.engine;

import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.run.ThreadRunner;
import dev.junction.engine.watch.PartitionStatistics;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.SystemClock;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// A load on the engine over memory, to see what the engine itself costs. Not part of the build.
///
/// Arguments: seconds per measurement. It prints commands per second for writes, reads and parked
/// calls through one and eight partitions, and the time of a lone caller's round trip.
final class EngineLoadMain {

  private static final int PRODUCERS = 2;
  private static final int IN_FLIGHT = 500;
  private static final byte[] VALUE = new byte[100];

  private final Counters counters = new Counters();
  private final Engine engine;
  private final int partitions;
  private final long nanos;

  private EngineLoadMain(int partitions, int seconds) {
    this.partitions = partitions;
    nanos = seconds * 1_000_000_000L;
    Clock clock = new SystemClock();
    MemoryJournals journals = new MemoryJournals(partitions);
    engine =
        Engine.open(
            EngineSettings.DEFAULT,
            IntStream.range(0, partitions)
                .mapToObj(
                    i -> new PartitionStorage(journals.journal(i), MemoryStateStore.ephemeral()))
                .toList(),
            List.of(counters),
            clock,
            new SplittableRandom(1),
            new ThreadRunner(clock));
  }

  public static void main(String[] arguments) throws InterruptedException {
    int seconds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
    for (int partitions : new int[] {1, 8}) {
      EngineLoadMain load = new EngineLoadMain(partitions, seconds);
      for (int turn = 0; turn < 2; turn++) {
        load.measure("write 100 bytes", write());
        load.measure("read", Counters.get("a"));
        load.measure("wake set and cancelled", wake());
        load.roundTrip();
      }
      load.engine.close();
    }
  }

  private static Command<Counters.View, Long> write() {
    byte[][] keys = new byte[10_000][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Counters.key("key" + i);
    }
    return (_, tx) -> {
      tx.put(keys[(int) (tx.nanos() & 0x1fff)], VALUE);
      return Outcome.accepted(1L);
    };
  }

  private static Command<Counters.View, Long> wake() {
    return (_, tx) -> {
      tx.wakeAt(tx.nanos() + 20_000_000_000L, (_, _) -> Outcome.accepted(1L)).cancel();
      return Outcome.accepted(1L);
    };
  }

  private void measure(String what, Command<Counters.View, Long> command)
      throws InterruptedException {
    LongAdder done = new LongAdder();
    LongAdder refused = new LongAdder();
    long commandsBefore = commands();
    long begun = System.nanoTime();
    long until = begun + nanos;
    List<Thread> producers = new ArrayList<>();
    for (int producer = 0; producer < PRODUCERS; producer++) {
      int first = producer;
      producers.add(Thread.ofPlatform().start(() -> produce(first, command, until, done, refused)));
    }
    for (Thread producer : producers) {
      producer.join();
    }
    long elapsed = System.nanoTime() - begun;
    System.out.printf(
        Locale.ROOT,
        "%d partitions, %-24s %,12.0f accepted/s; %d refused, %d run by the partitions%n",
        partitions,
        what,
        done.sum() * 1e9 / elapsed,
        refused.sum(),
        commands() - commandsBefore);
  }

  private void produce(
      int first,
      Command<Counters.View, Long> command,
      long until,
      LongAdder done,
      LongAdder refused) {
    Semaphore room = new Semaphore(IN_FLIGHT);
    for (int i = first; System.nanoTime() < until; i++) {
      room.acquireUninterruptibly();
      var _ =
          engine
              .submit(i % partitions, counters, command)
              .handle(
                  (outcome, _) -> {
                    (outcome instanceof Outcome.Accepted<Long> ? done : refused).increment();
                    room.release();
                    return true;
                  });
    }
    room.acquireUninterruptibly(IN_FLIGHT);
  }

  private long commands() {
    return engine.statistics().stream().mapToLong(PartitionStatistics::commands).sum();
  }

  private void roundTrip() {
    int count = 0;
    long begun = System.nanoTime();
    Command<Counters.View, Long> command = write();
    while (System.nanoTime() - begun < nanos) {
      engine.submit(count++ % partitions, counters, command).join();
    }
    System.out.printf(
        Locale.ROOT,
        "%d partitions, %-24s %,12.1f microseconds%n",
        partitions,
        "a lone caller's write",
        (System.nanoTime() - begun) / 1e3 / count);
  }
}
