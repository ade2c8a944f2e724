package dev.junction.engine.log;

import dev.junction.engine.run.Runner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the journals short, beside the partitions: a flush takes longer than a command may wait.
///
/// The journals share their files and a state store may flush all maps at once, so it is their sum
/// that counts; the map with the longest journal is flushed first.
public final class Checkpointer implements Runner.Work {

  private final List<PartitionLog> logs;
  private final long checkpointBytes;

  /// @param checkpointBytes how much journal may have to be replayed before maps are flushed
  public Checkpointer(List<PartitionLog> logs, long checkpointBytes) {
    this.logs = logs;
    this.checkpointBytes = checkpointBytes;
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
    if (longest == null || total < checkpointBytes) {
      return Runner.WHEN_WOKEN;
    }
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
