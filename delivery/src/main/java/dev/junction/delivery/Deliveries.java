package dev.junction.delivery;

import dev.junction.delivery.trace.HopRing;
import dev.junction.engine.PartitionContext;

/// The deliveries of one partition. Threads: the partition's.
///
/// @param context the partition
/// @param endpoints what waits for addresses outside
/// @param letters what was delivered into the mailbox
/// @param hops what became of messages here
record Deliveries(PartitionContext context, Endpoints endpoints, Letters letters, HopRing hops) {

  int partition() {
    return context.partition();
  }
}
