package dev.junction.bus.state;

import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.Event;
import dev.junction.engine.Reply;
import dev.junction.engine.Transaction;
import dev.junction.engine.follow.Followers;
import dev.junction.engine.follow.Followers.News;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Those who listen to the buses of one partition: for people to look at, never a way to deliver.
/// Threads: the partition's.
public final class Taps {

  private final Map<BusAddress, Followers<Event>> byBus = new HashMap<>();

  Taps() {}

  /// Hands over what a bus has accepted since this listener asked last, or accepts soon. Answers
  /// false when there are too many listeners.
  public boolean fetch(
      Transaction<Buses> tx,
      BusAddress bus,
      String listener,
      Duration patience,
      Reply<News<Event>> reply) {
    byBus.values().removeIf(Followers::isEmpty);
    return byBus
        .computeIfAbsent(bus, _ -> new Followers<>(event -> event.json().length()))
        .fetch(tx, listener, patience, reply);
  }

  /// Nobody listens under this name any more.
  public void leave(Transaction<Buses> tx, BusAddress bus, String listener) {
    Followers<Event> followers = byBus.get(bus);
    if (followers != null) {
      followers.leave(tx, listener);
    }
  }

  /// A bus has accepted an event.
  void tell(Transaction<Buses> tx, BusAddress bus, Event event) {
    if (!byBus.isEmpty()) {
      Followers<Event> followers = byBus.get(bus);
      if (followers != null) {
        followers.tell(tx, List.of(event));
      }
    }
  }

  /// A bus is gone.
  void end(Transaction<Buses> tx, BusAddress bus) {
    Followers<Event> followers = byBus.remove(bus);
    if (followers != null) {
      followers.end(tx);
    }
  }

  /// Nobody may listen any more.
  public void end(Transaction<Buses> tx) {
    byBus.values().forEach(followers -> followers.end(tx));
    byBus.clear();
  }
}
