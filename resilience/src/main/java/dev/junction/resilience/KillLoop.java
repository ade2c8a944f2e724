package dev.junction.resilience;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// The kill loop for the queue: clients send, receive and delete while the server is killed at
/// random and started again; at the end everything acknowledged must be there or have been deleted.
///
/// The control run makes the server answer from memory: a loop that cannot see that loses shows
/// nothing.
public final class KillLoop {

  private static final String QUEUE = "ledger";
  private static final int CLIENTS = 4;
  private static final int VISIBILITY_SECONDS = 600;

  /// What a loop found.
  ///
  /// @param kills how often the server was killed
  /// @param acknowledged sends that were acknowledged
  /// @param violations what should not have been
  /// @param slowestStartMillis the slowest start after a kill
  public record Result(
      int kills, long acknowledged, List<String> violations, long slowestStartMillis) {

    @Override
    public String toString() {
      return "%d kills, %d acknowledged messages, %d violations, slowest start %d ms"
          .formatted(kills, acknowledged, violations.size(), slowestStartMillis);
    }
  }

  private final Ledger ledger = new Ledger();
  private final AtomicLong numbers = new AtomicLong();
  private final Random random;
  private volatile boolean running = true;

  private KillLoop(long seed) {
    this.random = new Random(seed);
  }

  /// Runs a loop.
  ///
  /// @param control whether to run the control, which must find losses
  public static Result run(int kills, long seed, boolean control)
      throws IOException, InterruptedException {
    Path root = Files.createTempDirectory("junction-kill");
    return new KillLoop(seed).run(kills, root.resolve("data"), control);
  }

  private Result run(int kills, Path folder, boolean control)
      throws IOException, InterruptedException {
    List<String> options =
        control ? List.of("--ephemeral") : List.of("--set", "storage.sync=always");
    ServerProcess server = ServerProcess.start(folder, options);
    try (QueueClient client = new QueueClient(server.port(), QUEUE)) {
      client.create();
    }
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      boolean sends = i % 2 == 0;
      clients.add(Thread.ofPlatform().start(() -> load(server.port(), sends)));
    }
    long slowest = 0;
    for (int kill = 0; kill < kills; kill++) {
      LockSupport.parkNanos(150_000_000L + random.nextInt(250_000_000));
      server.kill();
      server.restart();
      slowest = Math.max(slowest, server.startMillis());
      if (control) {
        try (QueueClient client = new QueueClient(server.port(), QUEUE)) {
          client.create();
        }
      }
    }
    running = false;
    for (Thread client : clients) {
      client.join();
    }
    // What is in flight comes back only after its timeout: the drain uses a restart with the
    // queue's
    // leases read back, so it asks long enough for all of them.
    Set<String> remaining = drain(server);
    server.kill();
    return new Result(kills, ledger.acknowledgedCount(), ledger.violations(remaining), slowest);
  }

  private void load(int port, boolean sends) {
    try (QueueClient client = new QueueClient(port, QUEUE)) {
      while (running) {
        if (sends) {
          send(client);
        } else {
          receive(client);
        }
      }
    }
  }

  private void send(QueueClient client) {
    String body = "m" + numbers.incrementAndGet();
    try {
      client.send(body);
      ledger.acknowledged(body);
    } catch (IOException | InterruptedException _) {
      ledger.unknown(body);
      LockSupport.parkNanos(2_000_000);
    }
  }

  private void receive(QueueClient client) {
    try {
      for (QueueClient.Received received : client.receive(1)) {
        delete(client, received);
      }
    } catch (IOException | InterruptedException _) {
      LockSupport.parkNanos(2_000_000);
    }
  }

  private void delete(QueueClient client, QueueClient.Received received) {
    // Every third message stays, so that there is something to find at the end.
    if (received.body().hashCode() % 3 == 0) {
      return;
    }
    try {
      client.delete(received.handle());
      ledger.deleted(received.body());
    } catch (IOException | InterruptedException _) {
      ledger.deleteUnknown(received.body());
    }
  }

  private static Set<String> drain(ServerProcess server) throws IOException, InterruptedException {
    Set<String> remaining = new HashSet<>();
    try (QueueClient client = new QueueClient(server.port(), QUEUE)) {
      int empty = 0;
      // The load's visibility timeout is one second: after more than that nothing is hidden.
      while (empty < 8) {
        List<QueueClient.Received> some = client.receive(VISIBILITY_SECONDS);
        some.forEach(received -> remaining.add(received.body()));
        if (some.isEmpty()) {
          empty++;
          LockSupport.parkNanos(250_000_000);
        } else {
          empty = 0;
        }
      }
    }
    return remaining;
  }

  /// Arguments: the number of kills. Runs the loop and its control; the exit code says whether both
  /// did what they must.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    Result result = run(kills, System.nanoTime(), false);
    System.out.println("kill loop: " + result);
    result.violations().stream().limit(20).forEach(System.out::println);
    Result control = run(Math.min(kills, 5), 1, true);
    System.out.println("control, answering from memory: " + control);
    boolean well = result.violations().isEmpty() && !control.violations().isEmpty();
    System.out.println(well ? "The loop holds and its control fails, as it must." : "FAILED");
    System.exit(well ? 0 : 1);
  }
}
