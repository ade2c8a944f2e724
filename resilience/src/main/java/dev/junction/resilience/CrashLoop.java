package dev.junction.resilience;

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
  }

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
      for (int round = 1; round <= plan.rounds(); round++) {
        if (!round(server, round)) {
          return report.build(plan, strike.seen());
        }
        if (round % PROGRESS_ROUNDS == 0) {
          System.err.println("  " + round + " of " + plan.rounds() + " rounds");
        }
      }
      report.lostStanding(standing.missing());
    }
    return report.build(plan, strike.seen());
  }

  private boolean round(ServerProcess server, int round) throws IOException, InterruptedException {
    Ledger ledger = new Ledger(plan.rule());
    // A repeated send is answered sooner or later, so that its ledger needs no early rule.
    Ledger fifoLedger = new Ledger(Ledger.Rule.AFTER_THE_ANSWER);
    Deliveries deliveries = new Deliveries(false, plan.clients().believedLease());
    Deliveries fifoDeliveries = new Deliveries(true, plan.clients().believedLease());
    QueueLoad load = new QueueLoad(server.port(), "round" + round, ledger, deliveries);
    FifoLoad fifo =
        new FifoLoad(server.port(), "round" + round + ".fifo", fifoLedger, fifoDeliveries);
    TopicLoad topics = new TopicLoad(server.port(), "round" + round, plan.rule());
    load.start(plan.clients());
    topics.start();
    fifo.start(plan.clients());
    strike.await(server, random);
    topics.ledgers().forEach(Ledger::strikes);
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
      report.acknowledged(ledger, fifoLedger);
      report.acknowledged(topics.published());
    }
    long restarted = System.nanoTime();
    report.restarted(server.lastStart());
    strike.faults(List.of(ledger, fifoLedger)).forEach(what -> report.note(round, what));
    fifo.close();
    topics.close();
    try {
      topics.drain();
      load.drain(restarted);
      fifo.drain(restarted);
    } catch (IOException e) {
      report.note(round, "the queue cannot be drained: " + e.getMessage());
    }
    report.findings(round, ledger.findings());
    report.findings(round, fifoLedger.findings());
    topics.ledgers().forEach(each -> report.findings(round, each.findings()));
    topics.disorder().forEach(what -> report.note(round, what));
    fifo.disorder().forEach(what -> report.note(round, what));
    report.deliveries(deliveries.size() + fifoDeliveries.size());
    deliveries.faults().forEach(what -> report.note(round, what));
    fifoDeliveries.faults().forEach(what -> report.note(round, what));
    return true;
  }

  /// Where a loop keeps its files: a new folder in the place for temporary ones.
  static Path newFolder(String name) throws IOException {
    return Files.createTempDirectory("junction-" + name).toRealPath().resolve("data");
  }
}
