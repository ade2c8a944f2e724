package dev.junction.resilience.load;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Receives what is in queues that nobody else receives from, until everything that must be there
/// has come or for as long as one waits.
///
/// @param port where the server is
/// @param giveUpNanos until when what is missing is waited for
record Drain(int port, long giveUpNanos) {

  private static final int VISIBILITY_SECONDS = 43_200;
  private static final long PAUSE_NANOS = 5_000_000;

  /// One that waits for so long from now on.
  static Drain within(int port, Duration time) {
    return new Drain(port, System.nanoTime() + time.toNanos());
  }

  /// Whether it is of no use to wait longer.
  boolean isOver() {
    return System.nanoTime() > giveUpNanos;
  }

  /// Receives from a queue.
  ///
  /// @param name what the ledger calls a message with a body
  void queue(String queue, Ledger ledger, UnaryOperator<String> name) throws IOException {
    try (QueueClient client = new QueueClient(port, queue)) {
      while (true) {
        long asked = System.nanoTime();
        List<QueueClient.Received> some = client.receive(VISIBILITY_SECONDS);
        for (QueueClient.Received each : some) {
          ledger.received(name.apply(each.body()), each.id(), asked);
          ledger.drained(name.apply(each.body()));
        }
        if (some.isEmpty()) {
          if (ledger.isComplete() || asked > giveUpNanos) {
            return;
          }
          pause();
        }
      }
    }
  }

  /// Receives and deletes what is in a FIFO queue, so that what is behind it in its group comes.
  /// Bodies are the group, a dash and the number.
  ///
  /// @param disorder is told what came out of order
  void inOrder(String queue, Ledger ledger, Consumer<String> disorder) throws IOException {
    Map<String, Integer> last = new HashMap<>();
    try (QueueClient client = new QueueClient(port, queue)) {
      while (true) {
        long asked = System.nanoTime();
        List<QueueClient.Received> some = client.receive(VISIBILITY_SECONDS);
        for (QueueClient.Received each : some) {
          ledger.received(each.body(), each.id(), asked);
          ledger.drained(each.body());
          checkOrder(last, each.body(), disorder);
        }
        if (!some.isEmpty()) {
          client.deleteBatch(some);
        } else if (ledger.isComplete() || asked > giveUpNanos) {
          return;
        } else {
          pause();
        }
      }
    }
  }

  private static void checkOrder(
      Map<String, Integer> last, String body, Consumer<String> disorder) {
    int dash = body.indexOf('-');
    String group = body.substring(0, dash);
    int number = Integer.parseInt(body.substring(dash + 1));
    int before = last.getOrDefault(group, 0);
    if (number != before + 1) {
      disorder.accept("%s came right after %s-%d".formatted(body, group, before));
    }
    last.put(group, number);
  }

  static void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}
