package dev.junction.engine;

import dev.junction.engine.log.Checkpointer;
import dev.junction.engine.log.PartitionLog;
import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.place.Placement;
import dev.junction.engine.run.Runner;
import dev.junction.engine.run.Workers;
import dev.junction.engine.watch.PartitionHealth;
import dev.junction.engine.watch.PartitionStatistics;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Invariant;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// All state of the process: the partitions, what runs them, and the way in.
///
/// Durability: a future that [#submit] gives ends with an accepted or rejected outcome only when
/// everything that the command wrote and could have read is durable. Errors: a full or closing
/// partition answers [EngineErrors#SERVICE_UNAVAILABLE], a failed one
/// [EngineErrors#INTERNAL_FAILURE]; futures never end with an exception of ours. Threads: all
/// methods may be called from any thread. What hangs on a future runs on the engine's releasing
/// thread, which serves all callers: it must be short and must not block.
public final class Engine implements AutoCloseable {

  private final List<Partition> partitions;
  private final Services services;
  private final Runner runner;
  private final Workers workers;
  private final Exits exits;
  private @Nullable CompletableFuture<?> closed;

  private Engine(
      List<Partition> partitions, Services services, Runner runner, Partition.Surroundings around) {
    this.partitions = partitions;
    this.services = services;
    this.runner = runner;
    workers = around.workers();
    exits = around.exits();
  }

  /// Opens an engine over as many partitions as there are storages: takes over their journals,
  /// replays them, rebuilds every view, and sends and fires what is due.
  ///
  /// @param storages one per partition, in order; their number is fixed with the first opening
  /// @param clock what deadlines, timers and transactions go by
  /// @param random where the partitions' own sources of randomness are seeded from
  /// @param runner what the partitions run on
  /// @throws IllegalStateException when a partition does not open; everything is closed then
  public static Engine open(
      EngineSettings settings,
      List<PartitionStorage> storages,
      List<PartitionService<?>> services,
      Clock clock,
      RandomGenerator random,
      Runner runner) {
    Engine engine = opening(settings, storages, services, clock, random, runner);
    engine.awaitOpen();
    return engine;
  }

  /// Begins to open an engine, see [#open]; [#awaitOpen] or [#close] has to follow. Calls that come
  /// before wait until every partition is open.
  public static Engine opening(
      EngineSettings settings,
      List<PartitionStorage> storages,
      List<PartitionService<?>> services,
      Clock clock,
      RandomGenerator random,
      Runner runner) {
    Invariant.check(!storages.isEmpty(), "An engine needs a partition");
    Workers workers = new Workers();
    Partition.Surroundings around = new Partition.Surroundings(clock, workers, new Exits(workers));
    List<Partition> partitions = new ArrayList<>();
    for (int number = 0; number < storages.size(); number++) {
      partitions.add(
          new Partition(
              new Partition.Place(number, storages.size()),
              settings,
              storages.get(number),
              new Services(services),
              new SplittableRandom(random.nextLong()),
              around));
    }
    around.exits().lead(List.copyOf(partitions));
    Engine engine = new Engine(List.copyOf(partitions), new Services(services), runner, around);
    clock.onMove(workers::wakeAll);
    engine.start(settings.checkpointBytes(), clock);
    return engine;
  }

  /// Waits until every partition is open, and lets them take commands.
  ///
  /// @throws IllegalStateException when a partition does not open; everything is closed then
  public void awaitOpen() {
    for (Partition partition : partitions) {
      runner.await(partition.opened());
    }
    for (Partition partition : partitions) {
      if (partition.health() instanceof PartitionHealth.Failed(Throwable cause)) {
        IllegalStateException failure =
            new IllegalStateException(
                "Partition " + partition.number() + " does not open: " + cause.getMessage(), cause);
        try {
          close();
        } catch (RuntimeException e) {
          failure.addSuppressed(e);
        }
        throw failure;
      }
    }
    partitions.forEach(Partition::begin);
  }

  /// How many partitions there are.
  public int partitions() {
    return partitions.size();
  }

  /// The partition that a resource belongs to; never changes.
  public int partitionOf(AccountId account, Region region, String service, String name) {
    return Placement.partitionOf(account, region, service, name, partitions.size());
  }

  /// Runs a command on a partition. Cancelling the future abandons the call: it is not begun any
  /// more if it was not yet.
  public <S, R> CompletableFuture<Outcome<R>> submit(
      int partition, PartitionService<S> service, Command<S, R> command) {
    return submitParking(
        partition, service, (state, tx, reply) -> tx.answer(reply, command.run(state, tx)));
  }

  /// Runs a command that may leave its answer to others. Cancelling the future abandons the call,
  /// which [Reply#isAbandoned] then tells.
  public <S, R> CompletableFuture<Outcome<R>> submitParking(
      int partition, PartitionService<S> service, ParkingCommand<S, R> command) {
    if (!services.contains(service)) {
      throw new IllegalArgumentException(service.name() + " is not a service of this engine");
    }
    Call<S, R> call = new Call<>(partition, service, command, runner.caller());
    partitions.get(partition).submit(call);
    return call.future();
  }

  /// How each partition is, by number.
  public List<PartitionHealth> health() {
    return partitions.stream().map(Partition::health).toList();
  }

  /// What each partition has done and has to do, by number.
  public List<PartitionStatistics> statistics() {
    return partitions.stream().map(Partition::statistics).toList();
  }

  /// Takes no new calls, finishes what was taken in, sends parked calls away, waits until all is
  /// durable and answered, flushes the maps and closes the storage. A second close waits for the
  /// first.
  @Override
  public void close() {
    CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
    CompletableFuture<?> other = null;
    synchronized (this) {
      if (closed == null) {
        closed = mine;
      } else {
        other = closed;
      }
    }
    if (other != null) {
      runner.await(other);
      return;
    }
    try {
      partitions.forEach(Partition::close);
      partitions.forEach(partition -> runner.await(partition.ended()));
      workers.stopAll();
      // Its last round may have come before the last answers.
      exits.releaseAnswers();
      closeStorage();
      // The journal's thread has ended, and with it what it was about to let go.
      exits.releaseAnswers();
    } finally {
      mine.complete(null);
    }
  }

  private void start(long checkpointBytes, Clock clock) {
    List<PartitionLog> logs = partitions.stream().map(Partition::log).toList();
    for (Partition partition : partitions) {
      workers.addPartition(runner.start("partition-" + partition.number(), partition));
    }
    workers.setReleaser(runner.start("releaser", this::release));
    workers.setCheckpointer(
        runner.start("checkpointer", new Checkpointer(logs, checkpointBytes, clock)));
  }

  private long release() {
    exits.releaseAnswers();
    return Runner.WHEN_WOKEN;
  }

  private void closeStorage() {
    RuntimeException first = null;
    for (Partition partition : partitions) {
      try {
        partition.log().close();
      } catch (RuntimeException e) {
        // The others have to be closed all the same; the first failure is told.
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
