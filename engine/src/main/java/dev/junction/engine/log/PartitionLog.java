package dev.junction.engine.log;

import dev.junction.kernel.Invariant;
import dev.junction.storage.Journal;
import dev.junction.storage.StateFull;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal and the map of one partition, written together.
///
/// Threads: [#open], [#commit], [#push], [#catchUp] and [#unsyncedBytes] belong to the partition's,
/// [#tidy] and [#flush] to the checkpointer's; the rest may be called from anywhere.
public final class PartitionLog implements Journal.DurabilityListener {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionLog.class);

  /// Hears what happens to the log, on any thread; must not block.
  public interface Listener {
    /// More became durable.
    void durable();

    /// The log is broken for good.
    void failed();

    /// Enough was written that the checkpointer may have something to do.
    void grown();
  }

  /// The journal's length at a batch.
  private record Mark(long lsn, long bytes) {}

  /// How many marks a checkpoint's worth of journal bytes gets.
  private static final int MARKS_PER_CHECKPOINT = 32;

  private static final int SAMPLES = 64;

  /// After how many batches the journal is told to write, though more may follow: so many share a
  /// sync well, and the first of them should not wait for a long round.
  private static final int PUSHED_TOGETHER = 64;

  private final Journal journal;
  private final GatheringState state;
  private final long markBytes;
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
  private int unpushed;
  private volatile long lastLsn;
  private volatile long durableLsn;
  private volatile @Nullable Throwable failure;

  /// Makes the log of a partition that is not open yet.
  ///
  /// @param checkpointBytes the size around which [#tidy] has to be right
  /// @param unsyncedBytesMax the size around which [#unsyncedBytes] has to be right
  public PartitionLog(
      PartitionStorage storage, long checkpointBytes, long unsyncedBytesMax, Listener listener) {
    journal = storage.journal();
    state = new GatheringState(storage.state());
    markBytes = checkpointBytes / MARKS_PER_CHECKPOINT;
    sampleBytes = unsyncedBytesMax / SAMPLES;
    this.listener = listener;
  }

  /// The map as the batches committed so far left it. Threads: the partition's.
  public StateStore state() {
    return state;
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
      identity.allowReserve();
      commit(identity);
      boolean _ = push();
    }
  }

  /// Appends a batch to the journal and answers its LSN; whoever reads the map from now on sees it.
  /// Neither the journal nor the map need write it before [#push].
  public long commit(WriteBatch batch) {
    Invariant.check(!state.isBehind(), "A batch for a map that is behind its journal");
    long lsn = journal.append(batch);
    state.apply(lsn, batch);
    lastLsn = lsn;
    wrote(lsn, batch.sizeBytes());
    unpushed++;
    if (unpushed >= PUSHED_TOGETHER || state.isLarge()) {
      boolean _ = push();
    }
    return lsn;
  }

  /// Has the journal and then the map write what was committed since this was called last.
  ///
  /// @return false when the map has no space for it; [#isBehind] says so too, and nothing may read
  ///     the map before [#catchUp]
  public boolean push() {
    if (unpushed == 0) {
      return true;
    }
    unpushed = 0;
    journal.push();
    return catchUp();
  }

  /// Whether the map had no space for what was committed.
  public boolean isBehind() {
    return state.isBehind();
  }

  /// Brings the map up to the journal if there is space now; whether it is.
  public boolean catchUp() {
    try {
      state.settle();
      return true;
    } catch (StateFull _) {
      return false;
    }
  }

  /// Whether the journal takes batches that may not use the reserve.
  public boolean hasSpace() {
    return journal.hasSpace();
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

  /// Lets the journal forget what the map would bring back by itself, and answers about how many
  /// bytes of it would still have to be replayed.
  public long tidy() {
    if (failure != null) {
      return 0;
    }
    long flushed = state.flushedLsn();
    for (Mark first = unflushed.peek();
        first != null && first.lsn <= flushed;
        first = unflushed.peek()) {
      unflushed.remove();
    }
    trim(flushed);
    return unflushed.size() * markBytes;
  }

  /// Flushes the map; with it go others that are flushed together.
  ///
  /// @return false when there is no space for that at the moment
  public boolean flush() {
    if (failure == null) {
      try {
        state.checkpoint();
      } catch (StateFull full) {
        LOG.warn("The state is not flushed: {}", full.getMessage());
        return false;
      }
    }
    return true;
  }

  /// Flushes the map and closes both; a broken log is closed as it is.
  public void close() {
    if (failure == null && flush()) {
      trim(state.flushedLsn());
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
    if (bytes - bytesAtLastMark >= markBytes) {
      bytesAtLastMark = bytes;
      unflushed.add(new Mark(lsn, bytes));
      listener.grown();
    }
  }

  private void trim(long flushedLsn) {
    // The map may be ahead of the journal, and what is not durable cannot be trimmed.
    long restorable = Math.min(flushedLsn, durableLsn);
    if (restorable > trimmedLsn) {
      journal.trim(restorable);
      trimmedLsn = restorable;
    }
  }
}
