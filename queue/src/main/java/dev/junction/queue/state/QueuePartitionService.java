package dev.junction.queue.state;

import dev.junction.engine.Engine;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.storage.StateStore;

/// How queues live on a partition: reading them back, expiring their messages, taking dead letters.
public final class QueuePartitionService implements PartitionService<Queues> {

  /// The service's name where partitions are picked; it never changes.
  private static final String PLACE = "sqs";

  /// The partition that a queue belongs to.
  public static int partitionOf(Engine engine, QueueAddress address) {
    return engine.partitionOf(address.account(), address.region(), PLACE, address.name());
  }

  @Override
  public String name() {
    return "queue";
  }

  @Override
  public byte keyspace() {
    return QueueKeys.KEYSPACE;
  }

  @Override
  public Queues open(PartitionContext context) {
    Queues queues =
        new Queues(
            address ->
                context.partitionOf(address.account(), address.region(), PLACE, address.name()));
    byte[] nextId = context.get(QueueKeys.nextId());
    if (nextId != null) {
      queues.restoreNextId(QueueKeys.nextIdOf(nextId));
    }
    byte[][] range = QueueKeys.queues();
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        QueueRecord record = QueueRecord.decode(cursor.value());
        byte[] tally = context.get(QueueKeys.tally(record.id()));
        if (tally == null) {
          throw new IllegalStateException("Queue " + record.id() + " has no tally");
        }
        queues.restore(QueueKeys.addressOf(cursor.key()), record, Tally.decode(tally));
      }
    }
    return queues;
  }

  /// The only timers of queues are those for expired messages; the payload is the queue's key.
  @Override
  public void onTimer(Queues queues, Transaction<Queues> tx, byte[] payload) {
    Queue queue = queues.find(QueueKeys.addressOf(payload));
    if (queue != null) {
      queue.expire(tx);
    }
  }

  @Override
  public void onMessage(Queues queues, Transaction<Queues> tx, int fromPartition, byte[] payload) {
    queues.takeDeadLetter(tx, DeadLetter.decode(payload));
  }
}
