package dev.junction.resilience;

import java.time.Duration;

/// Who works on the queues of a round.
///
/// @param senders senders of single messages to the standard queue
/// @param batchSenders senders of batches to it
/// @param receivers receivers of it
/// @param groups message groups of the FIFO queue, with a sender each
/// @param fifoReceivers receivers of the FIFO queue
/// @param believedLease how long a receive hides its messages, as the clients believe
record Clients(
    int senders,
    int batchSenders,
    int receivers,
    int groups,
    int fifoReceivers,
    Duration believedLease) {

  /// A few of each.
  static final Clients FEW = new Clients(2, 1, 2, 3, 1, QueueLoad.LEASE);

  /// Sixteen on the standard queue, and twenty groups.
  static final Clients MANY = new Clients(6, 2, 8, 20, 4, QueueLoad.LEASE);

  /// As many, who believe that their leases are longer than they are: those of a control run.
  static final Clients MISTAKEN = new Clients(6, 2, 8, 20, 4, QueueLoad.LEASE.multipliedBy(4));
}
