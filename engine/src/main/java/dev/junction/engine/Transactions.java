package dev.junction.engine;

import dev.junction.engine.log.PartitionLog;
import dev.junction.engine.outbox.Inbox;
import dev.junction.engine.outbox.Outbox;
import dev.junction.engine.timer.DurableTimers;
import dev.junction.kernel.Invariant;
import dev.junction.kernel.Outcome;
import dev.junction.storage.WriteBatch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Runs what comes to a partition, one transaction after the other: staged, appended to the
/// journal, applied to the map, its answers and messages held until the journal is durable.
///
/// Threads: the partition's.
final class Transactions {

  private final Workspace workspace;
  private final PartitionLog log;
  private final Services services;
  private final Inbox inbox;
  private final Held held;
  private final ParkedCalls parked;
  private final long[] acknowledgementsDue;
  private long begun;
  private boolean acknowledges;
  private boolean hasArrivals;

  Transactions(
      Workspace workspace, Services services, int partitions, Held held, ParkedCalls parked) {
    this.workspace = workspace;
    log = workspace.log();
    this.services = services;
    this.held = held;
    this.parked = parked;
    inbox = new Inbox(workspace.state(), partitions);
    acknowledgementsDue = new long[partitions];
  }

  /// Rebuilds what the engine itself keeps in memory.
  void open() {
    workspace.timers().open();
    workspace.outbox().open();
    inbox.open();
    hasArrivals = true;
  }

  /// Runs a call, unless its caller has gone already.
  <S, R> void run(Call<S, R> call) {
    if (call.isAbandoned()) {
      return;
    }
    ServiceSlot<S> slot = services.of(call.service());
    StagedTransaction<S> transaction = new StagedTransaction<>(workspace, slot, ++begun);
    call.command().run(slot.view(), transaction, call);
    Outcome<R> own = call.outcome();
    if (own == null) {
      parked.add(call);
    }
    commit(slot, transaction, own);
  }

  /// Runs a command whose time has come.
  <S> void run(Alarm<S> alarm) {
    ServiceSlot<S> slot = alarm.slot();
    StagedTransaction<S> transaction = new StagedTransaction<>(workspace, slot, ++begun);
    commit(slot, transaction, alarm.command().run(slot.view(), transaction));
  }

  /// Fires a durable timer and removes it, both or neither.
  void run(DurableTimers.Due timer, Instant now) {
    fire(services.of(timer.service()), timer, now);
  }

  /// Applies a message unless it was applied before; either way its source will hear of it.
  void run(Item.Delivery delivery) {
    if (!inbox.isRepeat(delivery.source, delivery.message.sequence())) {
      receive(services.of(delivery.message.keyspace()), delivery);
    }
    acknowledgementsDue[delivery.source] = inbox.applied(delivery.source);
    acknowledges = true;
  }

  /// Takes note that a target has messages for good.
  void run(Item.Acknowledgement acknowledgement) {
    workspace.outbox().acknowledged(acknowledgement.target, acknowledgement.sequence);
    hasArrivals = true;
  }

  /// Does once a round what is cheaper done together: acknowledges messages, forgets acknowledged
  /// ones and reads on in the outbox.
  ///
  /// @param full whether there is no space to write anything
  void endRound(boolean full) {
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
    if (hasArrivals && !full) {
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

  private <S> void fire(ServiceSlot<S> slot, DurableTimers.Due timer, Instant now) {
    StagedTransaction<S> transaction = new StagedTransaction<>(workspace, slot, ++begun, now);
    // First, so that the service may set the same timer again.
    workspace.timers().remove(timer, transaction.batch());
    slot.service().onTimer(slot.view(), transaction, timer.payload());
    commit(slot, transaction, null);
  }

  private <S> void receive(ServiceSlot<S> slot, Item.Delivery delivery) {
    StagedTransaction<S> transaction = new StagedTransaction<>(workspace, slot, ++begun);
    inbox.apply(delivery.source, delivery.message.sequence(), transaction.batch());
    slot.service().onMessage(slot.view(), transaction, delivery.source, delivery.message.payload());
    commit(slot, transaction, null);
  }

  private <S> void commit(
      ServiceSlot<S> slot, StagedTransaction<S> transaction, @Nullable Outcome<?> outcome) {
    boolean writes = transaction.end();
    if (transaction.stagesOfItsOwn() && outcome instanceof Outcome.Rejected<?>(var error)) {
      throw new Invariant.Broken(
          slot.service().name() + " staged writes and rejected with " + error.code());
    }
    long readLsn = log.lastLsn();
    long lsn = writes ? log.commit(transaction.batch()) : readLsn;
    for (Call<?, ?> call : transaction.answers()) {
      parked.remove(call);
      held.add(call, transaction.answersEarly() ? readLsn : lsn);
    }
    transaction.messages().forEach(this::hold);
  }

  private void hold(Outbox.Message message) {
    held.add(new Item.Delivery(workspace.partition(), message), log.lastLsn());
  }
}
