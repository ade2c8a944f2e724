package dev.junction.pipe.run;

import dev.junction.delivery.trace.Hop;
import dev.junction.engine.Command;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.pipes.PipeState;
import dev.junction.models.pipes.RequestedPipeState;
import dev.junction.pipe.access.PipeAccess;
import dev.junction.pipe.call.Pauses;
import dev.junction.pipe.call.ServiceCaller;
import dev.junction.pipe.domain.PipeAddress;
import dev.junction.pipe.domain.PipeLimits;
import dev.junction.pipe.state.PipeRecord;
import dev.junction.pipe.state.Pipes;
import dev.junction.wire.protocol.ServiceCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What brings pipes from the state that they are in to the one that somebody wants, and keeps
/// those running that are to run.
///
/// Durability: it sees a pipe's changes when they are durable; what it does again after a crash is
/// what the records say. Threads: any; the changes of one pipe come one after the other.
public final class PipeRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PipeRunner.class);
  private static final long AGAIN_NANOS = 200_000_000;
  private static final Duration GRACE = Duration.ofSeconds(6);

  private final PipeAccess access;
  private final Kinds kinds;
  private final Surroundings around;
  private final Map<String, Slot> slots = new HashMap<>();
  private volatile boolean closed;

  /// What runs need beside the pipes.
  ///
  /// @param endpoint what URLs begin with
  /// @param executor what may take long
  /// @param hops where the way of messages is noted, with the ARN of the source that they are in
  public record Surroundings(
      ServiceCalls services,
      String endpoint,
      Clock clock,
      Executor executor,
      Pauses pauses,
      BiConsumer<String, List<Hop>> hops) {}

  /// One pipe here, guarded by the map of slots. The generation is that of its last change: 0
  /// before the first one and after its end. So many changes wait, the one at work included.
  private static final class Slot {
    private final PipeTraffic traffic = new PipeTraffic();
    private CompletableFuture<Boolean> tail = CompletableFuture.completedFuture(true);
    private @Nullable PipeRun run;
    private long generation;
    private int waiting;
  }

  public PipeRunner(PipeAccess access, Kinds kinds, Surroundings around) {
    this.access = access;
    this.kinds = kinds;
    this.around = around;
  }

  /// Looks at what has changed on a partition.
  public void look(int partition) {
    if (closed) {
      return;
    }
    var _ =
        access
            .submit(partition, (pipes, _) -> Outcome.accepted(pipes.take()))
            .thenAccept(
                outcome -> {
                  switch (outcome) {
                    case Outcome.Accepted<List<Pipes.Change>>(var changes) ->
                        changes.forEach(this::follow);
                    case Outcome.Rejected<?> _ ->
                        around.pauses().after(AGAIN_NANOS, () -> look(partition));
                  }
                })
            .exceptionally(
                failure -> {
                  LOG.error("The pipes of partition {} cannot be followed", partition, failure);
                  return null;
                });
  }

  private void follow(Pipes.Change change) {
    PipeRecord record = change.record();
    if (record == null) {
      return;
    }
    String key = change.address().key();
    synchronized (slots) {
      Slot slot = slots.computeIfAbsent(key, _ -> new Slot());
      slot.waiting++;
      slot.tail =
          slot.tail
              .thenComposeAsync(_ -> step(slot, change.address(), record), around.executor())
              .exceptionally(
                  failure -> {
                    LOG.error("{} could not change its state", change.address().arn(), failure);
                    return false;
                  })
              .thenApply(
                  done -> {
                    forget(key, slot);
                    return done;
                  });
    }
  }

  /// A pipe that is no more needs no slot, unless another one of its name has come already.
  private void forget(String key, Slot slot) {
    synchronized (slots) {
      slot.waiting--;
      if (slot.waiting == 0 && slot.generation == 0) {
        slots.remove(key);
      }
    }
  }

  /// How many pipes it looks after, running or not.
  public int size() {
    synchronized (slots) {
      return slots.size();
    }
  }

  /// How one pipe does.
  ///
  /// @param batches batches on their way
  /// @param traffic what was done since the start of the server
  public record Activity(PipeAddress address, int batches, PipeTraffic.Counts traffic) {}

  /// How all pipes do, in the order of their accounts, regions and names.
  public List<Activity> activity() {
    List<Activity> all = new ArrayList<>();
    synchronized (slots) {
      slots.forEach(
          (key, slot) -> {
            int batches = slot.run == null ? 0 : slot.run.flying();
            all.add(new Activity(PipeAddress.ofKey(key), batches, slot.traffic.counts()));
          });
    }
    all.sort(Comparator.comparing(activity -> activity.address().key()));
    return all;
  }

  private CompletableFuture<Boolean> step(Slot slot, PipeAddress address, PipeRecord record) {
    PipeRun old;
    synchronized (slots) {
      if (closed || record.generation() < slot.generation) {
        return CompletableFuture.completedFuture(false);
      }
      slot.generation = record.generation();
      old = slot.run;
      slot.run = null;
    }
    CompletableFuture<Boolean> stopped =
        old == null ? CompletableFuture.completedFuture(true) : old.stop();
    return stopped.thenComposeAsync(_ -> arrive(slot, address, record), around.executor());
  }

  private CompletableFuture<Boolean> arrive(Slot slot, PipeAddress address, PipeRecord record) {
    if (record.current().equals(PipeState.RUNNING)) {
      return start(slot, address, record);
    }
    if (!record.isPassing()) {
      return CompletableFuture.completedFuture(true);
    }
    if (record.current().equals(PipeState.DELETING)) {
      return insist(
              address,
              (pipes, tx) -> {
                pipes.remove(tx, address, record.generation());
                return Outcome.accepted(true);
              })
          .thenApply(
              is -> {
                // Another pipe of this name begins to count anew.
                synchronized (slots) {
                  slot.generation = 0;
                }
                return is;
              });
    }
    if (record.desired().equals(RequestedPipeState.STOPPED)) {
      return arrived(address, record, PipeState.STOPPED, null).thenApply(_ -> true);
    }
    return kinds
        .source(record.settings().source())
        .orElseThrow()
        .probe(record.settings(), caller(address, record))
        .toCompletableFuture()
        .thenComposeAsync(
            probed -> {
              if (probed instanceof Outcome.Rejected<Boolean>(ServiceError error)) {
                String reason = "The source cannot be read: " + error.message();
                return arrived(address, record, failure(record.current()), reason)
                    .thenApply(_ -> false);
              }
              return arrived(address, record, PipeState.RUNNING, null)
                  .thenComposeAsync(
                      is ->
                          is
                              ? start(slot, address, record)
                              : CompletableFuture.completedFuture(false),
                      around.executor());
            },
            around.executor());
  }

  private static String failure(String passing) {
    return switch (passing) {
      case PipeState.CREATING -> PipeState.CREATE_FAILED;
      case PipeState.UPDATING -> PipeState.UPDATE_FAILED;
      default -> PipeState.START_FAILED;
    };
  }

  private CompletableFuture<Boolean> arrived(
      PipeAddress address, PipeRecord record, String state, @Nullable String reason) {
    String why =
        reason == null || reason.length() <= PipeLimits.REASON_CHARACTERS_MAX
            ? reason
            : reason.substring(0, PipeLimits.REASON_CHARACTERS_MAX);
    Pipes.Arrived where = new Pipes.Arrived(record.generation(), state, why);
    return insist(
        address, (pipes, tx) -> Outcome.accepted(pipes.arrived(tx, address, where) != null));
  }

  /// Runs a command again until the partition takes it.
  private CompletableFuture<Boolean> insist(PipeAddress address, Command<Pipes, Boolean> command) {
    return access
        .submit(address, command)
        .thenCompose(
            outcome -> {
              if (outcome instanceof Outcome.Accepted<Boolean>(Boolean value)) {
                return CompletableFuture.completedFuture(value);
              }
              if (closed) {
                return CompletableFuture.completedFuture(false);
              }
              CompletableFuture<Boolean> later = new CompletableFuture<>();
              around
                  .pauses()
                  .after(
                      AGAIN_NANOS,
                      () -> {
                        var _ =
                            insist(address, command)
                                .whenComplete(
                                    (value, failure) -> {
                                      if (failure == null) {
                                        later.complete(value);
                                      } else {
                                        later.completeExceptionally(failure);
                                      }
                                    });
                      });
              return later;
            });
  }

  private ServiceCaller caller(PipeAddress address, PipeRecord record) {
    return new ServiceCaller(
        around.services(),
        around.endpoint(),
        address.account(),
        record.settings().roleArn(),
        around.clock());
  }

  /// Starts a pipe that is in the state `RUNNING`; one that cannot be started leaves it again.
  private CompletableFuture<Boolean> start(Slot slot, PipeAddress address, PipeRecord record) {
    try {
      Plan plan =
          Plan.of(address, record.settings(), kinds, caller(address, record), around.hops());
      PipeRun run =
          new PipeRun(
              address.arn(),
              plan,
              around.clock(),
              around.executor(),
              around.pauses(),
              slot.traffic);
      synchronized (slots) {
        if (closed) {
          return CompletableFuture.completedFuture(false);
        }
        slot.run = run;
      }
      run.start();
      return CompletableFuture.completedFuture(true);
    } catch (RuntimeException broken) {
      LOG.error("{} could not be started", address.arn(), broken);
      synchronized (slots) {
        slot.run = null;
      }
      String reason = "The pipe cannot be started: " + broken.getMessage();
      return arrived(address, record, PipeState.START_FAILED, reason).thenApply(_ -> false);
    }
  }

  /// Stops all runs and waits a little for their batches; what does not end comes again after the
  /// next start. To be called before the engine is closed.
  @Override
  public void close() {
    List<PipeRun> runs = new ArrayList<>();
    synchronized (slots) {
      closed = true;
      for (Slot slot : slots.values()) {
        if (slot.run != null) {
          runs.add(slot.run);
        }
      }
    }
    List<CompletableFuture<Boolean>> ends = runs.stream().map(PipeRun::stop).toList();
    CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, GRACE.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
