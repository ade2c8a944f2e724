package dev.junction.engine;

import dev.junction.kernel.Clock;
import dev.junction.kernel.Invariant;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.storage.Journal;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One partition: its map, its journal, its services' views, and the order of everything that
/// happens.
///
/// Threads: [#round] and what it calls belong to one thread at a time; [#submit], [#deliver] and
/// the journal's callbacks come from anywhere.
final class Partition {

  private static final Logger LOG = LoggerFactory.getLogger(Partition.class);
  private static final int TASKS_PER_ROUND = 256;
  private static final ServiceError BUSY =
      ServiceError.server("ServiceUnavailable", 503, "Too many requests wait; try again.");
  private static final ServiceError FAILED =
      ServiceError.server(
          "InternalFailure",
          500,
          "This part of the data has stopped after a fault; see the health page and the log.");

  /// What a partition is made of.
  record Parts(
      int number,
      Journal journal,
      StateStore store,
      Clock clock,
      RandomGenerator random,
      int mailboxMax,
      List<PartitionService<?>> services) {}

  private final Parts parts;
  private final Engine engine;
  private final Mailbox mailbox;
  private final HeldReleases held = new HeldReleases();
  private final Wakes wakes = new Wakes();
  private final Timers timers;
  private final Outbox outbox;
  private final Map<PartitionService<?>, Object> states = new HashMap<>();
  private final PartitionService<?>[] byKeyspace = new PartitionService<?>[256];
  private final long[] inbox;

  /// The calls that have not been answered.
  private final Set<PendingReply<?>> open = ConcurrentHashMap.newKeySet();

  private long transactions;
  private volatile @Nullable Throwable failure;

  Partition(Parts parts, Engine engine) {
    this.parts = parts;
    this.engine = engine;
    this.mailbox = new Mailbox(parts.mailboxMax());
    recover();
    this.timers = new Timers(parts.store());
    this.outbox = new Outbox(engine.partitions());
    this.inbox = new long[engine.partitions()];
    for (int source = 0; source < inbox.length; source++) {
      byte[] last = parts.store().get(EngineKeys.inbox(source));
      inbox[source] = last == null ? 0 : EngineKeys.longOf(last);
    }
    for (PartitionService<?> service : parts.services()) {
      Invariant.check(
          service.keyspace() >= EngineKeys.SERVICE_KEYSPACE_MIN
              && byKeyspace[service.keyspace()] == null,
          "keyspace %d of %s is taken",
          service.keyspace(),
          service.name());
      byKeyspace[service.keyspace()] = service;
      states.put(service, service.open(new Context(this)));
    }
    parts.clock().onMove(() -> mailbox.put(() -> {}));
  }

  /// Claims the journal and brings the map up to it.
  private void recover() {
    Journal journal = parts.journal();
    StateStore store = parts.store();
    journal.claim(journal.epoch() + 1, new Durability());
    journal.read(
        store.appliedLsn() + 1,
        (lsn, batch) -> {
          Invariant.check(
              lsn == store.appliedLsn() + 1,
              "partition %d: the journal goes on at %d but the map ends at %d",
              parts.number(),
              lsn,
              store.appliedLsn());
          store.apply(lsn, batch);
        });
    held.durable(journal.lastLsn());
    // The map may have been flushed ahead of the journal's last durable batch. Nobody was answered
    // for what it holds more, so it stays, and the journal passes over those numbers.
    while (journal.lastLsn() < store.appliedLsn()) {
      journal.append(new WriteBatch());
    }
  }

  private final class Durability implements Journal.DurabilityListener {
    @Override
    public void durable(long lsn) {
      held.durable(lsn);
    }

    @Override
    public void failed(Throwable cause) {
      mailbox.put(() -> fail(cause));
    }
  }

  private record Context(Partition of) implements PartitionContext {
    @Override
    public int partition() {
      return of.parts.number();
    }

    @Override
    public Clock clock() {
      return of.parts.clock();
    }

    @Override
    public RandomGenerator random() {
      return of.parts.random();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
      return of.parts.store().get(key);
    }

    @Override
    public StateStore.Cursor scan(byte[] from, byte[] to) {
      return of.parts.store().scan(from, to);
    }
  }

  Clock clock() {
    return parts.clock();
  }

  StateStore store() {
    return parts.store();
  }

  Timers timers() {
    return timers;
  }

  Outbox outbox() {
    return outbox;
  }

  long[] inbox() {
    return inbox;
  }

  PartitionStatus status() {
    Throwable cause = failure;
    return new PartitionStatus(
        parts.number(),
        cause == null ? "" : cause.toString(),
        mailbox.size(),
        parts.journal().lastLsn(),
        held.durableLsn(),
        held.size());
  }

  /// Sends again what had not arrived at the last stop.
  void resumeOutbox(long[] inboxes) {
    outbox.restore(parts.store(), inboxes).forEach(this::deliver);
  }

  <S, R> CompletableFuture<Outcome<R>> submit(
      PartitionService<S> service, ParkingCommand<S, R> command) {
    PendingReply<R> reply = new PendingReply<>(open);
    Runnable call =
        () -> {
          if (failure == null && !reply.isAbandoned()) {
            transact(service, (state, tx) -> command.run(state, tx, reply));
          }
        };
    if (failure == null && !mailbox.offer(call)) {
      reply.complete(Outcome.rejected(BUSY));
    }
    if (failure != null) {
      reply.complete(Outcome.rejected(FAILED));
    }
    return reply;
  }

  private interface Work<S> {
    void run(S state, Transaction<S> tx);
  }

  private <S> void transact(PartitionService<S> service, Work<S> work) {
    PartitionTransaction<S> tx = new PartitionTransaction<>(this, service, ++transactions);
    work.run(state(service), tx);
    commit(tx, tx.batch());
  }

  private void commit(PartitionTransaction<?> tx, WriteBatch batch) {
    long before = parts.journal().lastLsn();
    long lsn = before;
    if (!batch.isEmpty()) {
      lsn = parts.journal().append(batch);
      parts.store().apply(lsn, batch);
      engine.noteJournalBytes(batch.sizeBytes());
    }
    long releaseAt = tx.answersEarly() ? before : lsn;
    for (Runnable release : tx.releases()) {
      held.hold(releaseAt, release);
    }
  }

  @SuppressWarnings("unchecked") // put in by the constructor with the type that the service makes
  private <S> S state(PartitionService<S> service) {
    Object state = states.get(service);
    if (state == null) {
      throw new Invariant.Broken("Service " + service.name() + " is not on this engine");
    }
    return (S) state;
  }

  <S> Transaction.Wake wakeAt(long nanos, PartitionService<S> service, Command<S, ?> command) {
    return wakes.add(nanos, () -> transact(service, command::run));
  }

  /// Hands an outbox entry that is durable here to its target.
  void deliver(Outbox.Entry entry) {
    engine.partition(entry.target()).arrive(this, entry);
  }

  private void arrive(Partition source, Outbox.Entry entry) {
    mailbox.put(
        () -> {
          int from = source.parts.number();
          if (failure == null) {
            if (entry.sequence() > inbox[from]) {
              inbox[from] = entry.sequence();
              take(byKeyspace[entry.keyspace()], from, entry);
            }
            held.hold(parts.journal().lastLsn(), () -> source.acknowledge(entry));
          }
        });
  }

  private <S> void take(@Nullable PartitionService<S> service, int from, Outbox.Entry entry) {
    if (service == null) {
      throw new Invariant.Broken("A message for the unknown keyspace " + entry.keyspace());
    }
    PartitionTransaction<S> tx = new PartitionTransaction<>(this, service, ++transactions);
    service.onMessage(state(service), tx, from, entry.payload());
    tx.batch().put(EngineKeys.inbox(from), EngineKeys.longValue(entry.sequence()));
    commit(tx, tx.batch());
  }

  private void acknowledge(Outbox.Entry entry) {
    mailbox.put(
        () -> {
          long from = outbox.arrived(entry.target(), entry.sequence());
          if (failure == null && from <= entry.sequence()) {
            WriteBatch batch = new WriteBatch();
            batch.deleteRange(
                EngineKeys.outbox(entry.target(), from),
                EngineKeys.outbox(entry.target(), entry.sequence() + 1));
            parts.store().apply(parts.journal().append(batch), batch);
          }
        });
  }

  private void fireDue() {
    for (Runnable wake = wakes.pollDue(clock().nanos());
        wake != null;
        wake = wakes.pollDue(clock().nanos())) {
      wake.run();
    }
    for (int i = 0; i < TASKS_PER_ROUND; i++) {
      Timers.Timer timer = timers.due(clock().millis());
      if (timer == null) {
        return;
      }
      timers.remove(timer.key());
      fire(byKeyspace[EngineKeys.keyspaceOf(timer.key())], timer);
    }
  }

  private <S> void fire(@Nullable PartitionService<S> service, Timers.Timer timer) {
    if (service == null) {
      throw new Invariant.Broken("A timer of an unknown service");
    }
    PartitionTransaction<S> tx = new PartitionTransaction<>(this, service, ++transactions);
    tx.batch().delete(timer.key());
    service.onTimer(state(service), tx, timer.payload());
    commit(tx, tx.batch());
  }

  /// Does what waits, at most one round of it; answers whether there may be more.
  boolean round() {
    try {
      if (failure == null) {
        fireDue();
      }
      for (int i = 0; i < TASKS_PER_ROUND; i++) {
        Runnable task = mailbox.poll();
        if (task == null) {
          return false;
        }
        task.run();
      }
      return true;
    } catch (RuntimeException | Error e) {
      // The root of the partition's thread: whatever went wrong, nothing is acknowledged after it.
      fail(e);
      return true;
    }
  }

  /// Sleeps until something is to be done.
  void await() {
    long wait = Long.MAX_VALUE;
    Long wake = failure == null ? wakes.nextNanos() : null;
    if (wake != null) {
      wait = clock().nanosUntil(wake);
    }
    Long timer = failure == null ? timers.nextMillis() : null;
    if (timer != null) {
      long deltaNanos = TimeUnit.MILLISECONDS.toNanos(timer - clock().millis());
      wait = Math.min(wait, clock().nanosUntil(clock().nanos() + deltaNanos));
    }
    mailbox.await(wait);
  }

  void post(Runnable task) {
    mailbox.put(task);
  }

  private void fail(Throwable cause) {
    if (failure != null) {
      return;
    }
    failure = cause;
    LOG.error("Partition {} has stopped and answers nothing any more", parts.number(), cause);
    held.clear();
    open.forEach(Partition::rejectFailed);
  }

  private static <R> void rejectFailed(PendingReply<R> reply) {
    reply.complete(Outcome.rejected(FAILED));
  }

  /// Whether everything that was taken in is done and answered, parked calls aside.
  boolean isSettled() {
    return failure != null || (mailbox.size() == 0 && held.size() == 0);
  }
}
