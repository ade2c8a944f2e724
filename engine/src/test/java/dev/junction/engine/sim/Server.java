package dev.junction.engine.sim;

import dev.junction.engine.Command;
import dev.junction.engine.Counters;
import dev.junction.engine.Engine;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.ParkingCommand;
import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.outbox.Outbox;
import dev.junction.engine.run.SteppedRunner;
import dev.junction.engine.watch.PartitionStatistics;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.storage.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One run of the engine in a simulation, from a start to its end by one or the other violence.
final class Server {

  /// Tight limits, so that a short history meets them.
  private static final EngineSettings SETTINGS =
      new EngineSettings(40, 60, 4_000, 9_000, new Outbox.InFlightLimit(5, 200));

  /// How often the service fails at a command, timer or message.
  private static final int FAULT_EVERY = 50;

  private final Counters counters = new Counters();
  private final @Nullable SplittableRandom faults;
  private final List<SimState> states;
  private final BooleanSupplier outside;
  private final SteppedRunner runner;
  private final Engine engine;
  private final List<Ledger.Entry> asked = new ArrayList<>();

  /// Starts an engine.
  ///
  /// @param journals gives the journal of each partition
  /// @param outside does a step of what the journals do by themselves
  /// @param faults says when the service fails; null when it never does
  Server(
      List<SimState.Saved> saved,
      Function<Integer, Journal> journals,
      Clock clock,
      SplittableRandom random,
      BooleanSupplier outside,
      @Nullable SplittableRandom faults) {
    this.outside = outside;
    this.faults = faults;
    // Not at timers: one that was set aside cannot be cancelled any more.
    counters.failAt(() -> false, () -> faults != null && faults.nextInt(FAULT_EVERY) == 0);
    states = saved.stream().map(SimState::new).toList();
    runner = new SteppedRunner(clock, random.split(), outside);
    List<PartitionStorage> storages = new ArrayList<>();
    for (int partition = 0; partition < states.size(); partition++) {
      storages.add(new PartitionStorage(journals.apply(partition), states.get(partition)));
    }
    engine = Engine.open(SETTINGS, storages, List.of(counters), clock, random.split(), runner);
  }

  SteppedRunner runner() {
    return runner;
  }

  Engine engine() {
    return engine;
  }

  void submit(Ledger.Entry entry, int partition, Command<Counters.View, Long> command) {
    if (faults != null && faults.nextInt(FAULT_EVERY) == 0) {
      entry.followFailure(engine.submit(partition, counters, failing(command)));
      return;
    }
    asked.add(entry);
    entry.follow(engine.submit(partition, counters, command));
  }

  private static Command<Counters.View, Long> failing(Command<Counters.View, Long> command) {
    return (view, tx) -> {
      command.run(view, tx);
      throw new ArithmeticException("fails, says the simulation");
    };
  }

  /// How many timers and messages the service failed at that wait for the next start.
  int setAside() {
    return engine.statistics().stream().mapToInt(PartitionStatistics::setAside).sum();
  }

  void park(Ledger.Entry entry, int partition, ParkingCommand<Counters.View, Long> command) {
    asked.add(entry);
    entry.follow(engine.submitParking(partition, counters, command));
  }

  /// Puts money into an account before everything begins.
  CompletableFuture<Outcome<Long>> fund(int partition, String account, long amount) {
    return engine.submit(partition, counters, Counters.add(account, amount));
  }

  boolean stepJournals() {
    return outside.getAsBoolean();
  }

  /// Flushes one map, as a state store does by itself whenever it likes.
  void flush(int partition) {
    states.get(partition).flushIfItCan();
  }

  /// Lets one map have no space, or space again.
  void fill(int partition, boolean full) {
    states.get(partition).fill(full);
  }

  /// What would be left of the maps.
  List<SimState.Saved> saved() {
    return states.stream().map(SimState::saved).toList();
  }

  /// Nobody will hear of this server any more.
  void died() {
    asked.forEach(Ledger.Entry::giveUp);
  }

  long value(Ledger.Place place) {
    // Partitions open in any order.
    return counters.opened().stream()
        .filter(opened -> opened.context().partition() == place.partition())
        .mapToLong(opened -> opened.live().value(place.counter()))
        .sum();
  }

  /// The sum of one counter over all partitions.
  long sum(String counter) {
    long sum = 0;
    for (Counters.Opened opened : counters.opened()) {
      sum += opened.live().value(counter);
    }
    return sum;
  }

  /// Compares each view with the one that the map gives now, where the map has everything.
  void checkViews() {
    for (Counters.Opened opened : counters.opened()) {
      if (states.get(opened.context().partition()).isBehind()) {
        continue;
      }
      var rebuilt = Counters.rebuild(opened.context()).values;
      if (!rebuilt.equals(opened.live().values)) {
        throw new AssertionError(
            "Partition %d is %s, rebuilt %s"
                .formatted(opened.context().partition(), opened.live().values, rebuilt));
      }
    }
  }
}
