package dev.junction.queue.state;

import dev.junction.engine.Transaction;
import dev.junction.queue.domain.QueueAddress;
import java.time.Instant;

/// Sees to it that messages of a queue which are older than its retention period are deleted.
///
/// One durable timer is set for the oldest message while there are any.
final class Retention {

  /// How many messages one command deletes at most before it lets others run.
  private static final int DELETED_AT_ONCE = 500;

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
    long sentBefore = tx.now().toEpochMilli() - retentionMillis;
    int count = 0;
    while (count < DELETED_AT_ONCE && messages.expireOldest(tx, sentBefore)) {
      count++;
    }
    arm(tx, retentionMillis);
  }

  /// Sets the timer for the oldest message when none is set.
  void arm(Transaction<Queues> tx, long retentionMillis) {
    if (tally.expiryAtMillis != 0 || tally.messages == 0) {
      return;
    }
    long now = tx.now().toEpochMilli();
    long oldest = messages.oldestSentAtMillis(tx);
    tally.expiryAtMillis = Math.max((oldest == 0 ? now : oldest) + retentionMillis, now) + 1;
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
