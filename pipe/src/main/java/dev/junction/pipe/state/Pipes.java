package dev.junction.pipe.state;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.models.pipes.PipeState;
import dev.junction.pipe.domain.PipeAddress;
import dev.junction.storage.StateStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The pipes of one partition. Threads: the partition's.
///
/// Whoever runs pipes is told that some have changed and takes them with a command of its own,
/// whose answer waits until the changes are durable. After a restart all pipes count as changed.
public final class Pipes {

  private final NavigableMap<String, PipeRecord> byKey = new TreeMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final PartitionContext context;
  private final IntConsumer tell;

  Pipes(PartitionContext context, IntConsumer tell) {
    this.context = context;
    this.tell = tell;
  }

  void open() {
    byte[][] range = PipeKeys.pipes();
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        byKey.put(PipeKeys.textOf(cursor.key()), PipeRecord.decode(cursor.value()));
      }
    }
    changed.addAll(byKey.keySet());
    if (!changed.isEmpty()) {
      tell.accept(context.partition());
    }
  }

  /// A pipe that has changed.
  ///
  /// @param record how it is now; null when it is no more
  public record Change(PipeAddress address, @Nullable PipeRecord record) {}

  /// Takes what has changed since the last time.
  public List<Change> take() {
    List<Change> taken = new ArrayList<>(changed.size());
    for (String key : changed) {
      taken.add(new Change(PipeAddress.ofKey(key), byKey.get(key)));
    }
    changed.clear();
    return taken;
  }

  /// The pipe at an address, or null.
  public @Nullable PipeRecord find(PipeAddress address) {
    return byKey.get(address.key());
  }

  /// The pipes whose keys begin so, in order, as they are now.
  public SortedMap<String, PipeRecord> beginningWith(String prefix) {
    return byKey.subMap(prefix, prefix + Character.MAX_VALUE);
  }

  /// Puts a pipe in or changes it.
  public void put(Transaction<Pipes> tx, PipeAddress address, PipeRecord record) {
    String key = address.key();
    tx.put(PipeKeys.pipe(key), record.encode());
    byKey.put(key, record);
    changed.add(key);
    tell.accept(context.partition());
  }

  /// Changes what does not matter to a run of the pipe.
  public void retag(Transaction<Pipes> tx, PipeAddress address, PipeRecord record) {
    tx.put(PipeKeys.pipe(address.key()), record.encode());
    byKey.put(address.key(), record);
  }

  /// A pipe has reached a state, unless it was sent elsewhere meanwhile. One that was to be running
  /// already may still turn out not to start.
  ///
  /// @return how it is now; null when it is another generation's turn
  public @Nullable PipeRecord arrived(Transaction<Pipes> tx, PipeAddress address, Arrived where) {
    tx.useReserve();
    PipeRecord record = byKey.get(address.key());
    if (record == null || record.generation() != where.generation()) {
      return null;
    }
    boolean isBroken =
        record.current().equals(PipeState.RUNNING) && where.state().equals(PipeState.START_FAILED);
    if (!record.isPassing() && !isBroken) {
      return null;
    }
    PipeRecord now = record.arrived(where.state(), where.reason());
    tx.put(PipeKeys.pipe(address.key()), now.encode());
    byKey.put(address.key(), now);
    return now;
  }

  /// Where a pipe has got to.
  ///
  /// @param reason why it is there, or null
  public record Arrived(long generation, String state, @Nullable String reason) {}

  /// Removes a pipe whose run has ended, unless it was sent elsewhere meanwhile.
  public void remove(Transaction<Pipes> tx, PipeAddress address, long generation) {
    tx.useReserve();
    PipeRecord record = byKey.get(address.key());
    if (record != null && record.generation() == generation) {
      byKey.remove(address.key());
      tx.delete(PipeKeys.pipe(address.key()));
    }
  }
}
