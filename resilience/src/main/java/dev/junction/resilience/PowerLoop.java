package dev.junction.resilience;

import dev.junction.resilience.load.Ledger;
import dev.junction.resilience.power.PowerLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `./dev power`: power losses at random under mixed load, then syncs that fail.
///
/// The control run does not sync (`storage.sync=off`) and has to lose.
public final class PowerLoop {

  private static final int STANDING = 2_000;
  private static final int CONTROL_ROUNDS_MAX = 10;
  private static final int FAILURES_MAX = 20;

  private PowerLoop() {}

  /// Runs a loop of power losses.
  static CrashReport run(Path library, int rounds, int standing, long seed, String sync)
      throws IOException, InterruptedException {
    Path folder = CrashLoop.newFolder("power");
    try (PowerStrike strike = new PowerStrike(library, folder, seed)) {
      return CrashLoop.run(plan(rounds, standing, seed, sync), strike, folder);
    }
  }

  /// Runs rounds without syncs until something of every kind is lost. On a busy machine one round
  /// may have sent nothing of a kind.
  static CrashReport control(Path library, long seed) throws IOException, InterruptedException {
    return run(library, CONTROL_ROUNDS_MAX, 0, seed, "off");
  }

  /// Runs a loop of failing syncs, each with a power loss after it.
  static CrashReport runFailures(Path library, int rounds, int standing, long seed)
      throws IOException, InterruptedException {
    Path folder = CrashLoop.newFolder("sync-failure");
    try (PowerStrike strike = new SyncFailureStrike(library, folder, seed)) {
      return CrashLoop.run(plan(rounds, standing, seed, "always"), strike, folder);
    }
  }

  private static CrashLoop.Plan plan(int rounds, int standing, long seed, String sync) {
    return new CrashLoop.Plan(
        rounds,
        standing,
        seed,
        Ledger.Rule.AFTER_THE_ANSWER,
        List.of("--set", "storage.sync=" + sync));
  }

  /// Arguments: the number of rounds and the seed. The exit code says whether the loops held and
  /// the control failed.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    Optional<Path> library = PowerLibrary.compile();
    if (library.isEmpty()) {
      return;
    }
    CrashReport report = run(library.get(), rounds, STANDING, seed, "always");
    report.print("power loss");
    CrashReport failures = runFailures(library.get(), Math.min(rounds, FAILURES_MAX), 0, seed);
    failures.print("failing syncs");
    CrashReport control = control(library.get(), seed);
    control.print("control, without syncs");
    Verdict.exit(report.isClean() ? failures : report, control);
  }
}
