package dev.junction.queue.state;

import dev.junction.delivery.trace.Hop;
import dev.junction.delivery.trace.HopRing;
import dev.junction.delivery.trace.TraceLog;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.RecentKeys;
import dev.junction.kernel.Region;
import dev.junction.kernel.TraceContext;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.queue.domain.QueueSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The queues of one partition. Threads: the partition's.
public final class Queues {

  /// Bodies of the next messages that a partition keeps in memory so that a receive need not look
  /// into the map.
  private static final long BODY_BYTES_MAX = 16L << 20;

  private final Map<QueueAddress, Queue> byAddress = new HashMap<>();

  /// The same queues by their ARNs, by which deliveries name them.
  private final Map<String, Queue> byArn = new HashMap<>();
  private final BytesBudget budget = new BytesBudget(BODY_BYTES_MAX);
  private final RecentKeys recentIds = new RecentKeys();
  private final ToIntFunction<QueueAddress> partitionOf;
  private final RandomGenerator random;
  private final boolean keepsDeletedNames;
  private final TraceLog traces;

  // When queues were deleted whose names are not free yet, in that order.
  private final Map<QueueAddress, Long> deletedAtMillis = new LinkedHashMap<>();

  private long nextId = 1;

  Queues(
      ToIntFunction<QueueAddress> partitionOf,
      RandomGenerator random,
      boolean keepsDeletedNames,
      TraceLog traces) {
    this.traces = traces;
    this.partitionOf = partitionOf;
    this.random = random;
    this.keepsDeletedNames = keepsDeletedNames;
  }

  BytesBudget budget() {
    return budget;
  }

  /// The deduplication ids that were accepted since the view was made.
  RecentKeys recentIds() {
    return recentIds;
  }

  /// Adds a queue that was read back from the map.
  void restore(QueueAddress address, QueueRecord record, Tally tally, List<MoveTask> moves) {
    Queue queue = new Queue(address, record, tally, this);
    moves.forEach(queue::restoreMove);
    add(queue);
    nextId = Math.max(nextId, record.id() + 1);
  }

  void restoreNextId(long id) {
    nextId = Math.max(nextId, id);
  }

  void restoreDeleted(QueueAddress address, long atMillis) {
    deletedAtMillis.put(address, atMillis);
  }

  private void add(Queue queue) {
    byAddress.put(queue.address(), queue);
    byArn.put(queue.address().arn().toString(), queue);
  }

  /// The queue of an ARN, or null.
  public @Nullable Queue find(String arn) {
    return byArn.get(arn);
  }

  /// The queue at an address, or null.
  public @Nullable Queue find(QueueAddress address) {
    return byAddress.get(address);
  }

  /// Goes on with the queue at an address, or answers that there is none.
  public <R> Outcome<R> with(QueueAddress address, Function<Queue, Outcome<R>> then) {
    Queue queue = byAddress.get(address);
    return queue == null ? Outcome.rejected(QueueErrors.noSuchQueue()) : then.apply(queue);
  }

  /// The names of an account's queues in a region that start with the prefix, in no order.
  public List<String> names(AccountId account, Region region, String prefix) {
    return byAddress.keySet().stream()
        .filter(address -> address.account().equals(account) && address.region().equals(region))
        .map(QueueAddress::name)
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  /// The addresses of the queues whose dead letters go to the target.
  public List<QueueAddress> sourcesOf(QueueAddress target) {
    List<QueueAddress> sources = new ArrayList<>();
    byAddress.forEach(
        (address, queue) -> {
          if (target.equals(queue.deadLetterTarget())) {
            sources.add(address);
          }
        });
    return sources;
  }

  /// Whether the queue of this name was deleted so recently that its name is not free.
  public boolean isDeletedRecently(Transaction<Queues> tx, QueueAddress address) {
    Long at = deletedAtMillis.get(address);
    return keepsDeletedNames && at != null && at > nameFreeBefore(tx);
  }

  private static long nameFreeBefore(Transaction<Queues> tx) {
    return tx.now().toEpochMilli() - QueueLimits.DELETED_NAME_INTERVAL.toMillis();
  }

  /// Every queue of the partition.
  public Iterable<Queue> all() {
    return byAddress.values();
  }

  /// Creates a queue.
  public void create(
      Transaction<Queues> tx,
      QueueAddress address,
      QueueSettings settings,
      Map<String, String> tags) {
    long now = tx.now().getEpochSecond();
    QueueRecord record = new QueueRecord(nextId++, now, now, 0, settings, tags);
    Tally tally = new Tally();
    tx.put(QueueKeys.queue(address), record.encode());
    tx.put(QueueKeys.tally(record.id()), tally.encode());
    tx.put(QueueKeys.nextId(), QueueKeys.nextIdValue(nextId));
    add(new Queue(address, record, tally, this));
  }

  /// Deletes a queue with everything in it.
  public void delete(Transaction<Queues> tx, Queue queue) {
    byAddress.remove(queue.address());
    byArn.remove(queue.address().arn().toString());
    queue.erase(tx);
    if (keepsDeletedNames) {
      noteDeleted(tx, queue.address());
    }
  }

  private void noteDeleted(Transaction<Queues> tx, QueueAddress address) {
    long freeBefore = nameFreeBefore(tx);
    for (Iterator<Map.Entry<QueueAddress, Long>> all = deletedAtMillis.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<QueueAddress, Long> oldest = all.next();
      if (oldest.getValue() > freeBefore) {
        break;
      }
      tx.delete(QueueKeys.deleted(oldest.getKey()));
      all.remove();
    }
    long now = tx.now().toEpochMilli();
    deletedAtMillis.remove(address);
    deletedAtMillis.put(address, now);
    tx.put(QueueKeys.deleted(address), QueueKeys.nextIdValue(now));
  }

  /// Sends a message on its way to another queue, wherever that lives.
  void send(Transaction<Queues> tx, Transfer transfer) {
    tx.send(partitionOf.applyAsInt(transfer.target()), transfer.encode());
  }

  /// A message arrived from another queue: it joins its target, or goes back to its source when
  /// that is gone. When both are gone it goes with them.
  void take(Transaction<Queues> tx, Transfer transfer) {
    Queue target = byAddress.get(transfer.target());
    if (target != null) {
      target.take(tx, transfer);
      note(tx, transfer);
    } else if (!transfer.isReturned()) {
      send(tx, transfer.returned());
    }
  }

  private void note(Transaction<Queues> tx, Transfer transfer) {
    HopRing ring = transfer.why() == Transfer.Why.DEAD_LETTER ? traces.in(tx) : null;
    if (ring != null) {
      StoredMessage message = StoredMessage.decode(transfer.stored());
      TraceContext given = TraceContext.read(message.traceHeader());
      ring.add(
          given == null ? message.id() : given.id(),
          given == null ? 1 : given.depth() + 1,
          message.id(),
          Hop.Kind.DEAD_LETTERED,
          tx.now().toEpochMilli(),
          0,
          transfer.target().arn().toString(),
          "received too often from " + transfer.source().arn());
    }
  }

  /// An identity for a message that is sent anew.
  public UUID newId() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
  }

  /// Answers every waiting long poll with nothing, as at an orderly stop.
  public void answerWaiters(Transaction<Queues> tx) {
    byAddress.values().forEach(queue -> queue.answerWaiters(tx, Outcome.accepted(List.of())));
  }
}
