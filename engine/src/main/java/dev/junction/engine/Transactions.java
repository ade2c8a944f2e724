package dev.junction.engine;

import dev.junction.engine.aside.CommandFailed;
import dev.junction.engine.aside.SetAside;
import dev.junction.engine.log.PartitionLog;
import dev.junction.engine.outbox.Inbox;
import dev.junction.engine.outbox.Outbox;
import dev.junction.engine.timer.DurableTimers;
import dev.junction.kernel.Invariant;
import dev.junction.kernel.Outcome;
import dev.junction.storage.BatchTooLarge;
import dev.junction.storage.JournalFull;
import dev.junction.storage.WriteBatch;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Runs what comes to a partition, one transaction after the other: staged, appended to the
/// journal, gathered for the map, its answers and messages held until the journal is durable.
///
/// Errors: [CommandFailed] when a service throws; nothing of the work that it names was written
/// then, and the views are to be made again. Threads: the partition's.
final class Transactions {

  /// At how many alarms services may fail. Nobody sends alarms, so that many are no accident.
  private static final int FAILED_ALARMS_MAX = 16;

  private final Workspace workspace;
  private final PartitionLog log;
  private final Services services;
  private final Inbox inbox;
  private final SetAside aside;
  private final Held held;
  private final ParkedCalls parked;
  private final BooleanSupplier isLast;
  private final long[] acknowledgementsDue;
  private long begun;
  private boolean acknowledges;
  private boolean hasArrivals;
  private int failedAlarms;
  private @Nullable CommandFailed failedLate;

  /// @param isLast whether nothing is to be seen that comes after this in the round
  Transactions(
      Workspace workspace, int partitions, Held held, ParkedCalls parked, BooleanSupplier isLast) {
    this.workspace = workspace;
    log = workspace.log();
    services = workspace.services();
    this.held = held;
    this.parked = parked;
    this.isLast = isLast;
    inbox = new Inbox(workspace.state(), partitions);
    aside = new SetAside(workspace.state());
    acknowledgementsDue = new long[partitions];
  }

  /// Rebuilds what the engine itself keeps in memory.
  void open() {
    workspace.timers().open();
    workspace.outbox().open();
    inbox.open();
    aside.open();
    hasArrivals = true;
  }

  /// Runs a call, unless its caller has gone already.
  <S, R> void run(Call<S, R> call) {
    if (call.isAbandoned()) {
      return;
    }
    ServiceSlot<S> slot = services.of(call.service());
    StagedTransaction<S> transaction = new StagedTransaction<>(workspace, slot, ++begun);
    try {
      call.command().run(slot.view(), transaction, call);
    } catch (RuntimeException | StackOverflowError thrown) {
      throw CommandFailed.of(slot.service().name(), thrown, call);
    }
    Outcome<R> own = call.outcome();
    if (own == null) {
      parked.add(call);
    }
    commit(slot, transaction, own, call);
  }

  /// Runs a command whose time has come.
  <S> void run(Alarm<S> alarm) {
    ServiceSlot<S> slot = alarm.slot();
    StagedTransaction<S> transaction = new StagedTransaction<>(workspace, slot, ++begun);
    Outcome<?> outcome;
    try {
      outcome = alarm.command().run(slot.view(), transaction);
    } catch (RuntimeException | StackOverflowError thrown) {
      throw CommandFailed.of(slot.service().name(), thrown, alarm);
    }
    commit(slot, transaction, outcome, alarm);
  }

  /// Fires a durable timer and removes it, both or neither.
  void run(DurableTimers.Due timer, Instant now) {
    fire(services.of(timer.service()), timer, now);
  }

  /// Applies a message unless it was applied before; either way its source will hear of it.
  void run(Item.Delivery delivery) {
    if (!inbox.isRepeat(delivery.source, delivery.message.sequence())) {
      try {
        receive(services.of(delivery.message.keyspace()), delivery);
      } catch (CommandFailed failed) {
        if (failed.work() != delivery) {
          // The message was applied; what failed only went with it.
          acknowledge(delivery.source);
        }
        throw failed;
      }
    }
    acknowledge(delivery.source);
  }

  private void acknowledge(int source) {
    acknowledgementsDue[source] = inbox.applied(source);
    acknowledges = true;
  }

  /// Takes note that a target has messages for good.
  void run(Item.Acknowledgement acknowledgement) {
    workspace.outbox().acknowledged(acknowledgement.target, acknowledgement.sequence);
    hasArrivals = true;
  }

  /// Runs once more what was set aside before the start, if there is something; whether there was.
  boolean runSetAside() {
    SetAside.Entry entry = aside.next();
    if (entry == null) {
      return false;
    }
    try {
      redo(services.of(entry.service()), entry);
    } catch (JournalFull full) {
      aside.tryAgain(entry);
      throw full;
    }
    return true;
  }

  /// How many timers and messages are set aside.
  int setAside() {
    return aside.count();
  }

  /// Fails at what was put off and failed when the map was behind its journal, so that no views
  /// could be made again.
  void failLate() {
    CommandFailed failed = failedLate;
    if (failed != null) {
      failedLate = null;
      throw failed;
    }
  }

  /// Ends what a service failed at, now that the views are as they were before: a timer or message
  /// is set aside. A caller has been told already.
  void end(CommandFailed failed) {
    switch (failed.work()) {
      case Alarm<?> _, RoundEnd.Work<?> _ -> {
        failedAlarms++;
        if (failedAlarms > FAILED_ALARMS_MAX) {
          throw new IllegalStateException(
              failed.service() + " failed at more alarms than this", failed.getCause());
        }
      }
      case DurableTimers.Due timer -> {
        WriteBatch batch = new WriteBatch();
        workspace.timers().remove(timer, batch);
        aside.keep(SetAside.Kind.TIMER, timer.service(), 0, timer.payload(), batch);
        batch.allowReserve();
        log.commit(batch);
      }
      case Item.Delivery delivery -> {
        WriteBatch batch = new WriteBatch();
        Outbox.Message message = delivery.message;
        inbox.apply(delivery.source, message.sequence(), batch);
        aside.keep(
            SetAside.Kind.MESSAGE, message.keyspace(), delivery.source, message.payload(), batch);
        batch.allowReserve();
        log.commit(batch);
        acknowledge(delivery.source);
      }
      case SetAside.Entry _ -> {
        // It stays where it is.
      }
      default -> throw new IllegalStateException("Nothing that fails: " + failed.work());
    }
  }

  /// Does once a round what is cheaper done together: what services have put off, acknowledges
  /// messages, forgets acknowledged ones and reads on in the outbox.
  ///
  /// @param full whether there is no space to write anything; what was put off sees that itself
  void endRound(boolean full) {
    while (!log.isBehind() && !workspace.roundEnd().isEmpty()) {
      RoundEnd.Work<?> work = workspace.roundEnd().poll();
      if (work != null) {
        run(work);
      }
    }
    if (acknowledges) {
      acknowledges = false;
      for (int source = 0; source < acknowledgementsDue.length; source++) {
        long sequence = acknowledgementsDue[source];
        if (sequence > 0) {
          acknowledgementsDue[source] = 0;
          held.add(
              new Item.Acknowledgement(source, workspace.partition(), sequence), log.lastLsn());
        }
      }
    }
    if (hasArrivals && !full && !log.isBehind()) {
      hasArrivals = false;
      deleteAcknowledged(Outbox.DELETED_TOGETHER);
      if (log.isBehind()) {
        hasArrivals = true;
      } else {
        workspace.outbox().readForward(this::hold);
      }
    }
  }

  /// Deletes acknowledged messages of lanes that have at least so many.
  void deleteAcknowledged(int atLeast) {
    if (workspace.outbox().hasDeletes(atLeast)) {
      WriteBatch batch = new WriteBatch();
      workspace.outbox().stageDeletes(atLeast, batch);
      batch.allowReserve();
      log.commit(batch);
    }
  }

  private <S> void run(RoundEnd.Work<S> work) {
    ServiceSlot<S> slot = work.slot();
    commit(slot, staged(work), null, work);
  }

  private <S> StagedTransaction<S> staged(RoundEnd.Work<S> work) {
    ServiceSlot<S> slot = work.slot();
    StagedTransaction<S> transaction = new StagedTransaction<>(workspace, slot, ++begun);
    try {
      work.what().accept(transaction);
    } catch (RuntimeException | StackOverflowError thrown) {
      throw CommandFailed.of(slot.service().name(), thrown, work);
    }
    return transaction;
  }

  private <S> void fire(ServiceSlot<S> slot, DurableTimers.Due timer, Instant now) {
    StagedTransaction<S> transaction = new StagedTransaction<>(workspace, slot, ++begun, now);
    // First, so that the service may set the same timer again.
    workspace.timers().remove(timer, transaction.batch());
    try {
      slot.service().onTimer(slot.view(), transaction, timer.payload());
    } catch (RuntimeException | StackOverflowError thrown) {
      throw CommandFailed.of(slot.service().name(), thrown, timer);
    }
    commit(slot, transaction, null, timer);
  }

  private <S> void receive(ServiceSlot<S> slot, Item.Delivery delivery) {
    StagedTransaction<S> transaction = new StagedTransaction<>(workspace, slot, ++begun);
    inbox.apply(delivery.source, delivery.message.sequence(), transaction.batch());
    byte[] payload = delivery.message.payload();
    try {
      slot.service().onMessage(slot.view(), transaction, delivery.source, payload);
    } catch (RuntimeException | StackOverflowError thrown) {
      throw CommandFailed.of(slot.service().name(), thrown, delivery);
    }
    commit(slot, transaction, null, delivery);
  }

  private <S> void redo(ServiceSlot<S> slot, SetAside.Entry entry) {
    StagedTransaction<S> transaction = new StagedTransaction<>(workspace, slot, ++begun);
    aside.forget(entry, transaction.batch());
    try {
      switch (entry.kind()) {
        case TIMER -> slot.service().onTimer(slot.view(), transaction, entry.payload());
        case MESSAGE ->
            slot.service().onMessage(slot.view(), transaction, entry.source(), entry.payload());
      }
    } catch (RuntimeException | StackOverflowError thrown) {
      throw CommandFailed.of(slot.service().name(), thrown, entry);
    }
    commit(slot, transaction, null, entry);
  }

  private <S> void commit(
      ServiceSlot<S> slot,
      StagedTransaction<S> transaction,
      @Nullable Outcome<?> outcome,
      Object work) {
    boolean isRejected = outcome instanceof Outcome.Rejected<?>;
    if (transaction.stagesOfItsOwn() && outcome instanceof Outcome.Rejected<?>(var error)) {
      throw new Invariant.Broken(
          slot.service().name() + " staged writes and rejected with " + error.code());
    }
    CommandFailed failedGuest = null;
    if (!isRejected || transaction.keepsStaged()) {
      runLast(slot, transaction, work);
      failedGuest = joinRoundEnd(transaction);
    }
    boolean writes = transaction.end();
    long readLsn = log.lastLsn();
    long lsn = readLsn;
    if (writes) {
      try {
        lsn = log.commit(transaction.batch());
        slot.wrote(transaction.batch().sizeBytes());
      } catch (BatchTooLarge refusal) {
        throw CommandFailed.of(slot.service().name(), refusal, work);
      }
    }
    for (Call<?, ?> call : transaction.answers()) {
      parked.remove(call);
      held.add(call, transaction.answersEarly() ? readLsn : lsn);
    }
    transaction.messages().forEach(this::hold);
    if (failedGuest != null) {
      failedLate = failedGuest;
      if (!log.isBehind()) {
        failLate();
      }
    }
  }

  private <S> void runLast(ServiceSlot<S> slot, StagedTransaction<S> transaction, Object work) {
    try {
      transaction.runLast();
    } catch (RuntimeException | StackOverflowError thrown) {
      throw CommandFailed.of(slot.service().name(), thrown, work);
    }
  }

  /// Adds what services have put off, if this is the last batch of the round and has room; what is
  /// left has batches of its own. What one of them failed at, of which nothing was added; the rest
  /// stands, and the views are to be made again once it is written.
  private @Nullable CommandFailed joinRoundEnd(StagedTransaction<?> transaction) {
    if (workspace.roundEnd().isEmpty() || !transaction.stages() || !isLast.getAsBoolean()) {
      return null;
    }
    try {
      while (transaction.hasSpaceToSpare()) {
        RoundEnd.Work<?> work = workspace.roundEnd().poll();
        if (work == null) {
          return null;
        }
        transaction.take(staged(work));
      }
    } catch (CommandFailed failed) {
      return failed;
    }
    return null;
  }

  private void hold(Outbox.Message message) {
    held.add(new Item.Delivery(workspace.partition(), message), log.lastLsn());
  }
}
