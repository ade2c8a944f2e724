package dev.junction.engine;

import dev.junction.engine.run.Runner;
import java.util.List;

/// Lets the held answers and messages of all partitions go as the journals become durable.
///
/// One for the whole engine: a sync makes all partitions durable at once, and neither the journal's
/// thread nor a partition's should run what callers hang on to their futures.
final class Releaser implements Runner.Work {

  private final List<Partition> partitions;

  Releaser(List<Partition> partitions) {
    this.partitions = partitions;
  }

  @Override
  public long round() {
    for (Partition partition : partitions) {
      partition.release((target, item) -> partitions.get(target).put(item));
    }
    return Runner.WHEN_WOKEN;
  }
}
