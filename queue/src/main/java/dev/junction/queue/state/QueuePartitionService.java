package dev.junction.queue.state;

import dev.junction.delivery.trace.TraceLog;
import dev.junction.engine.Engine;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.storage.StateStore;
import java.util.ArrayList;
import java.util.List;

/// How queues live on a partition: reading them back, expiring their messages, taking dead letters.
public final class QueuePartitionService implements PartitionService<Queues> {

  /// The service's name where partitions are picked; it never changes.
  private static final String PLACE = "sqs";

  /// How many bits of a queue's number count queues; those above say which partition made it.
  private static final int ID_BITS = 40;

  private final boolean keepsDeletedNames;
  private final TraceLog traces;

  /// @param keepsDeletedNames whether the name of a deleted queue is not free for a minute
  public QueuePartitionService(boolean keepsDeletedNames) {
    this(keepsDeletedNames, TraceLog.NONE);
  }

  /// @param keepsDeletedNames whether the name of a deleted queue is not free for a minute
  /// @param traces where dead letters are noted
  public QueuePartitionService(boolean keepsDeletedNames, TraceLog traces) {
    this.keepsDeletedNames = keepsDeletedNames;
    this.traces = traces;
  }

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
                context.partitionOf(address.account(), address.region(), PLACE, address.name()),
            context.random(),
            keepsDeletedNames,
            traces);
    // Receipt handles know a queue by its number, so no other partition may give the same.
    queues.restoreNextId(((long) context.partition() << ID_BITS) + 1);
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
        queues.restore(
            QueueKeys.addressOf(cursor.key()),
            record,
            current(context, record.id(), tally),
            moveTasks(context, record.id()));
      }
    }
    byte[][] deleted = QueueKeys.allDeleted();
    try (StateStore.Cursor cursor = context.scan(deleted[0], deleted[1])) {
      while (cursor.next()) {
        queues.restoreDeleted(
            QueueKeys.addressOf(cursor.key()), QueueKeys.nextIdOf(cursor.value()));
      }
    }
    return queues;
  }

  /// The tally with the messages that joined since it was written.
  private static Tally current(PartitionContext context, long queueId, byte[] stored) {
    Tally tally = Tally.decode(stored);
    byte[] from = QueueKeys.message(queueId, tally.nextSequence);
    try (StateStore.Cursor joined = context.scan(from, QueueKeys.message(queueId + 1, 0))) {
      while (joined.next()) {
        tally.countJoined(QueueKeys.sequenceOf(joined.key()));
      }
    }
    return tally;
  }

  private static List<MoveTask> moveTasks(PartitionContext context, long queueId) {
    List<MoveTask> tasks = new ArrayList<>(0);
    byte[][] range = QueueKeys.moveTasks(queueId);
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        tasks.add(MoveTask.decode(cursor.value()));
      }
    }
    return tasks;
  }

  @Override
  public void onTimer(Queues queues, Transaction<Queues> tx, byte[] payload) {
    QueueTimer timer = QueueTimer.decode(payload);
    Queue queue = queues.find(timer.address());
    if (queue != null && queue.record().id() == timer.queueId()) {
      switch (timer.what()) {
        case EXPIRE -> queue.expire(tx);
        case MOVE -> queue.continueMove(tx);
      }
    }
  }

  @Override
  public void onMessage(Queues queues, Transaction<Queues> tx, int fromPartition, byte[] payload) {
    queues.take(tx, Transfer.decode(payload));
  }
}
