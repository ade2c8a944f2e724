package dev.junction.resilience.soak;

import dev.junction.resilience.flood.IdlePolls;
import dev.junction.resilience.load.QueueClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// Clients of a control run, who leave things behind: queues with messages that nobody deletes, and
/// connections that nobody closes until the end.
public final class Leak implements AutoCloseable {

  private static final int QUEUES = 150;
  private static final int BODY_BYTES = 4_000;
  private static final int CONNECTIONS = 50;

  private final int port;
  private final Random random;
  private final List<IdlePolls> open = new ArrayList<>();

  public Leak(int port, Random random) {
    this.port = port;
    this.random = random;
  }

  /// Leaves some.
  public void some() throws IOException {
    for (int i = 0; i < QUEUES; i++) {
      try (QueueClient queue = new QueueClient(port, "left" + i)) {
        queue.create();
        List<String> bodies = new ArrayList<>();
        for (int message = 0; message < 10; message++) {
          bodies.add(incompressible());
        }
        queue.sendBatch(bodies);
      }
    }
    IdlePolls polls = new IdlePolls(port);
    open.add(polls);
    polls.open(CONNECTIONS);
  }

  private String incompressible() {
    byte[] bytes = new byte[BODY_BYTES / 2];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    open.forEach(IdlePolls::close);
  }
}
