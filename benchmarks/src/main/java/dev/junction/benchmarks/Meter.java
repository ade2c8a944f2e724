package dev.junction.benchmarks;

import dev.junction.testing.ProcessCost;
import dev.junction.testing.ServerProcess;
import java.io.IOException;
import java.util.List;

/// Measures a piece of load: how many, how fast, at what cost for the server.
final class Meter {

  private final ServerProcess server;
  private long busyNanos;
  private long cpuMicros;

  Meter(ServerProcess server) {
    this.server = server;
  }

  /// A piece of load.
  interface Load {
    void run() throws IOException;
  }

  /// Runs load and adds what it took.
  void measure(Load load) throws IOException {
    ProcessCost before = server.cost();
    long began = System.nanoTime();
    load.run();
    busyNanos += System.nanoTime() - began;
    cpuMicros += server.cost().cpuMicros() - before.cpuMicros();
  }

  long busyNanos() {
    return busyNanos;
  }

  /// The figure for so many calls or messages.
  Figure figure(String workload, Mode mode, long count, Latencies latencies) {
    return new Figure(
        workload,
        mode,
        count * 1e9 / Math.max(1, busyNanos),
        latencies.percentile(50),
        latencies.percentile(99),
        (double) cpuMicros / Math.max(1, count),
        server.cost().residentBytes(),
        "");
  }

  /// Warms up and measures a closed loop of requests.
  ///
  /// @param each how many messages one request carries
  static Figure closedLoop(
      String workload,
      Mode mode,
      ServerProcess server,
      List<? extends LoadLoop.Script> scripts,
      BenchPlan plan,
      int each)
      throws IOException {
    try (LoadLoop loop = new LoadLoop(server.port(), scripts)) {
      loop.run(plan.warmUp().toNanos());
      Meter meter = new Meter(server);
      meter.measure(() -> loop.run(plan.measured().toNanos()));
      return meter.figure(workload, mode, loop.latencies().total() * each, loop.latencies());
    }
  }
}
