package dev.junction.bus.operation;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.BusErrors;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.events.DescribeEndpointResponse;
import dev.junction.models.events.EndpointEventBus;
import dev.junction.models.events.ReplicationConfig;
import dev.junction.models.events.ReplicationState;
import dev.junction.models.events.RoutingConfig;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What global endpoints have to be: two buses of one name and of the caller's account, one in the
/// Region of the endpoint and the other in that of the secondary route; a role when events are
/// replicated. Source: EventBridge API reference, CreateEndpoint; User Guide, "Making applications
/// Regional-fault tolerant with global endpoints". The texts of the refusals are ours.
record EndpointCheck(
    List<EndpointEventBus> buses,
    @Nullable RoutingConfig routing,
    @Nullable ReplicationConfig replication,
    @Nullable String role) {

  static EndpointCheck of(DescribeEndpointResponse shape) {
    return new EndpointCheck(
        Objects.requireNonNullElse(shape.eventBuses(), List.of()),
        shape.routingConfig(),
        shape.replicationConfig(),
        shape.roleArn());
  }

  /// Whether events go to both buses, as they do where nothing else is said.
  static boolean isReplicated(@Nullable ReplicationConfig replication) {
    return replication == null || !ReplicationState.DISABLED.equals(replication.state());
  }

  /// Whether an ARN is of a Region.
  static boolean isIn(String region, String arn) {
    return Arn.parse(arn).filter(parsed -> parsed.region().equals(region)).isPresent();
  }

  /// Looks at what is wanted, and whether the buses are there.
  CompletableFuture<Outcome<Unit>> run(BusAccess access, Call call) {
    List<BusAddress> addresses = addresses();
    ServiceError problem = problem(call);
    if (problem != null) {
      return BusAccess.done(Outcome.rejected(problem));
    }
    CompletableFuture<Outcome<Unit>> all = BusAccess.done(Outcome.accepted(Unit.INSTANCE));
    for (BusAddress address : addresses) {
      all = all.thenCombine(exists(access, address), (before, now) -> before.then(_ -> now));
    }
    return all;
  }

  private static CompletableFuture<Outcome<Unit>> exists(BusAccess access, BusAddress address) {
    return access.submit(
        address,
        (all, _) ->
            all.find(address) == null
                ? Outcome.rejected(BusErrors.noSuchBus(address.name()))
                : Outcome.accepted(Unit.INSTANCE));
  }

  private List<BusAddress> addresses() {
    return buses.stream()
        .flatMap(bus -> BusAddress.ofArn(bus.eventBusArn()).stream())
        .distinct()
        .toList();
  }

  /// What is wrong with what is wanted, whatever buses there are; null for nothing.
  @Nullable ServiceError problem(Call call) {
    List<BusAddress> addresses = addresses();
    if (buses.size() != 2 || addresses.size() != 2) {
      return BusErrors.invalid("EventBuses", "There must be two event buses.");
    }
    BusAddress one = addresses.getFirst();
    BusAddress two = addresses.getLast();
    if (!one.account().equals(call.accountId()) || !two.account().equals(call.accountId())) {
      return BusErrors.invalid("EventBuses", "The event buses must be of the account.");
    }
    if (!one.name().equals(two.name())) {
      return BusErrors.invalid("EventBuses", "The event buses must have the same name.");
    }
    String home = call.region().name();
    if (one.region().name().equals(home) == two.region().name().equals(home)) {
      return BusErrors.invalid(
          "EventBuses", "One event bus must be in the Region of the endpoint, one in another.");
    }
    String other = (one.region().name().equals(home) ? two : one).region().name();
    if (routing == null || !other.equals(routing.failoverConfig().secondary().route())) {
      return BusErrors.invalid(
          "RoutingConfig", "The secondary Region must be that of the other event bus.");
    }
    return isReplicated(replication) && role == null
        ? BusErrors.invalid("RoleArn", "It must be given where replication is enabled.")
        : null;
  }
}
