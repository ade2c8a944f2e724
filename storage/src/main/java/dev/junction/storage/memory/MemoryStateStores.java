package dev.junction.storage.memory;

import java.util.List;
import java.util.stream.IntStream;

/// The state stores of all partitions of one process that keeps its state in memory.
///
/// Threads: any; each store belongs to its partition's thread.
public final class MemoryStateStores {
  private final List<MemoryStateStore> stores;

  private MemoryStateStores(List<MemoryStateStore> stores) {
    this.stores = stores;
  }

  /// Stores that hold nothing beyond the present state; a crash loses them.
  public static MemoryStateStores ephemeral(int partitions) {
    return new MemoryStateStores(
        IntStream.range(0, partitions).mapToObj(_ -> MemoryStateStore.ephemeral()).toList());
  }

  /// Stores that can go back to their last checkpoint, for simulated crashes.
  public static MemoryStateStores restartable(int partitions) {
    return new MemoryStateStores(
        IntStream.range(0, partitions).mapToObj(_ -> MemoryStateStore.restartable()).toList());
  }

  /// The store of a partition, always the same one.
  public MemoryStateStore partition(int partition) {
    return stores.get(partition);
  }
}
