package dev.junction.server.scenario;

import dev.junction.kernel.Clock;
import dev.junction.kernel.MovableClock;
import java.time.Duration;
import java.time.Instant;

/// A clock whose wall time is stepped either way, as an administrator might do. Nobody is told.
final class ShiftedClock implements Clock {

  private final MovableClock base;
  private Duration shift = Duration.ZERO;

  ShiftedClock(MovableClock base) {
    this.base = base;
  }

  void shift(Duration by) {
    shift = shift.plus(by);
  }

  @Override
  public Instant now() {
    return base.now().plus(shift);
  }

  @Override
  public long nanos() {
    return base.nanos();
  }

  @Override
  public long nanosUntil(long deadlineNanos) {
    return base.nanosUntil(deadlineNanos);
  }

  @Override
  public boolean isHeld() {
    return base.isHeld();
  }

  @Override
  public void onMove(Runnable listener) {
    base.onMove(listener);
  }
}
