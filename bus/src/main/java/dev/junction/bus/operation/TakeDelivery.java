package dev.junction.bus.operation;

import dev.junction.bus.access.ConditionKeys;
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

/// Puts an event on a bus that a rule of another bus sends.
///
/// Another account needs the policy of the bus. An event that came from another bus goes to no
/// third one, in whatever account or Region, so that buses whose rules send to each other do not
/// multiply it. Source: EventBridge User Guide, "Sending and receiving events between event buses
/// in the same account and Region", note; the error code is the one that dead letters of the real
/// service carry then, as users have published it.
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
    List<String> path = path(handover);
    if (path.size() > BusLimits.HOPS_MAX || path.contains(address.arn())) {
      return new Arrival.Refused(
          "THIRD_ACCOUNT_HOP_DETECTED",
          "An event goes from one event bus to another once only, and this one has done so.");
    }
    Event event = Event.ofJson(new String(handover.body(), StandardCharsets.UTF_8), tx.now(), path);
    if (event == null) {
      return new Arrival.Refused("INVALID_JSON", "What came is no event.");
    }
    if (!isAllowed(bus, tx, handover, event)) {
      return new Arrival.Refused(
          "NO_PERMISSIONS", "The policy of the event bus does not let the event in.");
    }
    bus.accept(tx, event.in(handover.trace()));
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

  private static boolean isAllowed(Bus bus, Transaction<Buses> tx, Handover handover, Event event) {
    AccountId account = new AccountId(handover.source().account());
    if (bus.policy() == null) {
      return account.equals(bus.address().account());
    }
    Arn root = new Arn("aws", "iam", "", account.value(), "root");
    RequestContext context =
        RequestContext.of(null, true, tx.now())
            .with("aws:SourceArn", handover.source().arn())
            .with("aws:SourceAccount", account.value());
    boolean isForeign = !account.equals(bus.address().account());
    PolicyRequest request =
        new PolicyRequest(
            new Caller.Identity(account, root, account.value()),
            "events:PutEvents",
            bus.arn(),
            ConditionKeys.ofEvent(context, event, isForeign));
    return ResourceAccess.decide(bus.policy(), bus.address().account(), request).isAllowed();
  }
}
