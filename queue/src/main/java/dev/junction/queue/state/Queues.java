package dev.junction.queue.state;

import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The queues of one partition. Threads: the partition's.
public final class Queues {

  /// Bodies of the next messages that a partition keeps in memory so that a receive need not look
  /// into the map.
  private static final long BODY_BYTES_MAX = 16L << 20;

  private final Map<QueueAddress, Queue> byAddress = new HashMap<>();
  private final BytesBudget budget = new BytesBudget(BODY_BYTES_MAX);
  private final ToIntFunction<QueueAddress> partitionOf;
  private long nextId = 1;

  Queues(ToIntFunction<QueueAddress> partitionOf) {
    this.partitionOf = partitionOf;
  }

  BytesBudget budget() {
    return budget;
  }

  /// Adds a queue that was read back from the map.
  void restore(QueueAddress address, QueueRecord record, Tally tally) {
    byAddress.put(address, new Queue(address, record, tally, this));
    nextId = Math.max(nextId, record.id() + 1);
  }

  void restoreNextId(long id) {
    nextId = Math.max(nextId, id);
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
    byAddress.put(address, new Queue(address, record, tally, this));
  }

  /// Deletes a queue with everything in it.
  public void delete(Transaction<Queues> tx, Queue queue) {
    byAddress.remove(queue.address());
    queue.erase(tx);
  }

  /// Sends a message that a queue gave up on to its dead-letter queue, wherever that lives.
  void sendDeadLetter(
      Transaction<Queues> tx, QueueAddress source, QueueAddress target, byte[] stored) {
    byte[] letter = DeadLetter.of(source, target, stored).encode();
    tx.send(partitionOf.applyAsInt(target), letter);
  }

  /// A dead letter arrived: it joins its queue, or goes back to its source when that is gone.
  void takeDeadLetter(Transaction<Queues> tx, DeadLetter letter) {
    Queue target = byAddress.get(letter.target());
    if (target != null) {
      target.takeDeadLetter(tx, letter.marked());
    } else if (!letter.isReturned()) {
      tx.send(partitionOf.applyAsInt(letter.source()), letter.returned().encode());
    }
  }

  /// Answers every waiting long poll with nothing, as at an orderly stop.
  public void answerWaiters(Transaction<Queues> tx) {
    byAddress.values().forEach(queue -> queue.answerWaiters(tx, Outcome.accepted(List.of())));
  }
}
