package dev.junction.bus.operation;

import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.domain.Event;
import dev.junction.bus.state.Bus;
import dev.junction.bus.state.Buses;
import dev.junction.delivery.Arrival;
import dev.junction.delivery.Attribute;
import dev.junction.delivery.Handover;
import dev.junction.delivery.Target;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.identity.policy.Caller;
import dev.junction.identity.policy.PolicyRequest;
import dev.junction.identity.policy.RequestContext;
import dev.junction.identity.policy.ResourceAccess;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts an event on a bus that a rule of another bus sends.
///
/// Another account needs the policy of the bus. Source: EventBridge User Guide, "Sending and
/// receiving events between AWS accounts": an event does not go on to a third account or region.
/// That it comes back to a bus that it has passed, and that it goes on without end, is prevented
/// here, but not there.
public final class TakeDelivery implements Target<Buses> {

  private final PartitionService<Buses> service;

  public TakeDelivery(PartitionService<Buses> service) {
    this.service = service;
  }

  @Override
  public String arnService() {
    return "events";
  }

  @Override
  public PartitionService<Buses> partitionService() {
    return service;
  }

  @Override
  public Arrival take(Buses buses, Transaction<Buses> tx, Handover handover) {
    BusAddress address = BusAddress.ofArn(handover.target()).orElse(null);
    Bus bus = address == null ? null : buses.find(address);
    if (address == null || bus == null) {
      return new Arrival.Refused("NO_RESOURCE", "The event bus does not exist.");
    }
    if (!isAllowed(bus, tx, handover)) {
      return new Arrival.Refused(
          "NO_PERMISSIONS", "The policy of the event bus does not let its account in.");
    }
    List<String> path = path(handover);
    if (path.contains(address.arn())) {
      return new Arrival.Refused("LOOP_DETECTED", "The event has been on this event bus before.");
    }
    if (path.size() > BusLimits.HOPS_MAX) {
      return new Arrival.Refused(
          "HOP_LIMIT_EXCEEDED",
          "The event has gone from bus to bus " + BusLimits.HOPS_MAX + " times already.");
    }
    Arrival.Refused tooFar = tooFar(path, address);
    if (tooFar != null) {
      return tooFar;
    }
    Event event = Event.ofJson(new String(handover.body(), StandardCharsets.UTF_8), tx.now(), path);
    if (event == null) {
      return new Arrival.Refused("INVALID_JSON", "What came is no event.");
    }
    bus.accept(tx, event);
    return Arrival.DELIVERED;
  }

  private static List<String> path(Handover handover) {
    for (Attribute attribute : handover.attributes()) {
      if (attribute.name().equals(Bus.PATH)) {
        return List.of(attribute.text().split(" "));
      }
    }
    return List.of();
  }

  private static Arrival.@Nullable Refused tooFar(List<String> path, BusAddress here) {
    long accounts =
        path.stream()
            .map(arn -> BusAddress.ofArn(arn).map(BusAddress::account).orElse(here.account()))
            .filter(account -> !account.equals(here.account()))
            .distinct()
            .count();
    long regions =
        path.stream()
            .map(arn -> BusAddress.ofArn(arn).map(BusAddress::region).orElse(here.region()))
            .filter(region -> !region.equals(here.region()))
            .distinct()
            .count();
    if (accounts > 1) {
      return new Arrival.Refused(
          "THIRD_ACCOUNT_HOP_DETECTED", "Events do not go on to a third account.");
    }
    return regions > 1
        ? new Arrival.Refused("THIRD_REGION_HOP_DETECTED", "Events do not go on to a third Region.")
        : null;
  }

  private static boolean isAllowed(Bus bus, Transaction<Buses> tx, Handover handover) {
    AccountId account = new AccountId(handover.source().account());
    if (bus.policy() == null) {
      return account.equals(bus.address().account());
    }
    Arn root = new Arn("aws", "iam", "", account.value(), "root");
    RequestContext context =
        RequestContext.of(null, true, tx.now())
            .with("aws:SourceArn", handover.source().arn())
            .with("aws:SourceAccount", account.value());
    PolicyRequest request =
        new PolicyRequest(
            new Caller.Identity(account, root, account.value()),
            "events:PutEvents",
            bus.arn(),
            context);
    return ResourceAccess.decide(bus.policy(), bus.address().account(), request).isAllowed();
  }
}
