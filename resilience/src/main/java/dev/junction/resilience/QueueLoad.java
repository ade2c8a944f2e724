package dev.junction.resilience;

import dev.junction.resilience.load.Ledger;
import dev.junction.resilience.load.QueueClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Clients of one standard queue: they send alone and in batches, receive, and delete two thirds of
/// what they receive, until they are told to stop or the server is gone.
final class QueueLoad implements AutoCloseable {

  /// How long the load hides what it receives.
  static final Duration LEASE = Duration.ofSeconds(1);

  private static final int DRAIN_VISIBILITY_SECONDS = 43_200;
  private static final Duration MISSING_MAX = Duration.ofSeconds(3);
  private static final long PAUSE_NANOS = 2_000_000;

  private final int port;
  private final String queue;
  private final Ledger ledger;
  private final Deliveries deliveries;
  private final AtomicLong numbers = new AtomicLong();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean running = true;

  /// Something a client does again and again.
  private interface Step {
    void run(QueueClient client) throws IOException;
  }

  QueueLoad(int port, String queue, Ledger ledger, Deliveries deliveries) throws IOException {
    this.port = port;
    this.queue = queue;
    this.ledger = ledger;
    this.deliveries = deliveries;
    try (QueueClient client = new QueueClient(port, queue)) {
      client.create();
    }
  }

  void start(Clients who) {
    for (int i = 0; i < who.senders(); i++) {
      repeat(this::send);
    }
    for (int i = 0; i < who.batchSenders(); i++) {
      repeat(this::sendBatch);
    }
    for (int i = 0; i < who.receivers(); i++) {
      boolean deletesBatches = i % 2 == 1;
      repeat(client -> receive(client, deletesBatches));
    }
  }

  private void repeat(Step step) {
    clients.add(
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try (QueueClient client = new QueueClient(port, queue)) {
                    while (running && step(client, step)) {}
                  }
                }));
  }

  /// Whether the server is still there.
  private static boolean step(QueueClient client, Step step) {
    try {
      step.run(client);
      return true;
    } catch (QueueClient.Refused _) {
      LockSupport.parkNanos(PAUSE_NANOS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private void send(QueueClient client) throws IOException {
    String body = "m" + numbers.incrementAndGet();
    ledger.sending(body);
    long asked = System.nanoTime();
    client.send(body);
    ledger.acknowledged(body, asked);
  }

  private void sendBatch(QueueClient client) throws IOException {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      bodies.add("b" + numbers.incrementAndGet());
    }
    bodies.forEach(ledger::sending);
    long asked = System.nanoTime();
    for (int place : client.sendBatch(bodies)) {
      ledger.acknowledged(bodies.get(place), asked);
    }
  }

  private void receive(QueueClient client, boolean deletesBatches) throws IOException {
    List<QueueClient.Received> deletes = new ArrayList<>();
    int life = deliveries.life();
    long asked = System.nanoTime();
    List<QueueClient.Received> some = receive(client, life, (int) LEASE.toSeconds());
    for (QueueClient.Received received : some) {
      ledger.received(received.body(), received.id(), asked);
      // Every third message stays, so that there is something to find afterwards.
      if (received.body().hashCode() % 3 != 0) {
        deletes.add(received);
      }
    }
    deletes.forEach(each -> ledger.deleting(each.body()));
    long leaseEnds = asked + LEASE.toNanos();
    if (deletesBatches && !deletes.isEmpty()) {
      for (int place : client.deleteBatch(deletes)) {
        deleted(deletes.get(place), leaseEnds);
      }
      return;
    }
    for (QueueClient.Received each : deletes) {
      client.delete(each.handle());
      deleted(each, leaseEnds);
    }
  }

  /// Notes that a delete was answered. One that came after the lease may have been of an old
  /// receipt handle, because somebody got the message meanwhile: such a delete deletes nothing.
  private void deleted(QueueClient.Received received, long leaseEnds) {
    if (System.nanoTime() - leaseEnds < 0) {
      ledger.deleted(received.body());
    }
  }

  /// Receives and lets the delivery be judged.
  private List<QueueClient.Received> receive(QueueClient client, int life, int visibilitySeconds)
      throws IOException {
    long asked = System.nanoTime();
    try {
      List<QueueClient.Received> some = client.receive(visibilitySeconds);
      deliveries.received(some, life, asked);
      return some;
    } catch (QueueClient.Refused refused) {
      throw refused;
    } catch (IOException e) {
      deliveries.unanswered(life);
      throw e;
    }
  }

  /// Tells the clients to stop and waits for them.
  @Override
  public void close() throws InterruptedException {
    running = false;
    for (Thread client : clients) {
      client.join();
    }
  }

  /// Receives what is left in the queue, long enough for every lease of the load to have ended.
  ///
  /// @param restartedNanos when the server was there again: no lease began later
  void drain(long restartedNanos) throws IOException {
    long began = System.nanoTime();
    long leasesEnd = restartedNanos + LEASE.toNanos() * 5 / 4;
    long giveUp = began + MISSING_MAX.toNanos();
    try (QueueClient client = new QueueClient(port, queue)) {
      while (true) {
        long asked = System.nanoTime();
        List<QueueClient.Received> some =
            receive(client, deliveries.life(), DRAIN_VISIBILITY_SECONDS);
        for (QueueClient.Received each : some) {
          ledger.received(each.body(), each.id(), asked);
          ledger.drained(each.body());
        }
        if (some.isEmpty()) {
          if (asked > leasesEnd && (ledger.isComplete() || asked > giveUp)) {
            return;
          }
          LockSupport.parkNanos(10 * PAUSE_NANOS);
        }
      }
    }
  }
}
