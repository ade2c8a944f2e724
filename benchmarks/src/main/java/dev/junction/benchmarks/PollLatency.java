package dev.junction.benchmarks;

import dev.junction.testing.HttpConnection;
import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// From the begin of a send until a long poll that waits has the message.
record PollLatency() implements Workload.InEachMode {

  private static final String QUEUE = "bench";
  private static final int PER_SECOND = 200;
  private static final int STAMP_CHARACTERS = 19;

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String about() {
    return "send to receive, waiting long poll, 200/s";
  }

  @Override
  public List<Figure> run(BenchPlan plan, Mode mode) throws IOException, InterruptedException {
    try (Rig rig = new Rig(mode)) {
      rig.createQueue(QUEUE);
      Throughput.warmUp(rig, plan);
      PacedSends sends = new PacedSends(rig, QUEUE, PER_SECOND);
      Receiver receiver = new Receiver(rig);
      Thread thread = Thread.ofPlatform().daemon().start(receiver);
      sends.run(plan.warmUp().toNanos());
      receiver.restart();
      Meter meter = new Meter(rig.server);
      meter.measure(() -> sends.run(plan.measured().toNanos()));
      receiver.stop();
      // One more message for the poll that waits.
      sends.run(1);
      thread.join(5_000);
      Latencies latencies = receiver.latencies();
      return List.of(meter.figure(about(), mode, latencies.total(), latencies));
    }
  }

  /// Polls and deletes, alone.
  private static final class Receiver implements Runnable {
    private final Rig rig;
    private Latencies latencies = new Latencies();
    private volatile boolean running = true;

    Receiver(Rig rig) {
      this.rig = rig;
    }

    synchronized void restart() {
      latencies = new Latencies();
    }

    synchronized Latencies latencies() {
      return latencies;
    }

    void stop() {
      running = false;
    }

    private synchronized void record(String body) {
      latencies.record(System.nanoTime() - Long.parseLong(body.substring(0, STAMP_CHARACTERS)));
    }

    @Override
    public void run() {
      SqsRequests requests = rig.requests();
      String poll = requests.onQueue(QUEUE) + ",\"WaitTimeSeconds\":20,\"MaxNumberOfMessages\":10}";
      try (HttpConnection connection = rig.connect()) {
        while (running) {
          String answer = connection.exchange(requests.operation("ReceiveMessage", poll)).body();
          if (running) {
            SqsRequests.texts(answer, "Body").forEach(this::record);
          }
          for (String handle : SqsRequests.texts(answer, "ReceiptHandle")) {
            connection.exchange(
                requests.operation(
                    "DeleteMessage",
                    requests.onQueue(QUEUE) + ",\"ReceiptHandle\":\"" + handle + "\"}"));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
