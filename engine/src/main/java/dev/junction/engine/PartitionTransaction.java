package dev.junction.engine;

import dev.junction.kernel.Invariant;
import dev.junction.kernel.Outcome;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One command's transaction. Threads: the partition's.
final class PartitionTransaction<S> implements Transaction<S> {

  private final Partition partition;
  private final PartitionService<S> service;
  private final long number;
  private final Instant now;
  private final long nanos;
  private final WriteBatch batch = new WriteBatch();
  private final List<Runnable> releases = new ArrayList<>(1);
  private boolean answersEarly;

  PartitionTransaction(Partition partition, PartitionService<S> service, long number) {
    this.partition = partition;
    this.service = service;
    this.number = number;
    this.now = partition.clock().now();
    this.nanos = partition.clock().nanos();
  }

  WriteBatch batch() {
    return batch;
  }

  List<Runnable> releases() {
    return releases;
  }

  boolean answersEarly() {
    return answersEarly;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return partition.store().get(key);
  }

  @Override
  public StateStore.Cursor scan(byte[] from, byte[] to) {
    return partition.store().scan(from, to);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    checkKeyspace(key);
    batch.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    checkKeyspace(key);
    batch.delete(key);
  }

  @Override
  public void deleteRange(byte[] from, byte[] to) {
    checkKeyspace(from);
    batch.deleteRange(from, to);
  }

  private void checkKeyspace(byte[] key) {
    Invariant.check(
        key.length > 0 && key[0] == service.keyspace(),
        "service %s writes outside its keyspace %d",
        service.name(),
        service.keyspace());
  }

  @Override
  public void setTimer(Instant due, byte[] id, byte[] payload) {
    byte[] key = EngineKeys.timer(due.toEpochMilli(), service.keyspace(), id);
    batch.put(key, payload);
    partition.timers().add(key, payload);
  }

  @Override
  public void cancelTimer(Instant due, byte[] id) {
    byte[] key = EngineKeys.timer(due.toEpochMilli(), service.keyspace(), id);
    batch.delete(key);
    partition.timers().remove(key);
  }

  @Override
  public void send(int target, byte[] payload) {
    Outbox.Entry entry = partition.outbox().add(target, service.keyspace(), payload);
    batch.put(EngineKeys.outbox(target, entry.sequence()), entry.encode());
    releases.add(() -> partition.deliver(entry));
  }

  @Override
  public <R> void answer(Reply<R> reply, Outcome<R> outcome) {
    if (reply instanceof PendingReply<R> pending) {
      releases.add(() -> pending.complete(outcome));
    } else {
      throw new IllegalArgumentException("A reply that this engine did not make");
    }
  }

  @Override
  public void answerBeforeOwnWrites() {
    answersEarly = true;
  }

  @Override
  public Wake wakeAt(long atNanos, Command<S, ?> command) {
    return partition.wakeAt(atNanos, service, command);
  }
}
