package dev.junction.engine.log;

import dev.junction.kernel.Clock;
import java.time.Duration;

/// The state of a partition whose journal had no space: for a while nothing is tried that only
/// costs work, and it ends when something was written again.
///
/// Threads: the partition's; [#isFelt] any.
public final class Shortage {

  /// How long timers and messages wait before they are tried again.
  public static final Duration PAUSE = Duration.ofMillis(100);

  private volatile boolean felt;
  private long nextTryNanos;
  private long lsn;

  /// The journal refused a batch; whether that is news.
  public boolean begin(Clock clock, long lastLsn) {
    boolean news = !felt;
    felt = true;
    lsn = lastLsn;
    nextTryNanos = clock.nanos() + PAUSE.toNanos();
    return news;
  }

  /// Whether nothing should be tried yet.
  public boolean isOn(Clock clock, long lastLsn) {
    if (felt && lastLsn > lsn) {
      felt = false;
    }
    return felt && clock.nanos() < nextTryNanos;
  }

  /// When timers and messages are to be tried again.
  public long nextTryNanos() {
    return nextTryNanos;
  }

  /// Whether the journal had no space when it was last tried.
  public boolean isFelt() {
    return felt;
  }
}
