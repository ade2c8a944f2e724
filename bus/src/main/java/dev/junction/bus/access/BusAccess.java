package dev.junction.bus.access;

import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.state.Bus;
import dev.junction.bus.state.BusPartitionService;
import dev.junction.bus.state.Buses;
import dev.junction.engine.Command;
import dev.junction.engine.Engine;
import dev.junction.engine.EngineErrors;
import dev.junction.engine.ParkingCommand;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.identity.policy.Caller;
import dev.junction.identity.policy.PolicyRequest;
import dev.junction.identity.policy.RequestContext;
import dev.junction.identity.policy.ResourceAccess;
import dev.junction.identity.policy.ResourceAccess.Decision;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.wire.protocol.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How operations reach buses: from the name or ARN that a client gives to the partition that
/// holds the bus.
public final class BusAccess {

  private final Engine engine;
  private final PartitionService<Buses> service;
  private final Turns turns = new Turns();

  public BusAccess(Engine engine, PartitionService<Buses> service) {
    this.engine = engine;
    this.service = service;
  }

  /// What is done with a bus that was found.
  @FunctionalInterface
  public interface Work<R> {
    Outcome<R> on(Bus bus, Transaction<Buses> tx);
  }

  /// The bus that a name or an ARN means; the default one without either.
  public static BusAddress address(Call call, @Nullable String nameOrArn) {
    if (nameOrArn == null) {
      return new BusAddress(call.accountId(), call.region(), BusAddress.DEFAULT_NAME);
    }
    return BusAddress.ofArn(nameOrArn)
        .orElseGet(() -> new BusAddress(call.accountId(), call.region(), nameOrArn));
  }

  /// Runs work on a bus, if it is there and the caller may.
  ///
  /// @param action what the caller does, as in `PutRule`
  /// @param resource the ARN of what it is done to
  public <R> CompletableFuture<Outcome<R>> run(
      Call call, BusAddress address, String action, String resource, Work<R> work) {
    return run(call, address, action, resource, _ -> List.of(UnaryOperator.identity()), work);
  }

  /// The same, with what the conditions of the policy may look at beside what all requests have:
  /// several sets of keys when all of them have to be allowed.
  public <R> CompletableFuture<Outcome<R>> run(
      Call call,
      BusAddress address,
      String action,
      String resource,
      Function<Bus, List<UnaryOperator<RequestContext>>> keys,
      Work<R> work) {
    return submit(
        address,
        (buses, tx) -> {
          Bus bus = buses.find(address);
          if (bus == null) {
            return Outcome.rejected(BusErrors.noSuchBus(address.name()));
          }
          for (UnaryOperator<RequestContext> each : keys.apply(bus)) {
            Decision decision = decide(call, bus, action, resource, each, tx);
            if (!decision.isAllowed()) {
              return Outcome.rejected(
                  BusErrors.denied(decision, call.principalArn(), "events:" + action, resource));
            }
          }
          return work.on(bus, tx);
        });
  }

  /// Whether a caller may do something with a bus, or with what belongs to it.
  ///
  /// @param keys adds what conditions may look at beside what all requests have
  public static Decision decide(
      Call call,
      Bus bus,
      String action,
      String resource,
      UnaryOperator<RequestContext> keys,
      Transaction<?> tx) {
    if (bus.policy() == null || call.caller().isService()) {
      return call.accountId().equals(bus.address().account())
          ? Decision.ALLOWED
          : Decision.NOT_ALLOWED;
    }
    Arn principal =
        Arn.parse(call.principalArn())
            .orElseThrow(() -> new IllegalStateException("No principal: " + call.principalArn()));
    PolicyRequest request =
        new PolicyRequest(
            new Caller.Identity(call.accountId(), principal, call.userId()),
            "events:" + action,
            resource,
            keys.apply(RequestContext.of(call, tx.now())));
    return ResourceAccess.decide(bus.policy(), bus.address().account(), request);
  }

  /// Runs a command on the partition of a bus, whether it exists or not.
  public <R> CompletableFuture<Outcome<R>> submit(BusAddress address, Command<Buses, R> command) {
    return engine.submit(BusPartitionService.partitionOf(engine, address), service, command);
  }

  /// Runs a command on the partition of a bus that may answer later.
  public <R> CompletableFuture<Outcome<R>> submitParking(
      BusAddress address, ParkingCommand<Buses, R> command) {
    int partition = BusPartitionService.partitionOf(engine, address);
    return engine.submitParking(partition, service, command);
  }

  /// Runs a command on the partition of what the account of a call has beside buses.
  public <R> CompletableFuture<Outcome<R>> submitForAccount(Call call, Command<Buses, R> command) {
    return submitFor(call.accountId(), call.region(), command);
  }

  /// Runs a command on the partition of what an account has beside buses.
  public <R> CompletableFuture<Outcome<R>> submitFor(
      AccountId account, Region region, Command<Buses, R> command) {
    int partition = BusPartitionService.partitionOf(engine, account, region);
    return engine.submit(partition, service, command);
  }

  /// Runs a command that writes something new among what the account of a call has; refused while
  /// the disk has no space.
  public <R> CompletableFuture<Outcome<R>> growForAccount(Call call, Command<Buses, R> command) {
    return growFor(call.accountId(), call.region(), command);
  }

  /// Runs a command that writes something new among what an account has; refused while the disk
  /// has no space.
  public <R> CompletableFuture<Outcome<R>> growFor(
      AccountId account, Region region, Command<Buses, R> command) {
    return submitFor(
        account,
        region,
        (buses, tx) ->
            tx.hasSpace()
                ? command.run(buses, tx)
                : Outcome.rejected(EngineErrors.SERVICE_UNAVAILABLE));
  }

  /// Runs a command on a partition.
  public <R> CompletableFuture<Outcome<R>> submit(int partition, Command<Buses, R> command) {
    return engine.submit(partition, service, command);
  }

  /// Runs work that looks at several partitions before it writes: one after the other for each key.
  public <R> CompletableFuture<Outcome<R>> inTurn(
      String key, Supplier<CompletionStage<Outcome<R>>> work) {
    return turns.take(key, work);
  }

  /// How many partitions there are.
  public int partitions() {
    return engine.partitions();
  }

  /// Asks every partition and puts the answers together in the order of the partitions.
  public <R> CompletableFuture<Outcome<List<R>>> everywhere(Function<Buses, List<R>> question) {
    CompletableFuture<Outcome<List<R>>> all =
        CompletableFuture.completedFuture(Outcome.accepted(List.of()));
    for (int partition = 0; partition < engine.partitions(); partition++) {
      all =
          all.thenCombine(
              engine.submit(
                  partition, service, (buses, _) -> Outcome.accepted(question.apply(buses))),
              (before, more) -> before.then(first -> more.map(second -> joined(first, second))));
    }
    return all;
  }

  private static <R> List<R> joined(List<R> first, List<R> second) {
    List<R> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  public static <R> CompletableFuture<Outcome<R>> done(Outcome<R> outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
