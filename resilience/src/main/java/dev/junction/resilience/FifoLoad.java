package dev.junction.resilience;

import dev.junction.resilience.load.Ledger;
import dev.junction.resilience.load.QueueClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// Clients of one FIFO queue: a sender for each group, which repeats a send without an answer under
/// the same deduplication id until it has one, and a receiver.
///
/// So the messages of a group are numbered without gaps, each exists once, and they must come in
/// that order.
final class FifoLoad implements AutoCloseable {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
  private static final Duration MISSING_MAX = Duration.ofSeconds(3);
  private static final long PAUSE_NANOS = 5_000_000;
  private static final int REPEATED_ONE_IN = 8;
  private static final int HALF_DELETED_ONE_IN = 5;

  private final int port;
  private final String queue;
  private final Ledger ledger;
  private final Deliveries deliveries;
  private final ConcurrentMap<String, Integer> delivered = new ConcurrentHashMap<>();
  private final List<String> disorder = new CopyOnWriteArrayList<>();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean running = true;

  FifoLoad(int port, String queue, Ledger ledger, Deliveries deliveries) throws IOException {
    this.port = port;
    this.queue = queue;
    this.ledger = ledger;
    this.deliveries = deliveries;
    try (QueueClient client = new QueueClient(port, queue)) {
      client.create();
    }
  }

  void start(Clients who) {
    for (int group = 0; group < who.groups(); group++) {
      String name = "g" + group;
      clients.add(Thread.ofPlatform().daemon().start(() -> send(name)));
    }
    for (int i = 0; i < who.fifoReceivers(); i++) {
      clients.add(Thread.ofPlatform().daemon().start(this::receive));
    }
  }

  private void send(String group) {
    try (QueueClient client = new QueueClient(port, queue)) {
      for (int number = 1; running; number++) {
        String body = group + "-" + number;
        ledger.sending(body);
        // Some are sent again although they were answered: that must not make a second one.
        boolean isRepeated = body.hashCode() % REPEATED_ONE_IN == 0;
        if (!sendUntilAnswered(client, body, group)
            || (isRepeated && !sendUntilAnswered(client, body, group))) {
          return;
        }
      }
    }
  }

  private boolean sendUntilAnswered(QueueClient client, String body, String group) {
    OptionalLong asked = client.sendUntilAnswered(body, group, ANSWER_MAX);
    asked.ifPresent(nanos -> ledger.acknowledged(body, nanos));
    return asked.isPresent();
  }

  private void receive() {
    try (QueueClient client = new QueueClient(port, queue)) {
      while (running) {
        try {
          receive(client, false);
        } catch (IOException _) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }

  private boolean receive(QueueClient client, boolean drains) throws IOException {
    int life = deliveries.life();
    long asked = System.nanoTime();
    List<QueueClient.Received> some;
    try {
      some = client.receive((int) QueueLoad.LEASE.toSeconds());
    } catch (IOException e) {
      if (!(e instanceof QueueClient.Refused)) {
        deliveries.unanswered(life);
      }
      throw e;
    }
    deliveries.received(some, life, asked);
    for (QueueClient.Received each : some) {
      ledger.received(each.body(), each.id(), asked);
      checkOrder(each.body());
      if (drains) {
        ledger.drained(each.body());
      }
    }
    if (!some.isEmpty()) {
      // A consumer may fail in the middle of what it was given: the rest comes again, in order.
      boolean isHalf = !drains && some.getFirst().body().hashCode() % HALF_DELETED_ONE_IN == 0;
      delete(client, isHalf ? some.subList(0, (some.size() + 1) / 2) : some);
    }
    return !some.isEmpty();
  }

  private void delete(QueueClient client, List<QueueClient.Received> some) throws IOException {
    for (QueueClient.Received each : some) {
      ledger.deleting(each.body());
      deliveries.deleting(each.body());
    }
    for (int place : client.deleteBatch(some)) {
      ledger.deleted(some.get(place).body());
    }
  }

  private void checkOrder(String body) {
    int dash = body.indexOf('-');
    String group = body.substring(0, dash);
    int number = Integer.parseInt(body.substring(dash + 1));
    int before = delivered.getOrDefault(group, 0);
    if (number > before + 1) {
      disorder.add("%s came right after %s-%d".formatted(body, group, before));
    }
    delivered.merge(group, number, Math::max);
  }

  /// Tells the clients to stop and waits for them: until every send has its answer.
  @Override
  public void close() throws InterruptedException {
    running = false;
    for (Thread client : clients) {
      client.join();
    }
  }

  /// Receives and deletes what is left, long enough for every lease of the load to have ended.
  ///
  /// @param restartedNanos when the server was there again: no lease began later
  void drain(long restartedNanos) throws IOException {
    long began = System.nanoTime();
    long leasesEnd = restartedNanos + QueueLoad.LEASE.toNanos() * 5 / 4;
    long giveUp = began + MISSING_MAX.toNanos();
    try (QueueClient client = new QueueClient(port, queue)) {
      while (true) {
        boolean some = receive(client, true);
        long now = System.nanoTime();
        if (!some && now > leasesEnd && (ledger.isComplete() || now > giveUp)) {
          return;
        }
        if (!some) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }

  /// What came out of order.
  List<String> disorder() {
    return List.copyOf(disorder);
  }
}
