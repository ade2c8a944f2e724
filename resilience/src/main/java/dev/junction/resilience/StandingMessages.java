package dev.junction.resilience;

import dev.junction.resilience.load.QueueClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Messages that are sent before anything happens and received after everything has happened.
final class StandingMessages {

  private static final String QUEUE = "standing";
  private static final int VISIBILITY_SECONDS = 43_200;
  private static final int BATCH = 10;

  private final int port;
  private final int count;

  StandingMessages(int port, int count) {
    this.port = port;
    this.count = count;
  }

  void send() throws IOException {
    if (count == 0) {
      return;
    }
    try (QueueClient client = new QueueClient(port, QUEUE)) {
      client.create();
      for (int at = 0; at < count; at += BATCH) {
        List<String> bodies = new ArrayList<>();
        for (int i = at; i < Math.min(count, at + BATCH); i++) {
          bodies.add("s" + i);
        }
        if (client.sendBatch(bodies).size() != bodies.size()) {
          throw new IOException("A batch was not taken whole");
        }
      }
    }
  }

  /// How many are not there any more.
  int missing() throws IOException {
    Set<String> found = new HashSet<>();
    if (count == 0) {
      return 0;
    }
    try (QueueClient client = new QueueClient(port, QUEUE)) {
      int empty = 0;
      while (empty < 3) {
        List<QueueClient.Received> some = client.receive(VISIBILITY_SECONDS);
        some.forEach(each -> found.add(each.body()));
        empty = some.isEmpty() ? empty + 1 : 0;
        // Nobody may hold more than 120,000 messages of a queue at once.
        if (!some.isEmpty()) {
          client.deleteBatch(some);
        }
      }
    }
    return count - found.size();
  }
}
