package dev.junction.engine.log;

import dev.junction.engine.run.Runner;
import java.util.List;

/// Keeps the journals short, beside the partitions: a flush takes longer than a command may wait.
public final class Checkpointer implements Runner.Work {

  private final List<PartitionLog> logs;

  public Checkpointer(List<PartitionLog> logs) {
    this.logs = logs;
  }

  @Override
  public long round() {
    for (PartitionLog log : logs) {
      try {
        log.tidy();
      } catch (Throwable broken) {
        // The partition would grow without end; it stops and says why.
        log.failed(broken);
      }
    }
    return Runner.WHEN_WOKEN;
  }
}
