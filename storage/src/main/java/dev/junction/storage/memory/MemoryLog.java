package dev.junction.storage.memory;

import dev.junction.storage.Journal;
import dev.junction.storage.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The batches of one partition, shared by every handle that was ever opened on them.
///
/// Threads: any; the listener is called under the log's lock so that its LSNs only rise.
final class MemoryLog {
  private final int partition;
  private final boolean keepsBatches;
  private final List<byte[]> batches = new ArrayList<>();

  /// The LSN of the first kept batch.
  private long firstLsn = 1;

  private long lastLsn;
  private long durableLsn;
  private long epoch;
  private boolean holding;
  private @Nullable MemoryJournal owner;
  private Journal.@Nullable DurabilityListener listener;
  private @Nullable Throwable failure;

  MemoryLog(int partition, boolean keepsBatches) {
    this.partition = partition;
    this.keepsBatches = keepsBatches;
  }

  int partition() {
    return partition;
  }

  synchronized void claim(
      MemoryJournal claimant, long claimedEpoch, Journal.DurabilityListener hears) {
    if (claimedEpoch <= epoch) {
      throw new IllegalStateException(
          "Partition %d: epoch %d is fenced by epoch %d".formatted(partition, claimedEpoch, epoch));
    }
    epoch = claimedEpoch;
    owner = claimant;
    listener = hears;
    failure = null;
    loseHeld();
  }

  synchronized long append(MemoryJournal by, WriteBatch batch) {
    if (by != owner) {
      throw new IllegalStateException(
          "Partition %d: this journal does not hold the claim, epoch %d does"
              .formatted(partition, epoch));
    }
    if (failure != null) {
      throw new IllegalStateException("Partition " + partition + ": the journal failed", failure);
    }
    batches.add(batch.encode());
    long lsn = ++lastLsn;
    if (!holding) {
      release(lsn);
    }
    return lsn;
  }

  synchronized long epoch() {
    return epoch;
  }

  synchronized long lastLsn() {
    return lastLsn;
  }

  void read(long fromLsn, Journal.Reader reader) {
    long lsn = Math.max(1, fromLsn);
    for (byte[] batch : durableFrom(lsn)) {
      reader.batch(lsn++, WriteBatch.decode(batch));
    }
  }

  private synchronized List<byte[]> durableFrom(long lsn) {
    if (lsn > durableLsn) {
      return List.of();
    }
    if (lsn < firstLsn) {
      throw new IllegalStateException(
          "Partition %d: the journal begins at %d, %d was trimmed"
              .formatted(partition, firstLsn, lsn));
    }
    return List.copyOf(batches.subList((int) (lsn - firstLsn), (int) (durableLsn + 1 - firstLsn)));
  }

  synchronized void trim(long toLsn) {
    long to = Math.min(toLsn, durableLsn);
    if (to >= firstLsn) {
      batches.subList(0, (int) (to + 1 - firstLsn)).clear();
      firstLsn = to + 1;
    }
  }

  synchronized void hold(boolean hold) {
    holding = hold;
  }

  synchronized void release(long toLsn) {
    long to = Math.min(toLsn, lastLsn);
    if (to <= durableLsn || failure != null) {
      return;
    }
    durableLsn = to;
    if (!keepsBatches) {
      trim(to);
    }
    if (listener != null) {
      listener.durable(to);
    }
  }

  synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
      if (listener != null) {
        listener.failed(cause);
      }
    }
  }

  synchronized void close(MemoryJournal by) {
    if (by == owner) {
      owner = null;
      listener = null;
    }
  }

  private void loseHeld() {
    batches.subList((int) (durableLsn + 1 - firstLsn), batches.size()).clear();
    lastLsn = durableLsn;
  }
}
