package dev.junction.benchmarks;

import dev.junction.testing.HttpConnection;
import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/// Sends on one connection at a steady rate, whatever the server does; each message says when it
/// was sent.
final class PacedSends {

  private final Rig rig;
  private final String queue;
  private final int perSecond;

  PacedSends(Rig rig, String queue, int perSecond) {
    this.rig = rig;
    this.queue = queue;
    this.perSecond = perSecond;
  }

  /// Sends for a time; answers how long the sends took, counted from when each was due.
  Latencies run(long nanos) throws IOException {
    Latencies latencies = new Latencies();
    SqsRequests requests = rig.requests();
    try (HttpConnection connection = rig.connect()) {
      long began = System.nanoTime();
      long between = 1_000_000_000L / perSecond;
      for (long due = began; due < began + nanos; due += between) {
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        byte[] request = requests.operation("SendMessage", json(requests));
        int status = connection.exchange(request).status();
        if (status != 200) {
          throw new IOException("A send was answered with " + status);
        }
        latencies.record(System.nanoTime() - due);
      }
    }
    return latencies;
  }

  private String json(SqsRequests requests) {
    String stamp = "%019d".formatted(System.nanoTime());
    return requests.onQueue(queue)
        + ",\"MessageBody\":\""
        + stamp
        + Scripts.BODY.substring(stamp.length())
        + "\"}";
  }
}
