package dev.junction.engine;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.storage.Journal;
import dev.junction.storage.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All partitions of a data folder, and the door through which services hand them commands.
///
/// Durability: an answer leaves when everything that it could have seen is durable. Errors: a full
/// partition refuses calls with `ServiceUnavailable`, a stopped one with `InternalFailure`.
/// Threads: any.
public final class Engine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final long MAINTENANCE_NANOS = 1_000_000_000;
  private static final long CLOSING_NANOS = 100_000;

  /// What an engine stands on. A journal or store is asked for once per partition.
  public record Ground(
      IntFunction<Journal> journals,
      IntFunction<StateStore> stores,
      Clock clock,
      IntFunction<RandomGenerator> random) {}

  private final EngineSettings settings;
  private final List<Partition> partitions = new ArrayList<>();
  private final List<Journal> journals = new ArrayList<>();
  private final List<StateStore> stores = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong bytesSinceCheckpoint = new AtomicLong();
  private volatile boolean closing;

  private Engine(EngineSettings settings) {
    this.settings = settings;
  }

  /// Opens an engine: brings every map up to its journal and rebuilds the views.
  public static Engine open(
      EngineSettings settings, Ground ground, List<PartitionService<?>> services) {
    Engine engine = new Engine(settings);
    for (int number = 0; number < settings.partitions(); number++) {
      engine.journals.add(ground.journals().apply(number));
      engine.stores.add(ground.stores().apply(number));
      Partition.Parts parts =
          new Partition.Parts(
              number,
              engine.journals.get(number),
              engine.stores.get(number),
              ground.clock(),
              ground.random().apply(number),
              settings.mailboxMax(),
              List.copyOf(services));
      engine.partitions.add(new Partition(parts, engine));
    }
    for (int source = 0; source < settings.partitions(); source++) {
      long[] inboxes = new long[settings.partitions()];
      for (int target = 0; target < inboxes.length; target++) {
        inboxes[target] = engine.partitions.get(target).inbox()[source];
      }
      engine.partitions.get(source).resumeOutbox(inboxes);
    }
    return engine;
  }

  /// Gives every partition its thread. An engine that is not started is run by [#step].
  public Engine start() {
    for (int number = 0; number < partitions.size(); number++) {
      Partition partition = partitions.get(number);
      threads.add(
          Thread.ofPlatform()
              .name("partition-" + number)
              .daemon()
              .start(
                  () -> {
                    while (!closing || !partition.isSettled()) {
                      if (!partition.round()) {
                        rest(partition);
                      }
                    }
                  }));
    }
    threads.add(Thread.ofPlatform().name("engine-maintenance").daemon().start(this::maintain));
    return this;
  }

  private void rest(Partition partition) {
    if (closing) {
      LockSupport.parkNanos(this, CLOSING_NANOS);
    } else {
      partition.await();
    }
  }

  /// Runs one round of every partition on the calling thread; answers whether there is more to do.
  /// For simulations, where the whole engine runs in one thread.
  public boolean step() {
    boolean more = false;
    for (Partition partition : partitions) {
      more |= partition.round() || !partition.isSettled();
    }
    return more;
  }

  /// How many partitions there are.
  public int partitions() {
    return settings.partitions();
  }

  /// The partition of a resource, for ever the same for the same number of partitions.
  public int partitionOf(AccountId account, Region region, String service, String name) {
    long hash = StableHash.of(account.value(), region.name(), service, name);
    return (int) Long.remainderUnsigned(hash, settings.partitions());
  }

  /// Runs a command on a partition and answers when all that it could have seen is durable.
  public <S, R> CompletableFuture<Outcome<R>> submit(
      int partition, PartitionService<S> service, Command<S, R> command) {
    return partitions
        .get(partition)
        .submit(service, (state, tx, reply) -> tx.answer(reply, command.run(state, tx)));
  }

  /// Runs a command that may answer later. Cancelling the future tells it that nobody waits.
  public <S, R> CompletableFuture<Outcome<R>> submitParking(
      int partition, PartitionService<S> service, ParkingCommand<S, R> command) {
    return partitions.get(partition).submit(service, command);
  }

  /// How every partition does.
  public List<PartitionStatus> status() {
    return partitions.stream().map(Partition::status).toList();
  }

  Partition partition(int number) {
    return partitions.get(number);
  }

  void noteJournalBytes(int bytes) {
    bytesSinceCheckpoint.addAndGet(bytes);
  }

  private void maintain() {
    while (!closing) {
      LockSupport.parkNanos(this, MAINTENANCE_NANOS);
      if (bytesSinceCheckpoint.get() >= settings.checkpointBytes()) {
        try {
          checkpoint();
        } catch (RuntimeException e) {
          // The root of the maintenance thread: the journal only grows until the next try.
          LOG.error("Flushing the state failed; the journal is kept and it is tried again", e);
          bytesSinceCheckpoint.set(0);
        }
      }
    }
  }

  /// Flushes the state and lets the journal forget what the flush holds.
  public void checkpoint() {
    bytesSinceCheckpoint.set(0);
    for (int number = 0; number < partitions.size(); number++) {
      stores.get(number).checkpoint();
      journals.get(number).trim(stores.get(number).flushedLsn());
    }
  }

  /// Finishes what was taken in, waits until it is durable, flushes the state.
  @Override
  public void close() {
    closing = true;
    for (Partition partition : partitions) {
      partition.post(() -> {});
    }
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    if (partitions.stream().allMatch(partition -> partition.status().isRunning())) {
      checkpoint();
    }
  }
}
