package dev.junction.delivery;

import dev.junction.engine.PartitionContext;

/// The deliveries of one partition. Threads: the partition's.
public final class Deliveries {

  private final PartitionContext context;

  Deliveries(PartitionContext context) {
    this.context = context;
  }

  int partition() {
    return context.partition();
  }

  PartitionContext context() {
    return context;
  }
}
