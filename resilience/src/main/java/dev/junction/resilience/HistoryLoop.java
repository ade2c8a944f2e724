package dev.junction.resilience;

import dev.junction.resilience.load.Ledger;
import dev.junction.testing.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// `./dev history`: 16 clients of a standard queue and 20 groups of a FIFO queue under kills, with
/// every single delivery judged by [Deliveries] besides what the [Ledger] says.
///
/// The clients of the control run believe that their leases are four times as long as they are,
/// which is what a server that forgets leases would do to them: it has to find messages that come
/// again too early and groups with two holders.
public final class HistoryLoop {

  // Long enough for leases to end while the server lives.
  private static final Duration LOAD_MIN = Duration.ofMillis(1_200);
  private static final Duration LOAD_SPREAD = Duration.ofMillis(1_500);

  private static final int CONTROL_ROUNDS_MAX = 5;

  private HistoryLoop() {}

  static CrashReport run(int rounds, long seed) throws IOException, InterruptedException {
    try (Strike strike = new Strike.Kill(LOAD_MIN, LOAD_SPREAD)) {
      return CrashLoop.run(
          plan(rounds, seed, Clients.MANY), strike, CrashLoop.newFolder("history"));
    }
  }

  private static CrashLoop.Plan plan(int rounds, long seed, Clients clients) {
    return new CrashLoop.Plan(rounds, 0, seed, Ledger.Rule.AFTER_THE_ANSWER, List.of(), clients);
  }

  /// The control, until it has found faults; on a busy machine no lease may end in a round. What it
  /// leaves on the disk is of no interest.
  static CrashReport control(long seed) throws IOException, InterruptedException {
    try (Strike strike = new Strike.Kill(LOAD_MIN, LOAD_SPREAD)) {
      Path folder = CrashLoop.newFolder("history-control");
      CrashReport report =
          CrashLoop.run(plan(CONTROL_ROUNDS_MAX, seed, Clients.MISTAKEN), strike, folder);
      if (Files.exists(folder)) {
        Folders.delete(folder.resolveSibling(""));
      }
      return report;
    }
  }

  /// Arguments: the number of rounds and the seed. The exit code says whether the loop held and its
  /// control failed.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    CrashReport report = run(rounds, seed);
    report.print("history");
    CrashReport control = control(seed);
    control.print("control, clients that are mistaken about their leases");
    Verdict.exit(report.isClean(), !control.isClean());
  }
}
