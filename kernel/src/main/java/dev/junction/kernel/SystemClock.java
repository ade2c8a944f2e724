package dev.junction.kernel;

import java.time.Instant;

/// The machine's own time. Nobody can move it, so listeners are never called.
public final class SystemClock implements Clock {

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long millis() {
    return System.currentTimeMillis();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long nanosUntil(long deadlineNanos) {
    return deadlineNanos - System.nanoTime();
  }

  @Override
  public boolean isHeld() {
    return false;
  }

  @Override
  public void onMove(Runnable listener) {}
}
