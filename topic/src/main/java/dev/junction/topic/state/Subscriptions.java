package dev.junction.topic.state;

import dev.junction.topic.domain.Protocol;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The subscriptions of one topic by what they are looked up by. Threads: the partition's.
final class Subscriptions {

  private final Map<String, Subscription> byId = new TreeMap<>();

  /// The ids of subscriptions by protocol and endpoint.
  private final Map<Place, String> byPlace = new HashMap<>();

  /// The ids of subscriptions by the tokens that confirm them.
  private final Map<String, String> byToken = new HashMap<>();

  private record Place(Protocol protocol, String endpoint) {

    static Place of(SubscriptionRecord subscription) {
      return new Place(subscription.protocol(), subscription.endpoint());
    }
  }

  /// All of them in the order of their ids.
  Collection<Subscription> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  @Nullable Subscription find(@Nullable String id) {
    return id == null ? null : byId.get(id);
  }

  /// The subscription of an endpoint, or null.
  @Nullable Subscription find(Protocol protocol, String endpoint) {
    return find(byPlace.get(new Place(protocol, endpoint)));
  }

  /// The subscription that was given a token, or null.
  @Nullable Subscription withToken(String token) {
    return find(byToken.get(token));
  }

  /// Adds a subscription or replaces one.
  ///
  /// @return what was there before, or null
  @Nullable Subscription put(Subscription fresh) {
    SubscriptionRecord record = fresh.record();
    Subscription before = byId.put(record.id(), fresh);
    byPlace.put(Place.of(record), record.id());
    if (before != null && before.record().token() != null) {
      byToken.remove(before.record().token());
    }
    if (record.token() != null) {
      byToken.put(record.token(), record.id());
    }
    return before;
  }

  void remove(SubscriptionRecord record) {
    byId.remove(record.id());
    byPlace.remove(Place.of(record));
    if (record.token() != null) {
      byToken.remove(record.token());
    }
  }

  /// Replaces all of them by others of the same records.
  void replaceAll(UnaryOperator<Subscription> other) {
    byId.replaceAll((_, subscription) -> other.apply(subscription));
  }
}
