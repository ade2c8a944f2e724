package dev.junction.delivery.report;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;

/// What a source does with reports. Threads: those of partitions, so it has to be quick.
@FunctionalInterface
public interface Reporter {

  /// Takes a report in, as a part of the transaction in which the delivery ended: what it stages is
  /// durable with that, and what it throws breaks the partition.
  void take(Transaction<?> tx, PartitionContext context, Report report);
}
