package dev.junction.engine;

import dev.junction.engine.place.Keyspace;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Invariant;
import dev.junction.storage.StateStore;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The services of one partition, by their keyspace.
final class Services {

  private final @Nullable ServiceSlot<?>[] slots;

  Services(List<PartitionService<?>> services) {
    slots = new ServiceSlot<?>[Keyspace.LAST + 1];
    for (PartitionService<?> service : services) {
      ServiceSlot<?> slot = new ServiceSlot<>(service);
      int keyspace = service.keyspace() & 0xff;
      ServiceSlot<?> other = slots[keyspace];
      if (other != null) {
        throw new Invariant.Broken(
            service.name() + " and " + other.service().name() + " share keyspace " + keyspace);
      }
      slots[keyspace] = slot;
    }
  }

  /// Rebuilds the view of every service.
  void open(Partition.Place place, Clock clock, RandomGenerator random, StateStore state) {
    for (ServiceSlot<?> slot : slots) {
      if (slot != null) {
        slot.open(place, clock, random, state);
      }
    }
  }

  /// Whether the service is one of these.
  boolean contains(PartitionService<?> service) {
    ServiceSlot<?> slot = slots[service.keyspace() & 0xff];
    return slot != null && slot.service().equals(service);
  }

  /// The slot of a service that [#contains] this one.
  @SuppressWarnings("unchecked") // a slot has the type of the service that it was made for
  <S> ServiceSlot<S> of(PartitionService<S> service) {
    return (ServiceSlot<S>) of(service.keyspace());
  }

  /// The slot of the service that a timer or message belongs to.
  ServiceSlot<?> of(byte keyspace) {
    ServiceSlot<?> slot = slots[keyspace & 0xff];
    if (slot == null) {
      throw new Invariant.Broken("No service has keyspace " + (keyspace & 0xff));
    }
    return slot;
  }
}
