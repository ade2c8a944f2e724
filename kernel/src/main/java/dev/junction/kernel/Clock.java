package dev.junction.kernel;

import java.time.Instant;

/// The time that everything below the server is given: a wall clock and a monotonic clock in one.
///
/// Schedules, signatures and timestamps read [#now]; deadlines (visibility, delay, wait) read
/// [#nanos], so that a stepped wall clock does not move them. Threads: all methods may be called
/// from any thread.
public interface Clock {

  /// The wall-clock time.
  Instant now();

  /// The monotonic time in nanoseconds, from an arbitrary origin.
  long nanos();

  /// How many real nanoseconds a thread has to wait until [#nanos] reaches the deadline: zero or
  /// less when it has passed, [Long#MAX_VALUE] while the clock is held before it.
  long nanosUntil(long deadlineNanos);

  /// Whether somebody has stopped it.
  boolean isHeld();

  /// Registers a listener that runs each time somebody holds, moves or releases the clock, so that
  /// sleeping threads look at their deadlines again.
  void onMove(Runnable listener);

  /// The wall-clock time in milliseconds since the epoch.
  default long millis() {
    return now().toEpochMilli();
  }
}
