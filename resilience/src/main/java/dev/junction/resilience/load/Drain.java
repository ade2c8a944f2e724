package dev.junction.resilience.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
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

  static void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}
