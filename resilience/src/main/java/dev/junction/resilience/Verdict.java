package dev.junction.resilience;

/// What a loop and its control run show together.
final class Verdict {

  private Verdict() {}

  /// Says it and ends the process with 0 when the loop held and its control lost something of every
  /// kind.
  static void exit(CrashReport report, CrashReport control) {
    exit(report.isClean(), control.hasLost(CrashLoop.KINDS));
  }

  /// The same of any loop.
  static void exit(boolean holds, boolean controlFails) {
    boolean well = holds && controlFails;
    System.out.println(
        well
            ? "The loop holds and its control loses, as it must."
            : "FAILED: " + (holds ? "the control loses nothing" : "see above"));
    System.exit(well ? 0 : 1);
  }
}
