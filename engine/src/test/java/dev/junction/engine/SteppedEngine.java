package dev.junction.engine;

import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.run.SteppedRunner;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Outcome;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// An engine in one thread over memory that survives its restarts, for scenario tests.
///
/// Every call runs the engine until it has nothing to do; time stands still unless it is moved.
final class SteppedEngine {

  static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  final MovableClock clock = MovableClock.heldAt(START);
  final Counters counters = new Counters();
  final MemoryJournals journals;
  final List<MemoryStateStore> states;

  /// Whether the journals refuse to append for lack of space.
  final AtomicBoolean full = new AtomicBoolean();

  /// Whether the journals find every batch too large.
  final AtomicBoolean tooLarge = new AtomicBoolean();

  /// Whether the maps refuse to apply and flush for lack of space.
  final AtomicBoolean fullState = new AtomicBoolean();

  private final EngineSettings settings;
  private final List<PartitionService<?>> services;
  private SteppedRunner runner;
  private Engine engine;

  SteppedEngine(int partitions) {
    this(partitions, EngineSettings.DEFAULT, List.of());
  }

  SteppedEngine(int partitions, EngineSettings settings, List<PartitionService<?>> more) {
    this.settings = settings;
    services = new ArrayList<>(more);
    services.add(counters);
    journals = new MemoryJournals(partitions);
    states = IntStream.range(0, partitions).mapToObj(_ -> MemoryStateStore.restartable()).toList();
    runner = newRunner();
    engine = open();
  }

  /// The engine that runs now.
  Engine engine() {
    return engine;
  }

  /// Ends the engine without a word, loses what is not durable, and starts another.
  void crash() {
    journals.crash();
    states.forEach(MemoryStateStore::crash);
    runner = newRunner();
    engine = open();
    run();
  }

  /// Closes the engine in order and starts another.
  void restart() {
    close();
    runner = newRunner();
    engine = open();
    run();
  }

  /// Closes the engine in order; the maps are as a restart would find them.
  void close() {
    engine.close();
    states.forEach(MemoryStateStore::crash);
  }

  void run() {
    runner.runAll();
  }

  /// When anything would run by itself; [Runner#WHEN_WOKEN] when nothing ever would.
  long nextDeadlineNanos() {
    return runner.nextDeadlineNanos();
  }

  void advance(Duration by) {
    clock.advance(by);
    run();
  }

  <R> CompletableFuture<Outcome<R>> submit(int partition, Command<Counters.View, R> command) {
    CompletableFuture<Outcome<R>> future = engine.submit(partition, counters, command);
    run();
    return future;
  }

  /// Submits and does not look at the answer.
  void perform(int partition, Command<Counters.View, ?> command) {
    var _ = submit(partition, command);
  }

  /// Submits without running anything yet.
  <R> CompletableFuture<Outcome<R>> enqueue(int partition, Command<Counters.View, R> command) {
    return engine.submit(partition, counters, command);
  }

  <R> CompletableFuture<Outcome<R>> park(int partition, ParkingCommand<Counters.View, R> command) {
    CompletableFuture<Outcome<R>> future = engine.submitParking(partition, counters, command);
    run();
    return future;
  }

  /// The value of a counter; the journal must not be held.
  long value(int partition, String name) {
    return accepted(submit(partition, Counters.get(name)));
  }

  /// What a call was answered.
  static <R> R accepted(CompletableFuture<Outcome<R>> future) {
    @Nullable Outcome<R> outcome = future.getNow(null);
    if (outcome instanceof Outcome.Accepted<R>(R value)) {
      return value;
    }
    throw new AssertionError("Not accepted but " + outcome);
  }

  /// The code of the error that a call was refused with.
  static String refusal(CompletableFuture<? extends Outcome<?>> future) {
    @Nullable Outcome<?> outcome = future.getNow(null);
    if (outcome instanceof Outcome.Rejected<?>(var error)) {
      return error.code();
    }
    throw new AssertionError("Not refused but " + outcome);
  }

  private Engine open() {
    List<PartitionStorage> storages =
        IntStream.range(0, states.size()).mapToObj(i -> storage(i)).toList();
    return Engine.open(settings, storages, services, clock, new SplittableRandom(1), runner);
  }

  private PartitionStorage storage(int partition) {
    return new PartitionStorage(
        new FillableJournal(journals.journal(partition), full, tooLarge),
        new FillableState(states.get(partition), fullState));
  }

  private SteppedRunner newRunner() {
    return new SteppedRunner(clock, new SplittableRandom(2), () -> false);
  }
}
