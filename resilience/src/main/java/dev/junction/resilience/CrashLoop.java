package dev.junction.resilience;

import dev.junction.resilience.load.EventLoad;
import dev.junction.resilience.load.HopLoad;
import dev.junction.resilience.load.Ledger;
import dev.junction.resilience.load.Load;
import dev.junction.resilience.load.PipeLoad;
import dev.junction.resilience.load.RecurringSchedules;
import dev.junction.resilience.load.ScheduleLoad;
import dev.junction.resilience.load.TopicLoad;
import dev.junction.resilience.soak.Sweep;
import dev.junction.testing.Folders;
import dev.junction.testing.LaunchCommand;
import dev.junction.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// Rounds of load, strike, restart and comparison with the ledger, on one data folder.
///
/// Each round has queues of its own, so that a finding names its round. Messages that stand in a
/// queue of their own from before the first round must all be there after the last one.
final class CrashLoop {

  /// How a loop runs.
  ///
  /// @param rounds how often the server is taken down
  /// @param standing how many messages wait all the time
  /// @param seed decides when it is taken down
  /// @param rule when a send counts as acknowledged
  /// @param options more of the server's command line
  /// @param clients who works on the queues
  record Plan(
      int rounds,
      int standing,
      long seed,
      Ledger.Rule rule,
      List<String> options,
      Clients clients) {

    Plan(int rounds, int standing, long seed, Ledger.Rule rule, List<String> options) {
      this(rounds, standing, seed, rule, options, Clients.FEW);
    }

    /// Whether it is a run that has to lose: acknowledged too early, or without syncs.
    boolean isControl() {
      return rule == Ledger.Rule.BEFORE_THE_ANSWER || options.contains("storage.sync=off");
    }
  }

  /// What a control run has to lose something of.
  static final List<String> KINDS =
      List.of("messages", "topics", "events", "schedules", "pipes", "hops");

  private static final int PROGRESS_ROUNDS = 10;

  private final Plan plan;
  private final Strike strike;
  private final Path folder;
  private final Random random;
  private final CrashReport.Builder report = new CrashReport.Builder();

  private CrashLoop(Plan plan, Strike strike, Path folder) {
    this.plan = plan;
    this.strike = strike;
    this.folder = folder;
    this.random = new Random(plan.seed());
  }

  /// Runs a loop. What it leaves on the disk stays only when something was found.
  static CrashReport run(Plan plan, Strike strike, Path folder)
      throws IOException, InterruptedException {
    CrashReport report = new CrashLoop(plan, strike, folder).run();
    if (report.isClean()) {
      Folders.delete(folder.resolveSibling(""));
    } else {
      System.out.println("  the data of that run: " + folder.resolveSibling(""));
    }
    return report;
  }

  private CrashReport run() throws IOException, InterruptedException {
    try (ServerProcess server =
        ServerProcess.start(
            LaunchCommand.current(), folder, plan.options(), strike.environment())) {
      StandingMessages standing = new StandingMessages(server.port(), plan.standing());
      standing.send();
      RecurringSchedules recurring = new RecurringSchedules(server.port());
      for (int round = 1; round <= plan.rounds() && !isFoundOut(); round++) {
        if (!round(server, round, recurring)) {
          return report.build(plan, strike.seen());
        }
        if (round % PROGRESS_ROUNDS == 0) {
          System.err.println("  " + round + " of " + plan.rounds() + " rounds");
        }
      }
      report.lost("standing messages", standing.missing());
      report.recurring(recurring.planned());
      report.findings("schedules", plan.rounds(), recurring.findings());
    }
    return report.build(plan, strike.seen());
  }

  /// Whether a control run has lost something of every kind, or its clients' mistake was seen.
  private boolean isFoundOut() {
    return plan.clients().equals(Clients.MISTAKEN)
        ? report.hasUnexpected()
        : plan.isControl() && report.hasLost(KINDS);
  }

  private boolean round(ServerProcess server, int round, RecurringSchedules recurring)
      throws IOException, InterruptedException {
    Ledger ledger = new Ledger(plan.rule());
    // A repeated send is answered sooner or later, so that its ledger needs no early rule.
    Ledger fifoLedger = new Ledger(Ledger.Rule.AFTER_THE_ANSWER);
    Deliveries deliveries = new Deliveries(false, plan.clients().believedLease());
    Deliveries fifoDeliveries = new Deliveries(true, plan.clients().believedLease());
    QueueLoad load = new QueueLoad(server.port(), "round" + round, ledger, deliveries);
    FifoLoad fifo =
        new FifoLoad(server.port(), "round" + round + ".fifo", fifoLedger, fifoDeliveries);
    List<Load> others = others(server.port(), "round" + round, recurring);
    load.start(plan.clients());
    others.forEach(Load::start);
    fifo.start(plan.clients());
    strike.await(server, random);
    others.forEach(other -> other.ledgers().forEach(Ledger::strikes));
    ledger.strikes();
    fifoLedger.strikes();
    strike.hit(server, folder);
    deliveries.killed();
    fifoDeliveries.killed();
    load.close();
    try {
      server.restart(strike.environment());
    } catch (IOException e) {
      report.noRestart(round, e);
      return false;
    } finally {
      report.acknowledged("messages", List.of(ledger, fifoLedger));
      others.forEach(other -> report.acknowledged(other.kind(), other.published()));
    }
    long restarted = System.nanoTime();
    report.restarted(server.lastStart());
    strike.faults(List.of(ledger, fifoLedger)).forEach(what -> report.note(round, what));
    fifo.close();
    for (Load other : others) {
      other.close();
    }
    try {
      for (Load other : others) {
        other.drain();
      }
      load.drain(restarted);
      fifo.drain(restarted);
    } catch (IOException e) {
      report.note(round, "it cannot be drained: " + e.getMessage());
    }
    report.findings("messages", round, ledger.findings());
    report.findings("messages", round, fifoLedger.findings());
    others.forEach(other -> report.findings(round, other));
    fifo.disorder().forEach(what -> report.note(round, what));
    report.deliveries(deliveries.size() + fifoDeliveries.size());
    deliveries.faults().forEach(what -> report.note(round, what));
    fifoDeliveries.faults().forEach(what -> report.note(round, what));
    try (Sweep sweep = new Sweep(server.port())) {
      sweep.buses();
    }
    return true;
  }

  /// What works beside the queues; those who look closely at these are not to be disturbed.
  private List<Load> others(int port, String name, RecurringSchedules recurring)
      throws IOException {
    Load topics = new TopicLoad(port, name, plan.rule());
    return plan.clients().equals(Clients.FEW)
        ? List.of(
            // First, before what comes later makes room among the hops.
            new HopLoad(port, name, plan.rule()),
            topics,
            new EventLoad(port, name, plan.rule()),
            new ScheduleLoad(port, name, plan.rule(), recurring),
            new PipeLoad(port, name, plan.rule()))
        : List.of(topics);
  }

  /// Where a loop keeps its files: a new folder in the place for temporary ones.
  static Path newFolder(String name) throws IOException {
    return Files.createTempDirectory("junction-" + name).toRealPath().resolve("data");
  }
}
