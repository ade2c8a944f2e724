package dev.junction.schema.operation;

import dev.junction.delivery.Arrival;
import dev.junction.delivery.Handover;
import dev.junction.delivery.Target;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;
import dev.junction.models.schemas.Type;
import dev.junction.schema.content.EventSchema;
import dev.junction.schema.state.DiscovererRecord;
import dev.junction.schema.state.Place;
import dev.junction.schema.state.SchemaPartitionService;
import dev.junction.schema.state.Shelf;
import dev.junction.schema.state.Shelves;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Lets a discoverer look at an event that a bus hands it by its ARN, as the managed rule of the
/// real
/// service does.
///
/// Only the bus may, in the discoverer's own account. A discoverer that is stopped looks away; so
/// does one at events of other accounts unless it looks at those, too, and at what is no event.
public final class TakeDelivery implements Target<Shelves> {

  private static final String BUS = "events.amazonaws.com";
  private static final String DISCOVERER = "discoverer/";

  private final PartitionService<Shelves> service;

  public TakeDelivery(PartitionService<Shelves> service) {
    this.service = service;
  }

  @Override
  public String arnService() {
    return "schemas";
  }

  @Override
  public String placeOf(String resource) {
    return SchemaPartitionService.PLACE;
  }

  @Override
  public PartitionService<Shelves> partitionService() {
    return service;
  }

  @Override
  public Arrival take(Shelves shelves, Transaction<Shelves> tx, Handover handover) {
    Optional<Arn> arn =
        Arn.parse(handover.target()).filter(found -> found.resource().startsWith(DISCOVERER));
    if (arn.isEmpty()) {
      return new Arrival.Refused("NotFoundException", "Only discoverers take events.");
    }
    String account = arn.get().account();
    Shelf shelf = shelves.of(new Place(new AccountId(account), new Region(arn.get().region())));
    DiscovererRecord discoverer =
        shelf.discoverers().get(arn.get().resource().substring(DISCOVERER.length()));
    if (discoverer == null) {
      return new Arrival.Refused("NotFoundException", "The discoverer does not exist.");
    }
    if (!handover.source().principal().equals(BUS)
        || !handover.source().account().equals(account)) {
      return new Arrival.Refused("ForbiddenException", "Only a bus of its account may.");
    }
    EventSchema seen =
        discoverer.isStarted()
            ? EventSchema.of(new String(handover.body(), StandardCharsets.UTF_8))
            : null;
    if (seen != null && seen.isOfBus() && (discoverer.isCrossAccount() || seen.isOf(account))) {
      shelf.discover(tx, seen, Type.OPEN_API3);
    }
    return Arrival.DELIVERED;
  }
}
