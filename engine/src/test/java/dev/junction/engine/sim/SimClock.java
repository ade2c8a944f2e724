package dev.junction.engine.sim;

import dev.junction.kernel.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A clock that stands still until it is moved, and whose wall time can be stepped either way.
final class SimClock implements Clock {

  private final List<Runnable> listeners = new ArrayList<>();
  private Instant wall = Instant.parse("2026-01-02T03:04:05Z");
  private long nanos;

  /// A clock that shows the same time and goes its own way.
  SimClock copy() {
    SimClock copy = new SimClock();
    copy.wall = wall;
    copy.nanos = nanos;
    return copy;
  }

  @Override
  public Instant now() {
    return wall;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long nanosUntil(long deadlineNanos) {
    return deadlineNanos <= nanos ? 0 : Long.MAX_VALUE;
  }

  @Override
  public boolean isHeld() {
    return false;
  }

  @Override
  public void onMove(Runnable listener) {
    listeners.add(listener);
  }

  /// Lets time pass. Nobody is told: a real clock does not tell either.
  void pass(Duration time) {
    wall = wall.plus(time);
    nanos += time.toNanos();
  }

  /// Steps the wall clock alone, as an administrator might.
  void stepWall(Duration by) {
    wall = wall.plus(by);
  }
}
