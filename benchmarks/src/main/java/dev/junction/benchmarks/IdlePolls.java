package dev.junction.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// Thousands of long polls that wait for nothing, and what they do to memory and to other calls.
record IdlePolls() implements Workload {

  private static final int QUEUES = 100;
  private static final int PER_SECOND = 200;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String about() {
    return "10,000 idle long polls";
  }

  @Override
  public List<Figure> run(BenchPlan plan) throws IOException, InterruptedException {
    try (Rig rig = new Rig(Mode.SIGNED)) {
      rig.createQueue("other");
      for (int i = 0; i < QUEUES; i++) {
        rig.createQueue("idle" + i);
      }
      PacedSends sends = new PacedSends(rig, "other", PER_SECOND);
      Throughput.warmUp(rig, plan);
      Figure alone = measure(rig, plan, sends, "sends at 200/s, nobody polls");
      Figure beside;
      try (LoadLoop polls = polls(rig, plan)) {
        Thread thread = Thread.ofPlatform().daemon().start(() -> waitForNothing(polls));
        LockSupport.parkNanos(plan.idle().toNanos() / 2);
        beside = measure(rig, plan, sends, "sends at 200/s beside " + about());
        polls.abandon();
        thread.join();
      }
      String note =
          String.format(
              Locale.ROOT,
              "RSS +%d MiB, p99 x%.2f",
              (beside.residentBytes() - alone.residentBytes()) >> 20,
              (double) beside.p99Nanos() / alone.p99Nanos());
      return List.of(alone, beside.withNote(note));
    }
  }

  private static LoadLoop polls(Rig rig, BenchPlan plan) throws IOException {
    List<LoadLoop.Script> scripts = new ArrayList<>();
    var requests = rig.requests();
    for (int i = 0; i < plan.idlePolls(); i++) {
      scripts.add(Scripts.poll(requests, "idle" + i % QUEUES));
    }
    return new LoadLoop(rig.server.port(), scripts);
  }

  private static void waitForNothing(LoadLoop polls) {
    try {
      polls.run(Long.MAX_VALUE / 4);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Figure measure(Rig rig, BenchPlan plan, PacedSends sends, String workload)
      throws IOException {
    Meter meter = new Meter(rig.server);
    Latencies[] latencies = {new Latencies()};
    meter.measure(() -> latencies[0] = sends.run(plan.measured().toNanos()));
    return meter.figure(workload, rig.mode, latencies[0].total(), latencies[0]);
  }
}
