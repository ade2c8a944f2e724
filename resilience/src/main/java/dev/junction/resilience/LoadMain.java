package dev.junction.resilience;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// The first end-to-end load: clients on this machine send, then receive and delete, each on a
// connection
/// of its own, against a durable server in a process of its own.
///
/// Arguments: the seconds for each kind of load. The figures hold for the machine and the run
// alone.
public final class LoadMain {

  private static final int CLIENTS = 16;
  private static final String BODY = "x".repeat(1024);

  private LoadMain() {}

  private interface Step {
    int run(QueueClient client) throws IOException, InterruptedException;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
    Path folder = Files.createTempDirectory("junction-load").resolve("data");
    ServerProcess server = ServerProcess.start(folder, List.of());
    System.out.printf("start until ready: %d ms%n", server.startMillis());
    try (QueueClient client = new QueueClient(server.port(), "load")) {
      client.create();
    }
    Step send =
        client -> {
          client.send(BODY);
          return 1;
        };
    Step drain =
        client -> {
          List<QueueClient.Received> some = client.receive(30);
          for (QueueClient.Received received : some) {
            client.delete(received.handle());
          }
          return some.size();
        };
    load("warm-up", server.port(), 3, send);
    load("send 1 KiB, durable", server.port(), seconds, send);
    load("receive 10 and delete one by one, messages", server.port(), seconds, drain);
    server.kill();
  }

  private static void load(String what, int port, int seconds, Step step)
      throws InterruptedException {
    LongAdder done = new LongAdder();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (QueueClient client = new QueueClient(port, "load")) {
                      while (System.nanoTime() < end) {
                        done.add(step.run(client));
                      }
                    } catch (IOException | InterruptedException e) {
                      System.out.println(what + ": " + e);
                    }
                  }));
    }
    for (Thread client : clients) {
      client.join();
    }
    System.out.printf("%s: %d per second, %d connections%n", what, done.sum() / seconds, CLIENTS);
  }
}
