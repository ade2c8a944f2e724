package dev.junction.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The closed loops: as many calls as the connections can make.
final class Throughput {

  static final String QUEUE = "bench";
  static final String FIFO = "bench.fifo";
  private static final int GROUPS = 112;

  private Throughput() {}

  /// SendMessage.
  record Send() implements Workload.InEachMode {
    @Override
    public String name() {
      return "send";
    }

    @Override
    public String about() {
      return "SendMessage, 1 KiB, 16 connections";
    }

    @Override
    public List<Figure> run(BenchPlan plan, Mode mode) throws IOException {
      try (Rig rig = new Rig(mode)) {
        rig.createQueue(QUEUE);
        return List.of(send(rig, plan, about()));
      }
    }
  }

  static Figure send(Rig rig, BenchPlan plan, String workload) throws IOException {
    var scripts = Scripts.times(plan.connections(), () -> Scripts.send(rig.requests(), QUEUE));
    return Meter.closedLoop(workload, rig.mode, rig.server, scripts, plan, 1);
  }

  /// SendMessageBatch.
  record Batch() implements Workload.InEachMode {
    @Override
    public String name() {
      return "batch";
    }

    @Override
    public String about() {
      return "SendMessageBatch of 10, per message";
    }

    @Override
    public List<Figure> run(BenchPlan plan, Mode mode) throws IOException {
      try (Rig rig = new Rig(mode)) {
        rig.createQueue(QUEUE);
        return List.of(batch(rig, plan, about()));
      }
    }
  }

  static Figure batch(Rig rig, BenchPlan plan, String workload) throws IOException {
    var scripts = Scripts.times(plan.connections(), () -> Scripts.sendBatch(rig.requests(), QUEUE));
    return Meter.closedLoop(workload, rig.mode, rig.server, scripts, plan, 10);
  }

  /// SendMessage to a FIFO queue.
  record Fifo() implements Workload.InEachMode {
    @Override
    public String name() {
      return "fifo";
    }

    @Override
    public String about() {
      return "SendMessage, FIFO, 112 groups";
    }

    @Override
    public List<Figure> run(BenchPlan plan, Mode mode) throws IOException {
      try (Rig rig = new Rig(mode)) {
        rig.createQueue(FIFO);
        return List.of(fifo(rig, plan, about()));
      }
    }
  }

  static Figure fifo(Rig rig, BenchPlan plan, String workload) throws IOException {
    AtomicLong numbers = new AtomicLong();
    var scripts =
        Scripts.times(
            plan.connections(), () -> Scripts.sendFifo(rig.requests(), FIFO, GROUPS, numbers));
    return Meter.closedLoop(workload, rig.mode, rig.server, scripts, plan, 1);
  }

  /// ReceiveMessage of 10 and DeleteMessageBatch.
  record Drain() implements Workload.InEachMode {
    @Override
    public String name() {
      return "drain";
    }

    @Override
    public String about() {
      return "receive 10 + delete batch, per message";
    }

    @Override
    public List<Figure> run(BenchPlan plan, Mode mode) throws IOException {
      try (Rig rig = new Rig(mode)) {
        rig.createQueue(QUEUE);
        long until = System.nanoTime() + plan.warmUp().toNanos();
        do {
          drain(rig, plan, about());
        } while (System.nanoTime() < until);
        return List.of(drain(rig, plan, about()));
      }
    }
  }

  /// Fills the queue and drains it, until that has taken long enough.
  static Figure drain(Rig rig, BenchPlan plan, String workload) throws IOException {
    Meter meter = new Meter(rig.server);
    AtomicLong drained = new AtomicLong();
    Latencies latencies = new Latencies();
    while (meter.busyNanos() < plan.measured().toNanos() / 2) {
      fill(rig, plan.connections(), plan.backlog());
      latencies = drainOnce(rig, plan, meter, drained);
    }
    return meter.figure(workload, rig.mode, drained.get(), latencies);
  }

  /// Drains for the measured time or until the queue is empty.
  static Latencies drainOnce(Rig rig, BenchPlan plan, Meter meter, AtomicLong drained)
      throws IOException {
    var scripts =
        Scripts.times(plan.connections(), () -> new Scripts.Drain(rig.requests(), QUEUE, drained));
    try (LoadLoop loop = new LoadLoop(rig.server.port(), scripts)) {
      meter.measure(() -> loop.run(plan.measured().toNanos()));
      return loop.latencies();
    }
  }

  /// Sends so many messages of 1 KiB.
  static void fill(Rig rig, int connections, long count) throws IOException {
    AtomicLong left = new AtomicLong(count);
    var scripts = Scripts.times(connections, () -> Scripts.fill(rig.requests(), QUEUE, left));
    try (LoadLoop loop = new LoadLoop(rig.server.port(), scripts)) {
      loop.run(Long.MAX_VALUE / 4);
    }
  }

  /// Sends and drains as fast as it goes, on a queue apart, so that a workload with few calls does
  /// not measure a cold JVM.
  static void warmUp(Rig rig, BenchPlan plan) throws IOException {
    String queue = "warm";
    rig.createQueue(queue);
    var sends = Scripts.times(plan.connections(), () -> Scripts.send(rig.requests(), queue));
    AtomicLong drained = new AtomicLong();
    var drains =
        Scripts.times(plan.connections(), () -> new Scripts.Drain(rig.requests(), queue, drained));
    try (LoadLoop send = new LoadLoop(rig.server.port(), sends);
        LoadLoop drain = new LoadLoop(rig.server.port(), drains)) {
      send.run(plan.warmUp().toNanos());
      drain.run(plan.warmUp().toNanos());
    }
  }
}
