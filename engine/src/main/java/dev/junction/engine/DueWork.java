package dev.junction.engine;

import dev.junction.engine.timer.DurableTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// Runs what time brings to one partition: volatile alarms and durable timers.
///
/// Threads: the partition's.
final class DueWork {

  /// How long a pending durable timer may sleep before the wall clock is looked at again: it may
  /// have been stepped, which no monotonic deadline notices.
  private static final Duration WALL_CLOCK_LOOK = Duration.ofSeconds(1);

  private final Workspace workspace;
  private final Transactions transactions;
  private final BooleanSupplier mayRun;
  private final Runnable ran;

  /// Makes one for a partition.
  ///
  /// @param mayRun whether the partition may run another transaction now
  /// @param ran told after every transaction
  DueWork(Workspace workspace, Transactions transactions, BooleanSupplier mayRun, Runnable ran) {
    this.workspace = workspace;
    this.transactions = transactions;
    this.mayRun = mayRun;
    this.ran = ran;
  }

  /// Runs so many alarms that are due at most; whether there are more.
  boolean runAlarms(int most) {
    if (workspace.wakes().size() == 0) {
      return false;
    }
    long nanos = workspace.clock().nanos();
    for (int i = 0; i < most && mayRun.getAsBoolean(); i++) {
      Alarm<?> alarm = workspace.wakes().takeDue(nanos);
      if (alarm == null) {
        return false;
      }
      transactions.run(alarm);
      ran.run();
    }
    return workspace.wakes().firstNanos() <= nanos;
  }

  /// Fires so many durable timers that are due at most; whether there may be more.
  boolean fireTimers(int most) {
    Instant next = workspace.timers().nextDue();
    if (next == null) {
      return false;
    }
    Instant now = workspace.clock().now();
    for (int i = 0; i < most && mayRun.getAsBoolean(); i++) {
      DurableTimers.Due timer = workspace.timers().firstDue(now);
      if (timer == null) {
        return false;
      }
      transactions.run(timer, now);
      ran.run();
    }
    return true;
  }

  /// The monotonic time at which there may be something to run.
  long nextDeadline() {
    long deadline = workspace.wakes().firstNanos();
    Instant due = workspace.timers().nextDue();
    if (due == null) {
      return deadline;
    }
    Duration left = Duration.between(workspace.clock().now(), due);
    if (left.compareTo(WALL_CLOCK_LOOK) > 0) {
      left = WALL_CLOCK_LOOK;
    }
    long sleepNanos = left.isNegative() ? 0 : left.toNanos();
    return Math.min(deadline, workspace.clock().nanos() + sleepNanos);
  }
}
