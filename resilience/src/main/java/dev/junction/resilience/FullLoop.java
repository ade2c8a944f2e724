package dev.junction.resilience;

import dev.junction.resilience.disk.SmallDisk;
import dev.junction.resilience.load.Ledger;
import dev.junction.resilience.load.QueueClient;
import dev.junction.testing.Folders;
import dev.junction.testing.HttpConnection;
import dev.junction.testing.LaunchCommand;
import dev.junction.testing.ServerProcess;
import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// `./dev full`: a small disk is filled under load, and freed again.
///
/// While it is full, sends get a retryable error within a second, receives, deletes and the health
/// page work; with space everything goes on and nothing that was acknowledged is missing. The
/// ledger of the control run counts a send as acknowledged before it is sent, as clients of a
/// server would that answers before it knows whether there is space: it has to find losses.
public final class FullLoop {

  private static final int DISK_MEGABYTES = 224;
  private static final long ALMOST_FULL_BYTES = 16 << 20;
  private static final int STANDING = 60;
  private static final int PROBES = 40;
  private static final long PROBE_PAUSE_NANOS = 10_000_000;
  private static final Duration LOAD = Duration.ofMillis(300);

  /// What `./dev full` asks for. A build may share its machine with others, so that a time says
  /// little about the server there.
  private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

  private static final Duration NOTICE_MAX = Duration.ofSeconds(3);
  private static final Duration RESUME_MAX = Duration.ofSeconds(6);
  private static final int UNAVAILABLE = 503;

  private final ServerProcess server;
  private final SmallDisk disk;
  private final Ledger.Rule rule;
  private final Duration answerMax;
  private final List<String> faults = new ArrayList<>();
  private long acknowledged;
  private int refused;
  private int lost;
  private Duration slowestAnswer = Duration.ZERO;
  private Duration slowestResume = Duration.ZERO;

  private FullLoop(ServerProcess server, SmallDisk disk, Ledger.Rule rule, Duration answerMax) {
    this.server = server;
    this.disk = disk;
    this.rule = rule;
    this.answerMax = answerMax;
  }

  /// Runs so many rounds; nothing where no disk can be mounted.
  ///
  /// @param answerMax how long an answer may take before it counts as a fault
  static Optional<FullReport> run(int rounds, Ledger.Rule rule, Duration answerMax)
      throws IOException, InterruptedException {
    Path folder = CrashLoop.newFolder("full");
    Optional<SmallDisk> mounted = SmallDisk.mount(folder, DISK_MEGABYTES);
    if (mounted.isEmpty()) {
      Folders.delete(folder.resolveSibling(""));
      return Optional.empty();
    }
    FullReport report;
    try (SmallDisk disk = mounted.get();
        ServerProcess server =
            ServerProcess.start(LaunchCommand.current(), folder, List.of(), Map.of())) {
      FullLoop loop = new FullLoop(server, disk, rule, answerMax);
      for (int round = 1; round <= rounds; round++) {
        loop.round(round);
      }
      report = loop.report(rounds);
    }
    Folders.delete(folder.resolveSibling(""));
    return Optional.of(report);
  }

  private FullReport report(int rounds) {
    return new FullReport(
        rounds, acknowledged, refused, lost, faults, slowestAnswer, slowestResume);
  }

  private void round(int round) throws IOException, InterruptedException {
    Ledger ledger = new Ledger(rule);
    Ledger probes = new Ledger(Ledger.Rule.AFTER_THE_ANSWER);
    Deliveries deliveries = new Deliveries(false, QueueLoad.LEASE);
    QueueLoad load = new QueueLoad(server.port(), "load" + round, ledger, deliveries);
    QueueLoad kept =
        new QueueLoad(
            server.port(), "probe" + round, probes, new Deliveries(false, QueueLoad.LEASE));
    try (QueueClient client = new QueueClient(server.port(), "probe" + round)) {
      for (int i = 0; i < STANDING; i++) {
        send(client, probes, "p" + i);
      }
      load.start(Clients.FEW);
      LockSupport.parkNanos(LOAD.toNanos());
      // To the last byte in every other round, else to where the server itself stops.
      disk.fill(round % 2 == 0 ? 0 : ALMOST_FULL_BYTES);
      awaitRefusal(client, probes);
      for (int i = 0; i < PROBES; i++) {
        probe(client, probes, i);
        LockSupport.parkNanos(PROBE_PAUSE_NANOS);
      }
      disk.free();
      awaitResume(client, probes);
    }
    LockSupport.parkNanos(LOAD.toNanos());
    load.close();
    long stopped = System.nanoTime();
    load.drain(stopped);
    kept.drain(stopped);
    acknowledged += ledger.acknowledgedCount() + probes.acknowledgedCount();
    judge(round, ledger.findings());
    deliveries.faults().forEach(faults::add);
    judge(round, probes.findings());
  }

  private void judge(int round, Ledger.Findings findings) {
    lost += findings.lost().size();
    if (findings.count() > findings.lost().size()) {
      faults.add("round " + round + ": " + findings);
    }
  }

  private static void send(QueueClient client, Ledger ledger, String body) throws IOException {
    long asked = System.nanoTime();
    ledger.sending(body);
    client.send(body);
    ledger.acknowledged(body, asked);
  }

  /// The disk is full: sooner or later sends are refused.
  private void awaitRefusal(QueueClient client, Ledger probes) throws IOException {
    long began = System.nanoTime();
    for (int i = 0; System.nanoTime() - began < NOTICE_MAX.toNanos(); i++) {
      try {
        send(client, probes, "early" + i);
      } catch (QueueClient.Refused _) {
        return;
      }
    }
    faults.add("sends are taken although the disk is full");
  }

  /// The disk is free: sends are taken again.
  private void awaitResume(QueueClient client, Ledger probes) throws IOException {
    long began = System.nanoTime();
    for (int i = 0; System.nanoTime() - began < RESUME_MAX.toNanos(); i++) {
      try {
        send(client, probes, "late" + i);
        slowestResume = longer(slowestResume, began);
        return;
      } catch (QueueClient.Refused _) {
        LockSupport.parkNanos(PROBE_PAUSE_NANOS);
      }
    }
    faults.add("sends are refused although there is space");
  }

  /// On the full disk: a send is refused, a receive and a delete are done, health answers.
  private void probe(QueueClient client, Ledger probes, int number) throws IOException {
    long began = System.nanoTime();
    try {
      // The ledger does not know it, so it would be unexpected in the queue.
      client.send("refused" + number);
      faults.add("a send was taken while the disk was full");
    } catch (QueueClient.Refused refusal) {
      refused++;
      if (refusal.status() != UNAVAILABLE) {
        faults.add("a send was refused with " + refusal.getMessage());
      }
    }
    noteAnswer(began, "the refusal of a send");
    began = System.nanoTime();
    try {
      receiveAndDelete(client, probes);
    } catch (QueueClient.Refused refusal) {
      faults.add("no receive or delete on a full disk: " + refusal.getMessage());
    }
    noteAnswer(began, "a receive with a delete");
    began = System.nanoTime();
    try (HttpConnection connection = new HttpConnection(server.port())) {
      HttpConnection.Text health = connection.exchange(SqsRequests.page("/_junction/health"));
      if (health.status() != 200 || !health.body().contains("\"full\"")) {
        faults.add("health says " + health);
      }
    }
    noteAnswer(began, "the health page");
  }

  private static void receiveAndDelete(QueueClient client, Ledger probes) throws IOException {
    long asked = System.nanoTime();
    for (QueueClient.Received each : client.receive((int) QueueLoad.LEASE.toSeconds())) {
      probes.received(each.body(), each.id(), asked);
      if (each.body().hashCode() % 2 == 0) {
        probes.deleting(each.body());
        client.delete(each.handle());
        probes.deleted(each.body());
      }
    }
  }

  private void noteAnswer(long began, String what) {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    slowestAnswer = longer(slowestAnswer, began);
    if (took.compareTo(answerMax) > 0) {
      faults.add(what + " took " + took.toMillis() + " ms");
    }
  }

  private static Duration longer(Duration one, long began) {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return took.compareTo(one) > 0 ? took : one;
  }

  /// Arguments: the number of rounds. The exit code says whether the loop held and its control
  /// failed.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    Optional<FullReport> report = run(rounds, Ledger.Rule.AFTER_THE_ANSWER, ANSWER_MAX);
    if (report.isEmpty()) {
      return;
    }
    report.get().print("full disk");
    FullReport control = run(1, Ledger.Rule.BEFORE_THE_ANSWER, ANSWER_MAX).orElseThrow();
    control.print("control, acknowledged before the answer");
    Verdict.exit(report.get().isClean(), control.lost() > 0);
  }
}
