package dev.junction.resilience;

import dev.junction.resilience.flood.Flood;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// `./dev soak`: a mixed load for half an hour, after which the server needs no more than before.
///
/// The control is a run whose clients leave things behind: the checks of the heap, of descriptors
/// and of the disk have to find each of these.
public final class SoakLoop {

  private static final int MINUTES = 30;

  /// The first sixth is not measured.
  private static final int WARM_UP_PART = 6;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration CONTROL_PATIENCE = Duration.ofSeconds(1);

  /// What the faults of the control have to be about.
  private static final List<String> LEFT =
      List.of("the heap holds", "descriptors", "the disk holds");

  private SoakLoop() {}

  static Flood.Report run(Duration time, long seed) throws IOException, InterruptedException {
    Duration warmUp = time.dividedBy(WARM_UP_PART);
    return new Soak(
            new Soak.Plan(warmUp, time.minus(warmUp), seed, false, PATIENCE),
            CrashLoop.newFolder("soak"))
        .run();
  }

  /// The control: one lap, and then clients that leave things behind.
  static Flood.Report leakControl(long seed) throws IOException, InterruptedException {
    return new Soak(
            new Soak.Plan(Duration.ZERO, Duration.ZERO, seed, true, CONTROL_PATIENCE),
            CrashLoop.newFolder("soak"))
        .run();
  }

  /// Whether a report tells of each thing that the control leaves behind.
  static boolean isFoundOut(Flood.Report control) {
    return LEFT.stream()
        .allMatch(what -> control.faults().stream().anyMatch(fault -> fault.contains(what)));
  }

  /// Arguments: the minutes and the seed. The exit code says whether it held and the control was
  /// found out.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int minutes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : MINUTES;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    Flood.Report report = run(Duration.ofMinutes(minutes), seed);
    report.print("soak of " + minutes + " minutes");
    Flood.Report control = leakControl(seed);
    control.print("control, clients that leave things behind");
    Verdict.exit(report.isClean(), isFoundOut(control));
  }
}
