package dev.junction.pipe.access;

import dev.junction.engine.Command;
import dev.junction.engine.Engine;
import dev.junction.engine.PartitionService;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.pipe.domain.PipeAddress;
import dev.junction.pipe.state.Pipes;
import dev.junction.wire.protocol.Call;
import java.util.concurrent.CompletableFuture;

/// How operations reach pipes: all pipes of an account and Region lie on one partition.
public final class PipeAccess {

  private static final String PLACE = "pipes";

  private final Engine engine;
  private final PartitionService<Pipes> service;

  public PipeAccess(Engine engine, PartitionService<Pipes> service) {
    this.engine = engine;
    this.service = service;
  }

  /// The pipe that a call means.
  public static PipeAddress address(Call call, String name) {
    return new PipeAddress(call.accountId(), call.region(), name);
  }

  /// Runs a command on the partition of an account's pipes.
  public <R> CompletableFuture<Outcome<R>> submit(
      AccountId account, Region region, Command<Pipes, R> command) {
    int partition = engine.partitionOf(account, region, PLACE, "");
    return engine.submit(partition, service, command);
  }

  /// Runs a command on the partition of a pipe, whether it exists or not.
  public <R> CompletableFuture<Outcome<R>> submit(PipeAddress address, Command<Pipes, R> command) {
    return submit(address.account(), address.region(), command);
  }

  /// Runs a command on a partition.
  public <R> CompletableFuture<Outcome<R>> submit(int partition, Command<Pipes, R> command) {
    return engine.submit(partition, service, command);
  }

  /// How many partitions there are.
  public int partitions() {
    return engine.partitions();
  }

  public static <R> CompletableFuture<Outcome<R>> done(Outcome<R> outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
