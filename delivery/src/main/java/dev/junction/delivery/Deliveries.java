package dev.junction.delivery;

import dev.junction.engine.PartitionContext;

/// The deliveries of one partition. Threads: the partition's.
///
/// @param context the partition
/// @param endpoints what waits for addresses outside
record Deliveries(PartitionContext context, Endpoints endpoints) {

  int partition() {
    return context.partition();
  }
}
