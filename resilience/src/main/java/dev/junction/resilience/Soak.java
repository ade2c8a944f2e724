package dev.junction.resilience;

import dev.junction.resilience.flood.Flood;
import dev.junction.resilience.flood.IdlePolls;
import dev.junction.resilience.load.EventLoad;
import dev.junction.resilience.load.HopLoad;
import dev.junction.resilience.load.Ledger;
import dev.junction.resilience.load.Load;
import dev.junction.resilience.load.PipeLoad;
import dev.junction.resilience.load.RecurringSchedules;
import dev.junction.resilience.load.ScheduleLoad;
import dev.junction.resilience.load.TopicLoad;
import dev.junction.resilience.soak.DiskUse;
import dev.junction.resilience.soak.Leak;
import dev.junction.resilience.soak.Sweep;
import dev.junction.resilience.soak.Vitals;
import dev.junction.testing.Folders;
import dev.junction.testing.LaunchCommand;
import dev.junction.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// A mixed load that goes on for long, in laps. A lap makes queues, topics, buses, schedules and
/// pipes of its own, works on them for a second or two, receives what has come, and deletes all of
/// them. Long polls come and go beside it. How long that may take is not its business: other loops
/// judge what is lost.
///
/// What the server needs after the last lap is compared with what it needed after the first ones,
/// and what its data folder has with that of a new server.
final class Soak {

  /// How long it goes on.
  ///
  /// @param warmUp the first laps, of which there is one at least
  /// @param measured those after it, of which there is one at least
  /// @param seed decides how long each lap is
  /// @param leaks whether clients leave things behind in place of those, as in the control run
  /// @param patience how long the disk may take to be given back
  record Plan(Duration warmUp, Duration measured, long seed, boolean leaks, Duration patience) {}

  /// Hops of traces are kept up to a size, which must be reached in the first laps.
  private static final List<String> OPTIONS =
      List.of("--set", "storage.sync=always", "--set", "trace.bytes=1048576");

  private static final int POLLS = 50;
  private static final long LAP_NANOS_MIN = Duration.ofSeconds(1).toNanos();
  private static final long LAP_NANOS_MAX = Duration.ofSeconds(2).toNanos();
  private static final long LOOK_NANOS = 200_000_000;

  private final Plan plan;
  private final Path folder;
  private final Random random;
  private final List<String> figures = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final long begunNanos = System.nanoTime();
  private long toldMinutes;
  private long acknowledged;
  private int laps;

  Soak(Plan plan, Path folder) {
    this.plan = plan;
    this.folder = folder;
    this.random = new Random(plan.seed());
  }

  Flood.Report run() throws IOException, InterruptedException {
    figures.add("seed " + plan.seed());
    try (ServerProcess server =
            ServerProcess.start(LaunchCommand.current(), folder, OPTIONS, Map.of());
        Leak leak = new Leak(server.port(), random)) {
      DiskUse diskAtFirst = DiskUse.of(folder);
      laps(server.port(), plan.warmUp());
      Vitals early = vitals(server);
      figures.add("after %d laps: %s".formatted(laps, early));
      if (plan.leaks()) {
        leak.some();
      } else {
        laps(server.port(), plan.measured());
      }
      Vitals late = vitals(server);
      figures.add("after %d laps: %s".formatted(laps, late));
      faults.addAll(late.faultsSince(early));
      DiskUse disk = reclaimed(server, diskAtFirst);
      figures.add("the disk: %s at first, %s in the end".formatted(diskAtFirst, disk));
      faults.addAll(disk.faultsSince(diskAtFirst));
      server.loggedErrors().forEach(line -> faults.add("in the log: " + line));
      figures.add(acknowledged + " messages and calls acknowledged");
    }
    Folders.delete(folder.resolveSibling(""));
    return new Flood.Report(figures, faults);
  }

  /// Laps for so long, one at least.
  private void laps(int port, Duration time) throws IOException, InterruptedException {
    long began = System.nanoTime();
    do {
      lap(port, "lap" + ++laps);
      tellProgress();
    } while (System.nanoTime() - began < time.toNanos());
  }

  /// A line on the standard error about once a minute.
  private void tellProgress() {
    Duration spent = Duration.ofNanos(System.nanoTime() - begunNanos);
    if (spent.toMinutes() > toldMinutes) {
      toldMinutes = spent.toMinutes();
      Duration whole = plan.warmUp().plus(plan.measured());
      System.err.printf("  %d of %d minutes, %d laps%n", toldMinutes, whole.toMinutes(), laps);
    }
  }

  private void lap(int port, String name) throws IOException, InterruptedException {
    Ledger.Rule rule = Ledger.Rule.AFTER_THE_ANSWER;
    Ledger ledger = new Ledger(rule);
    Deliveries deliveries = new Deliveries(false, Clients.FEW.believedLease());
    QueueLoad queue = new QueueLoad(port, name, ledger, deliveries);
    List<Load> others =
        List.of(
            new HopLoad(port, name, rule),
            new TopicLoad(port, name, rule),
            new EventLoad(port, name, rule),
            new ScheduleLoad(port, name, rule, new RecurringSchedules(port)),
            new PipeLoad(port, name, rule));
    try (IdlePolls polls = new IdlePolls(port)) {
      queue.start(Clients.FEW);
      others.forEach(Load::start);
      polls.open(POLLS);
      LockSupport.parkNanos(random.nextLong(LAP_NANOS_MIN, LAP_NANOS_MAX));
    }
    queue.close();
    for (Load other : others) {
      other.close();
    }
    for (Load other : others) {
      other.drain();
      other.ledgers().forEach(each -> judge(name + ", " + other.kind(), each));
    }
    queue.drain(System.nanoTime());
    judge(name + ", messages", ledger);
    deliveries.faults().forEach(fault -> faults.add(name + ": " + fault));
    try (Sweep sweep = new Sweep(port)) {
      sweep.all();
    }
  }

  private void judge(String of, Ledger ledger) {
    acknowledged += ledger.acknowledgedCount();
    Ledger.Findings findings = ledger.findings();
    if (findings.count() > findings.lost().size()) {
      faults.add(of + ": " + findings);
    }
  }

  /// What the server needs once it has noticed which connections are closed.
  private static Vitals vitals(ServerProcess server) throws IOException, InterruptedException {
    int descriptors;
    do {
      descriptors = server.descriptors();
      LockSupport.parkNanos(LOOK_NANOS);
    } while (server.descriptors() != descriptors);
    return Vitals.of(server);
  }

  /// What its folder has once the server has written to the disk all that it wants there, for which
  /// it is stopped, and given back the rest, for which it waits until it has nothing to do.
  private DiskUse reclaimed(ServerProcess server, DiskUse atFirst)
      throws IOException, InterruptedException {
    server.stop();
    server.restart();
    DiskUse use = DiskUse.of(folder);
    long giveUp = System.nanoTime() + plan.patience().toNanos();
    while (!use.faultsSince(atFirst).isEmpty() && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(LOOK_NANOS);
      use = DiskUse.of(folder);
    }
    return use;
  }
}
