package dev.junction.resilience;

import dev.junction.resilience.bus.HangingDestinations;
import dev.junction.resilience.flood.Backlog;
import dev.junction.resilience.flood.Flood;
import dev.junction.resilience.topic.HangingTargets;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// `./dev flood`: 10,000 idle long polls, requests that never end, more connections than there may
/// be, targets that hang, and millions of messages on a small heap.
///
/// The control runs are a server that lets heads of requests take a minute, one that keeps all
/// messages in memory, and other targets that wait behind one that hangs. All have to be found out.
public final class FloodLoop {

  private static final int POLLS = 10_000;
  private static final int SLOW = 500;
  private static final int TARGETS = 100;
  private static final Duration TARGETS_MEASURED = Duration.ofSeconds(10);
  private static final double TARGETS_FACTOR_MAX = 2;
  private static final int MESSAGES = 2_000_000;
  private static final int HEAP_MEGABYTES = 512;
  private static final int RESIDENT_MEGABYTES_MAX = 900;
  private static final int CONTROL_MESSAGES = 250_000;
  private static final int CONTROL_HEAP_MEGABYTES = 96;
  private static final Duration HEADER_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LONG_TIMEOUT = Duration.ofSeconds(60);

  private FloodLoop() {}

  static Flood.Report flood(int polls, int slow, Duration headerTimeout)
      throws IOException, InterruptedException {
    return new Flood(polls, slow, headerTimeout, headerTimeout, CrashLoop.newFolder("flood")).run();
  }

  /// The control of the flood.
  static Flood.Report patientControl(Duration expected) throws IOException, InterruptedException {
    return new Flood(1, 5, LONG_TIMEOUT, expected, CrashLoop.newFolder("flood")).run();
  }

  static Flood.Report backlog(int messages, int heapMegabytes, int residentMegabytesMax)
      throws IOException, InterruptedException {
    return new Backlog(
            messages,
            heapMegabytes,
            residentMegabytesMax,
            CrashLoop.newFolder("backlog"),
            List.of())
        .run();
  }

  /// The control of the backlog.
  static Flood.Report memoryControl() throws IOException, InterruptedException {
    return new Backlog(
            CONTROL_MESSAGES,
            CONTROL_HEAP_MEGABYTES,
            RESIDENT_MEGABYTES_MAX,
            CrashLoop.newFolder("backlog"),
            List.of("--set", "data.ephemeral=true"))
        .run();
  }

  static Flood.Report hangingTargets(int targets, Duration measured, double factorMax)
      throws IOException, InterruptedException {
    return new HangingTargets(targets, measured, factorMax, CrashLoop.newFolder("targets"), false)
        .run();
  }

  /// The control of targets that hang: the other target waits behind one of them.
  static Flood.Report sharedTargetControl(int targets, Duration measured)
      throws IOException, InterruptedException {
    return new HangingTargets(
            targets, measured, TARGETS_FACTOR_MAX, CrashLoop.newFolder("targets"), true)
        .run();
  }

  static Flood.Report hangingDestinations(int destinations, Duration measured, double factorMax)
      throws IOException, InterruptedException {
    return new HangingDestinations(
            destinations, measured, factorMax, CrashLoop.newFolder("destinations"), false)
        .run();
  }

  /// The control of destinations that hang: the other target waits behind one of them.
  static Flood.Report sharedControl(int destinations, Duration measured)
      throws IOException, InterruptedException {
    return new HangingDestinations(
            destinations, measured, TARGETS_FACTOR_MAX, CrashLoop.newFolder("destinations"), true)
        .run();
  }

  /// Arguments: the number of messages. The exit code says whether everything held and the controls
  /// failed.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : MESSAGES;
    Flood.Report flood = flood(POLLS, SLOW, HEADER_TIMEOUT);
    flood.print("flood");
    Flood.Report targets = hangingTargets(TARGETS, TARGETS_MEASURED, TARGETS_FACTOR_MAX);
    targets.print("targets that hang");
    Flood.Report destinations = hangingDestinations(TARGETS, TARGETS_MEASURED, TARGETS_FACTOR_MAX);
    destinations.print("API destinations that hang");
    Flood.Report backlog = backlog(messages, HEAP_MEGABYTES, RESIDENT_MEGABYTES_MAX);
    backlog.print("backlog");
    Flood.Report patient = patientControl(HEADER_TIMEOUT);
    patient.print("control, a minute for each head");
    Flood.Report memory = memoryControl();
    memory.print("control, everything in memory");
    Flood.Report shared = sharedControl(TARGETS, TARGETS_MEASURED);
    shared.print("control, the other target behind a destination that hangs");
    Flood.Report sharedTarget = sharedTargetControl(TARGETS, TARGETS_MEASURED);
    sharedTarget.print("control, the other target behind a target of a topic that hangs");
    boolean controlsFail =
        !patient.isClean() && !memory.isClean() && !shared.isClean() && !sharedTarget.isClean();
    boolean holds =
        flood.isClean() && targets.isClean() && destinations.isClean() && backlog.isClean();
    Verdict.exit(holds, controlsFail);
  }
}
