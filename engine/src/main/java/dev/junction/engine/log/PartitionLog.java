package dev.junction.engine.log;

import dev.junction.storage.Journal;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// The journal and the map of one partition, written together.
///
/// Threads: [#open], [#commit] and [#unsyncedBytes] belong to the partition's, [#tidy] to the
/// checkpointer's; the rest may be called from anywhere.
public final class PartitionLog implements Journal.DurabilityListener {

  /// Hears what happens to the log, on any thread; must not block.
  public interface Listener {
    /// More became durable.
    void durable();

    /// The log is broken for good.
    void failed();

    /// Enough was written that [PartitionLog#tidy] may have something to do.
    void grown();
  }

  /// The journal's length at a batch.
  private record Mark(long lsn, long bytes) {}

  /// How many marks a checkpoint's worth of journal bytes gets.
  private static final int MARKS_PER_CHECKPOINT = 4;

  private static final int SAMPLES = 64;

  private final Journal journal;
  private final StateStore state;
  private final long checkpointBytes;
  private final long sampleBytes;
  private final Listener listener;

  /// Batches that may still be replayed, for the checkpointer.
  private final Queue<Mark> unflushed = new ConcurrentLinkedQueue<>();

  /// Batches that may still be lost, for the partition itself.
  private final ArrayDeque<Mark> unsynced = new ArrayDeque<>();

  private long bytes;
  private long bytesAtLastMark;
  private long bytesAtLastSample;
  private long bytesDurable;
  private long trimmedLsn;
  private volatile long lastLsn;
  private volatile long durableLsn;
  private volatile @Nullable Throwable failure;

  /// Makes the log of a partition that is not open yet.
  ///
  /// @param checkpointBytes how much journal may have to be replayed before the map is flushed
  /// @param unsyncedBytesMax the size around which [#unsyncedBytes] has to be right
  public PartitionLog(
      PartitionStorage storage, long checkpointBytes, long unsyncedBytesMax, Listener listener) {
    journal = storage.journal();
    state = storage.state();
    this.checkpointBytes = checkpointBytes;
    sampleBytes = unsyncedBytesMax / SAMPLES;
    this.listener = listener;
  }

  /// Makes this the only writer, brings the map up to the journal and checks whose they are.
  public void open(int partition, int partitions) {
    journal.claim(journal.epoch() + 1, this);
    durableLsn = journal.lastLsn();
    Recovery recovery = new Recovery(journal, state);
    recovery.replay(this::wrote);
    recovery.fillUp();
    lastLsn = journal.lastLsn();
    WriteBatch identity = recovery.identify(partition, partitions);
    if (!identity.isEmpty()) {
      commit(identity);
    }
  }

  /// Appends a batch to the journal, applies it to the map and answers its LSN.
  public long commit(WriteBatch batch) {
    long lsn = journal.append(batch);
    state.apply(lsn, batch);
    lastLsn = lsn;
    wrote(lsn, batch.sizeBytes());
    return lsn;
  }

  /// The LSN of the last batch written; what is in the map now waits for it.
  public long lastLsn() {
    return lastLsn;
  }

  /// The LSN up to which nothing can be lost any more.
  public long durableLsn() {
    return durableLsn;
  }

  /// About how many bytes were written and are not durable.
  public long unsyncedBytes() {
    long durable = durableLsn;
    if (durable == lastLsn) {
      bytesDurable = bytes;
      unsynced.clear();
    }
    for (Mark first = unsynced.peek();
        first != null && first.lsn <= durable;
        first = unsynced.peek()) {
      bytesDurable = first.bytes;
      unsynced.remove();
    }
    return bytes - bytesDurable;
  }

  /// Why the log is broken; null while it is not.
  public @Nullable Throwable failure() {
    return failure;
  }

  /// Gives the log up: nothing is flushed or trimmed any more.
  public void abandon(Throwable cause) {
    failure = cause;
  }

  /// Flushes the map if the journal has grown enough, and trims the journal as far as the map would
  /// come back by itself.
  public void tidy() {
    if (failure != null) {
      return;
    }
    forgetFlushed();
    if (unflushed.size() >= MARKS_PER_CHECKPOINT) {
      state.checkpoint();
      forgetFlushed();
    }
    trim();
  }

  /// Flushes the map and closes both; a broken log is closed as it is.
  public void close() {
    if (failure == null) {
      state.checkpoint();
      trim();
    }
    journal.close();
    state.close();
  }

  @Override
  public void durable(long lsn) {
    durableLsn = lsn;
    listener.durable();
  }

  @Override
  public void failed(Throwable cause) {
    failure = cause;
    listener.failed();
  }

  private void wrote(long lsn, int batchBytes) {
    bytes += batchBytes;
    if (bytes - bytesAtLastSample >= sampleBytes) {
      bytesAtLastSample = bytes;
      unsynced.add(new Mark(lsn, bytes));
    }
    if (bytes - bytesAtLastMark >= checkpointBytes / MARKS_PER_CHECKPOINT) {
      bytesAtLastMark = bytes;
      unflushed.add(new Mark(lsn, bytes));
      listener.grown();
    }
  }

  private void forgetFlushed() {
    long flushed = state.flushedLsn();
    for (Mark first = unflushed.peek();
        first != null && first.lsn <= flushed;
        first = unflushed.peek()) {
      unflushed.remove();
    }
  }

  private void trim() {
    // The map may be ahead of the journal, and what is not durable cannot be trimmed.
    long restorable = Math.min(state.flushedLsn(), durableLsn);
    if (restorable > trimmedLsn) {
      journal.trim(restorable);
      trimmedLsn = restorable;
    }
  }
}
