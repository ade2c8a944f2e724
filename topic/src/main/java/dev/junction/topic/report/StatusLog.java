package dev.junction.topic.report;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;

/// Where topics write what became of their messages. Threads: those of partitions.
@FunctionalInterface
public interface StatusLog {

  /// Writes an entry; the group is made when it is not there.
  void write(Transaction<?> tx, PartitionContext context, Group group, String stream, byte[] text);

  /// A log group.
  record Group(AccountId account, Region region, String name) {}
}
