package dev.junction.log.access;

import dev.junction.engine.Command;
import dev.junction.engine.Engine;
import dev.junction.engine.EngineErrors;
import dev.junction.engine.ParkingCommand;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogErrors;
import dev.junction.log.state.Groups;
import dev.junction.log.state.LogGroup;
import dev.junction.log.state.LogPartitionService;
import dev.junction.wire.protocol.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How operations reach log groups: from the name or ARN that a client gives to the partition that
/// holds the group. Callers reach the groups of their own account only.
public final class LogAccess {

  private final Engine engine;
  private final PartitionService<Groups> service;

  public LogAccess(Engine engine, PartitionService<Groups> service) {
    this.engine = engine;
    this.service = service;
  }

  /// What is done with a group that was found.
  @FunctionalInterface
  public interface Work<R> {
    Outcome<R> on(LogGroup group, Transaction<Groups> tx);
  }

  /// The caller's group of this name.
  public static GroupAddress named(Call call, String name) {
    return new GroupAddress(call.accountId(), call.region(), name);
  }

  /// The caller's group that a name or an identifier names: one of them, and an identifier is a
  /// name or an ARN.
  public static Outcome<GroupAddress> identified(
      Call call, @Nullable String name, @Nullable String identifier) {
    if (name != null && identifier != null) {
      return Outcome.rejected(LogErrors.nameAndIdentifier());
    }
    if (name == null && identifier == null) {
      return Outcome.rejected(LogErrors.invalid("logGroupName or logGroupIdentifier is missing."));
    }
    if (name != null) {
      return Outcome.accepted(named(call, name));
    }
    return identified(call, identifier == null ? "" : identifier);
  }

  /// The caller's group that a name or an ARN names.
  public static Outcome<GroupAddress> identified(Call call, String identifier) {
    if (!identifier.startsWith("arn:")) {
      return Outcome.accepted(named(call, identifier));
    }
    Optional<GroupAddress> address = GroupAddress.ofArn(identifier);
    if (address.isEmpty()) {
      return Outcome.rejected(LogErrors.invalid("No ARN of a log group: " + identifier));
    }
    boolean isOwn =
        address.get().account().equals(call.accountId())
            && address.get().region().equals(call.region());
    return isOwn ? Outcome.accepted(address.get()) : Outcome.rejected(LogErrors.noSuchGroup());
  }

  /// Runs work on the group at an address that was checked, if it is there.
  public <R> CompletableFuture<Outcome<R>> run(Outcome<GroupAddress> address, Work<R> work) {
    return switch (address) {
      case Outcome.Rejected<GroupAddress>(var error) -> done(Outcome.rejected(error));
      case Outcome.Accepted<GroupAddress>(var found) -> run(found, work);
    };
  }

  /// Runs work on the group at an address, if it is there.
  public <R> CompletableFuture<Outcome<R>> run(GroupAddress address, Work<R> work) {
    return submit(
        address,
        (groups, tx) -> {
          LogGroup group = groups.find(address);
          return group == null ? Outcome.rejected(LogErrors.noSuchGroup()) : work.on(group, tx);
        });
  }

  /// Runs work that needs more space, if there is some.
  public <R> CompletableFuture<Outcome<R>> grow(GroupAddress address, Work<R> work) {
    return run(
        address,
        (group, tx) ->
            tx.hasSpace()
                ? work.on(group, tx)
                : Outcome.rejected(EngineErrors.SERVICE_UNAVAILABLE));
  }

  /// Runs a command on the partition of a group, whether the group exists or not.
  public <R> CompletableFuture<Outcome<R>> submit(
      GroupAddress address, Command<Groups, R> command) {
    return engine.submit(LogPartitionService.partitionOf(engine, address), service, command);
  }

  /// Runs a command on the partition of a group that may answer later.
  public <R> CompletableFuture<Outcome<R>> submitParking(
      GroupAddress address, ParkingCommand<Groups, R> command) {
    return engine.submitParking(LogPartitionService.partitionOf(engine, address), service, command);
  }

  /// Runs a command where the policies of the caller's account are kept.
  public <R> CompletableFuture<Outcome<R>> submitForPolicies(
      Call call, Command<Groups, R> command) {
    int partition = LogPartitionService.policiesOf(engine, call.accountId(), call.region());
    return engine.submit(partition, service, command);
  }

  /// Runs a command on every partition and puts the answers together in their order.
  public <R> CompletableFuture<Outcome<List<R>>> everywhere(Function<Groups, List<R>> question) {
    return onAll((groups, _) -> Outcome.accepted(question.apply(groups)));
  }

  /// Runs a command on every partition and puts the answers together in their order.
  public <R> CompletableFuture<Outcome<List<R>>> onAll(Command<Groups, List<R>> command) {
    List<CompletableFuture<Outcome<List<R>>>> asked = new ArrayList<>(engine.partitions());
    for (int partition = 0; partition < engine.partitions(); partition++) {
      asked.add(engine.submit(partition, service, command));
    }
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(
            _ -> {
              List<R> all = new ArrayList<>();
              for (CompletableFuture<Outcome<List<R>>> answer : asked) {
                switch (answer.join()) {
                  case Outcome.Accepted<List<R>>(var some) -> all.addAll(some);
                  case Outcome.Rejected<List<R>>(var error) -> {
                    return Outcome.rejected(error);
                  }
                }
              }
              return Outcome.accepted(all);
            });
  }

  public static <R> CompletableFuture<Outcome<R>> done(Outcome<R> outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
