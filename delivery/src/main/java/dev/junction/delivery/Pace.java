package dev.junction.delivery;

import dev.junction.kernel.Clock;
import java.util.concurrent.TimeUnit;

/// When the next attempt at an address may begin: evenly spread over each second.
///
/// While the clock is held there is nothing to spread them over: what a second allows begins at
/// once, and with each move of the clock what that time allows. Threads: the partition's.
final class Pace {

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Clock clock;
  private long nextNanos;

  /// Between two attempts; 0 for no limit.
  private long intervalNanos;

  /// Whether nothing waited since the last attempt: the time before the next one is not made up.
  private boolean isDrained = true;

  /// That of an address that nothing was sent to.
  Pace(Clock clock) {
    this.clock = clock;
    nextNanos = clock.nanos();
  }

  /// An attempt has begun.
  ///
  /// @param perSecondMax how many there may be; 0 for no limit
  void began(long nowNanos, int perSecondMax) {
    boolean makesUp = clock.isHeld() && !isDrained;
    if (!makesUp && nextNanos - nowNanos < 0) {
      nextNanos = nowNanos;
    }
    isDrained = false;
    if (perSecondMax > 0) {
      intervalNanos = SECOND_NANOS / perSecondMax;
      nextNanos += intervalNanos;
    }
  }

  /// Nothing waits.
  void drained() {
    isDrained = true;
  }

  /// What was begun without a limit turns out to have one: the last attempt counts.
  void limited(int perSecondMax) {
    intervalNanos = SECOND_NANOS / perSecondMax;
    nextNanos += intervalNanos;
  }

  /// Nothing begins for a while.
  void pause(long nowNanos, long nanos) {
    nextNanos = nowNanos + nanos;
    intervalNanos = 0;
  }

  /// How long until an attempt may begin; not positive when one may now.
  long waitNanos(long nowNanos) {
    boolean isAhead = intervalNanos > 0 && clock.isHeld();
    return nextNanos - nowNanos - (isAhead ? SECOND_NANOS - intervalNanos : 0);
  }

  /// How long what began counts for the next one. Not positive when it may be forgotten.
  long memoryNanos(long nowNanos) {
    return nextNanos - nowNanos;
  }
}
