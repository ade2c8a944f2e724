package dev.junction.engine;

import dev.junction.kernel.Outcome;
import dev.junction.storage.StateStore;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The part of a transaction that another service has in it: its own keys, the same batch.
///
/// @param <S> the view of that other service
final class JoinedTransaction<S> implements Transaction<S> {

  private final Workspace workspace;
  private final ServiceSlot<S> slot;
  private final StagedTransaction<?> whole;

  JoinedTransaction(Workspace workspace, ServiceSlot<S> slot, StagedTransaction<?> whole) {
    this.workspace = workspace;
    this.slot = slot;
    this.whole = whole;
  }

  @Override
  public long number() {
    return whole.number();
  }

  @Override
  public Instant now() {
    return whole.now();
  }

  @Override
  public long nanos() {
    return whole.nanos();
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    whole.checkOpen();
    slot.keyspace().check(key);
    return workspace.state().get(key);
  }

  @Override
  public StateStore.Cursor scan(byte[] from, byte[] to) {
    whole.checkOpen();
    slot.keyspace().check(from, to);
    return workspace.state().scan(from, to);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    whole.checkOpen();
    slot.keyspace().check(key);
    whole.batch().put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    whole.checkOpen();
    slot.keyspace().check(key);
    whole.batch().delete(key);
  }

  @Override
  public void deleteRange(byte[] from, byte[] to) {
    whole.checkOpen();
    slot.keyspace().check(from, to);
    whole.batch().deleteRange(from, to);
  }

  @Override
  public void setTimer(Instant due, byte[] id, byte[] payload) {
    whole.checkOpen();
    workspace.timers().set(due, slot.keyspace().first(), id, payload, whole.batch());
  }

  @Override
  public void cancelTimer(Instant due, byte[] id) {
    whole.checkOpen();
    workspace.timers().cancel(due, slot.keyspace().first(), id, whole.batch());
  }

  @Override
  public void send(int partition, byte[] payload) {
    whole.send(slot, partition, payload);
  }

  @Override
  public <R> void answer(Reply<R> reply, Outcome<R> outcome) {
    whole.answer(reply, outcome);
  }

  @Override
  public void answerBeforeOwnWrites() {
    // Whether the whole may do so is for the service to say that the command belongs to.
  }

  @Override
  public void keepStaged() {
    // A command whose transaction others have joined is not rejected any more.
  }

  @Override
  public boolean hasSpace() {
    return whole.hasSpace();
  }

  @Override
  public void useReserve() {
    // What a guest removes does not make room for what its host adds.
  }

  @Override
  public <T, R> R with(PartitionService<T> service, BiFunction<T, Transaction<T>, R> work) {
    return whole.with(service, work);
  }

  @Override
  public Wake wakeAt(long nanos, Command<S, ?> command) {
    whole.checkOpen();
    Alarm<S> alarm = new Alarm<>(nanos, slot, command, workspace.wakes());
    workspace.wakes().add(alarm);
    return alarm;
  }
}
