package dev.junction.queue.state;

import dev.junction.engine.Transaction;
import dev.junction.queue.domain.QueueAddress;
import java.time.Instant;

/// Sees to it that messages of a queue which are older than its retention period are deleted.
///
/// One durable timer is set for the oldest message while there are any.
final class Retention {

  private final QueueAddress address;
  private final long queueId;
  private final Tally tally;
  private final Messages messages;

  Retention(QueueAddress address, long queueId, Tally tally, Messages messages) {
    this.address = address;
    this.queueId = queueId;
    this.tally = tally;
    this.messages = messages;
  }

  /// The timer came due: deletes what is too old, oldest first, and sets the next one.
  void expire(Transaction<Queues> tx, long retentionMillis) {
    tally.expiryAtMillis = 0;
    messages.expireNext(tx, tx.now().toEpochMilli() - retentionMillis);
    arm(tx, retentionMillis);
  }

  /// Sets the timer for a message that may be older than those before it, as dead letters are.
  void armFor(Transaction<Queues> tx, long sentAtMillis, long retentionMillis) {
    if (tally.expiryAtMillis != 0 && tally.expiryAtMillis <= sentAtMillis + retentionMillis + 1) {
      return;
    }
    long oldest = messages.oldestOfTheNext(tx);
    cancel(tx);
    set(tx, oldest == 0 ? sentAtMillis : Math.min(oldest, sentAtMillis), retentionMillis);
  }

  /// Sets the timer for the oldest message when none is set; whether it did.
  boolean arm(Transaction<Queues> tx, long retentionMillis) {
    if (tally.expiryAtMillis != 0 || tally.messages == 0) {
      return false;
    }
    long oldest = messages.oldestOfTheNext(tx);
    set(tx, oldest == 0 ? tx.now().toEpochMilli() : oldest, retentionMillis);
    return true;
  }

  private void set(Transaction<Queues> tx, long sentAtMillis, long retentionMillis) {
    tally.expiryAtMillis = Math.max(sentAtMillis + retentionMillis, tx.now().toEpochMilli()) + 1;
    tx.setTimer(
        Instant.ofEpochMilli(tally.expiryAtMillis),
        QueueKeys.tally(queueId),
        QueueTimer.expire(address, queueId));
  }

  /// Takes the timer back, if one is set.
  void cancel(Transaction<Queues> tx) {
    if (tally.expiryAtMillis != 0) {
      tx.cancelTimer(Instant.ofEpochMilli(tally.expiryAtMillis), QueueKeys.tally(queueId));
      tally.expiryAtMillis = 0;
    }
  }
}
