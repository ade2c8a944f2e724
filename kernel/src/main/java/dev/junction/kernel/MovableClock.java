package dev.junction.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A clock that can be held, moved forward and released again.
///
/// It runs with its base clock until somebody holds it; while held it stands still and moves only
/// by [#advance]. Time never runs backwards: a released clock goes on from where it stood. Threads:
/// all methods may be called from any thread.
public final class MovableClock implements Clock {

  private record Held(Instant wall, long nanos) {}

  private final Clock base;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private Duration lead = Duration.ZERO;
  private @Nullable Held held;

  public MovableClock(Clock base) {
    this.base = base;
  }

  /// A clock that stands at the given time until it is moved.
  public static MovableClock heldAt(Instant start) {
    MovableClock clock = new MovableClock(new SystemClock());
    clock.held = new Held(start, 0);
    return clock;
  }

  @Override
  public synchronized Instant now() {
    return held == null ? base.now().plus(lead) : held.wall();
  }

  @Override
  public synchronized long nanos() {
    return held == null ? base.nanos() + lead.toNanos() : held.nanos();
  }

  @Override
  public synchronized long nanosUntil(long deadlineNanos) {
    if (held == null) {
      return base.nanosUntil(deadlineNanos - lead.toNanos());
    }
    return deadlineNanos <= held.nanos() ? 0 : Long.MAX_VALUE;
  }

  @Override
  public void onMove(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public synchronized boolean isHeld() {
    return held != null;
  }

  /// Stops the clock where it is. Holding a held clock does nothing.
  public void hold() {
    synchronized (this) {
      if (held == null) {
        held = new Held(now(), nanos());
      }
    }
    tellListeners();
  }

  /// Stops the clock at a time that has not come yet, or, when it is held already, moves it there.
  public void hold(Instant at) {
    synchronized (this) {
      Instant now = now();
      if (at.isBefore(now)) {
        throw new IllegalArgumentException("A clock moves forward only, not to " + at);
      }
      held = new Held(at, nanos() + Duration.between(now, at).toNanos());
    }
    tellListeners();
  }

  /// How far the clock is ahead of its base clock; negative when it stood still for longer than it
  /// was moved.
  public synchronized Duration offset() {
    return held == null ? lead : Duration.between(base.now(), held.wall());
  }

  /// Moves the clock forward, held or running.
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("A clock moves forward only, not by " + by);
    }
    synchronized (this) {
      if (held == null) {
        lead = lead.plus(by);
      } else {
        held = new Held(held.wall().plus(by), held.nanos() + by.toNanos());
      }
    }
    tellListeners();
  }

  /// Lets a held clock run on from where it stood.
  public void release() {
    synchronized (this) {
      if (held != null) {
        lead = Duration.ofNanos(held.nanos() - base.nanos());
        held = null;
      }
    }
    tellListeners();
  }

  private void tellListeners() {
    listeners.forEach(Runnable::run);
  }
}
