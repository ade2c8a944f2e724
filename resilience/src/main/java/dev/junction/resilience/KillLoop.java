package dev.junction.resilience;

import dev.junction.resilience.load.Ledger;
import java.io.IOException;
import java.util.List;

/// `./dev kill`: SIGKILL at random under mixed load.
///
/// A kill cannot take back what the page cache holds, so no setting of an honest server makes it
/// lose. The control run therefore acknowledges too early on the other side: its ledger counts a
/// send as acknowledged before it is sent, which is what a server that answers before it appends
/// would do to its clients.
public final class KillLoop {

  private static final int STANDING = 100_000;
  private static final int CONTROL_ROUNDS_MAX = 20;

  private KillLoop() {}

  /// Runs a loop.
  static CrashReport run(int rounds, int standing, long seed, Ledger.Rule rule)
      throws IOException, InterruptedException {
    try (Strike strike = new Strike.Kill()) {
      List<String> options = List.of("--set", "storage.sync=always");
      return CrashLoop.run(
          new CrashLoop.Plan(rounds, standing, seed, rule, options),
          strike,
          CrashLoop.newFolder("kill"));
    }
  }

  /// Runs rounds of the control until it has lost something of every kind. A kill may find no send
  /// on its way, so that a single round can come out clean by chance.
  static CrashReport control(long seed) throws IOException, InterruptedException {
    return run(CONTROL_ROUNDS_MAX, 0, seed, Ledger.Rule.BEFORE_THE_ANSWER);
  }

  /// Arguments: the number of rounds. The exit code says whether the loop held and its control
  /// failed.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    CrashReport report = run(rounds, STANDING, seed, Ledger.Rule.AFTER_THE_ANSWER);
    report.print("kill");
    CrashReport control = control(seed);
    control.print("control, acknowledged before the answer");
    Verdict.exit(report, control);
  }
}
