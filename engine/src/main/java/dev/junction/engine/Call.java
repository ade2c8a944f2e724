package dev.junction.engine;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A command with its way back to the caller.
///
/// Threads: the outcome belongs to the partition's until the call is held, to the one that gives
/// the answer then.
final class Call<S, R> extends Item implements Reply<R>, Runnable {

  private final int partition;
  private final PartitionService<S> service;
  private final ParkingCommand<S, R> command;
  private final @Nullable Executor home;
  private final CompletableFuture<Outcome<R>> future = new CompletableFuture<>();
  private @Nullable Outcome<R> outcome;

  /// Its place among the parked calls; negative while it is not parked.
  int parkedAt = -1;

  Call(
      int partition,
      PartitionService<S> service,
      ParkingCommand<S, R> command,
      @Nullable Executor home) {
    this.partition = partition;
    this.service = service;
    this.command = command;
    this.home = home;
  }

  int partition() {
    return partition;
  }

  PartitionService<S> service() {
    return service;
  }

  ParkingCommand<S, R> command() {
    return command;
  }

  /// Where the caller takes its answer; null for nowhere in particular.
  @Nullable Executor home() {
    return home;
  }

  CompletableFuture<Outcome<R>> future() {
    return future;
  }

  @Nullable Outcome<R> outcome() {
    return outcome;
  }

  void setOutcome(Outcome<R> decided) {
    outcome = decided;
  }

  /// Gives the caller what was decided.
  @Override
  public void run() {
    if (outcome != null) {
      future.complete(outcome);
    }
  }

  /// Ends the call with an error, whatever was decided.
  void fail(ServiceError error) {
    future.complete(Outcome.rejected(error));
  }

  @Override
  public boolean isAbandoned() {
    return future.isDone();
  }
}
