package dev.junction.engine.log;

import dev.junction.engine.run.Runner;
import dev.junction.kernel.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the journals short, beside the partitions: a flush takes longer than a command may wait.
///
/// The journals share their files and a state store may flush all maps at once, so it is their sum
/// that counts; the map with the longest journal is flushed first. What is worth a flush and has
/// waited for half a minute is flushed too, so that a server with little to do starts fast again.
public final class Checkpointer implements Runner.Work {

  /// For how long journals that are long enough to be counted may wait to be flushed.
  static final Duration WAIT_MAX = Duration.ofSeconds(30);

  private static final long NOTHING_WAITS = Long.MAX_VALUE;

  private final List<PartitionLog> logs;
  private final long checkpointBytes;
  private final Clock clock;
  private long flushAt = NOTHING_WAITS;

  /// @param checkpointBytes how much journal may have to be replayed before maps are flushed
  /// @param clock what tells how long something waits
  public Checkpointer(List<PartitionLog> logs, long checkpointBytes, Clock clock) {
    this.logs = logs;
    this.checkpointBytes = checkpointBytes;
    this.clock = clock;
  }

  @Override
  public long round() {
    long total = 0;
    long most = 0;
    @Nullable PartitionLog longest = null;
    for (PartitionLog log : logs) {
      long bytes = tidied(log);
      total += bytes;
      if (bytes > most) {
        most = bytes;
        longest = log;
      }
    }
    if (longest == null) {
      flushAt = NOTHING_WAITS;
      return Runner.WHEN_WOKEN;
    }
    long now = clock.nanos();
    if (flushAt == NOTHING_WAITS) {
      flushAt = now + WAIT_MAX.toNanos();
    }
    if (total < checkpointBytes && now < flushAt) {
      return flushAt;
    }
    // What is left waits anew; without space for a flush it waits until more was written.
    flushAt = NOTHING_WAITS;
    return flush(longest) ? Runner.AT_ONCE : Runner.WHEN_WOKEN;
  }

  private static long tidied(PartitionLog log) {
    try {
      return log.tidy();
    } catch (Throwable broken) {
      log.failed(broken);
      return 0;
    }
  }

  /// Flushes a map; false when there is no space for it, so that it is tried when more was written.
  private static boolean flush(PartitionLog log) {
    try {
      return log.flush();
    } catch (Throwable broken) {
      // The journal would grow without end; the partition stops and says why.
      log.failed(broken);
      return true;
    }
  }
}
