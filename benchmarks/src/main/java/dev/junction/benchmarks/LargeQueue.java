package dev.junction.benchmarks;

import dev.junction.testing.ServerProcess;
import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// A queue in which a million messages wait: rates against the empty queue, memory, restart.
record LargeQueue() implements Workload {

  private static final String QUEUE = "bench";

  @Override
  public String name() {
    return "million";
  }

  @Override
  public String about() {
    return "1,000,000 messages wait";
  }

  @Override
  public List<Figure> run(BenchPlan plan) throws IOException, InterruptedException {
    try (Rig rig = new Rig(Mode.SIGNED)) {
      rig.createQueue(QUEUE);
      ServerProcess server = rig.server;
      Throughput.warmUp(rig, plan);
      long emptyHeap = server.liveHeapBytes();
      Rates empty = rates(rig, plan, "empty");
      Throughput.fill(rig, plan.connections(), plan.manyMessages());
      long fullHeap = server.liveHeapBytes();
      long waiting = waiting(rig);
      Rates full = rates(rig, plan, "full");
      long resident = server.cost().residentBytes();
      List<Figure> figures = new ArrayList<>(empty.figures());
      figures.addAll(full.figures());
      figures.add(
          Figure.of(
              "rates full / empty",
              Mode.SIGNED,
              text(
                  "send %.2f, batch %.2f, drain %.2f",
                  full.send.perSecond() / empty.send.perSecond(),
                  full.batch.perSecond() / empty.batch.perSecond(),
                  full.drain.perSecond() / empty.drain.perSecond())));
      figures.add(
          Figure.of(
              "memory for each message that waits",
              Mode.SIGNED,
              text(
                  "%.0f B of heap (%d messages, %.1f MiB live against %.1f MiB); RSS %d MiB",
                  (double) (fullHeap - emptyHeap) / Math.max(1, waiting),
                  waiting,
                  fullHeap / 1048576.0,
                  emptyHeap / 1048576.0,
                  resident >> 20)));
      server.kill();
      server.restart();
      figures.add(
          Figure.of(
              "restart after a kill",
              Mode.SIGNED,
              text("%d ms until healthy", server.lastStart().toMillis())));
      return figures;
    }
  }

  private static long waiting(Rig rig) throws IOException {
    String json =
        rig.requests().onQueue(QUEUE) + ",\"AttributeNames\":[\"ApproximateNumberOfMessages\"]}";
    String answer = rig.call("GetQueueAttributes", json);
    return Long.parseLong(SqsRequests.texts(answer, "ApproximateNumberOfMessages").getFirst());
  }

  private record Rates(Figure send, Figure batch, Figure drain) {
    List<Figure> figures() {
      return List.of(send, batch, drain);
    }
  }

  private static Rates rates(Rig rig, BenchPlan plan, String state) throws IOException {
    Figure send = Throughput.send(rig, plan, "send, " + state + " queue");
    Figure batch = Throughput.batch(rig, plan, "batch, " + state + " queue");
    Meter meter = new Meter(rig.server);
    AtomicLong drained = new AtomicLong();
    Latencies latencies = Throughput.drainOnce(rig, plan, meter, drained);
    return new Rates(
        send,
        batch,
        meter.figure("drain, " + state + " queue", rig.mode, drained.get(), latencies));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
