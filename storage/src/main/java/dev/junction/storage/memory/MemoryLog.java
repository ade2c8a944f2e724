package dev.junction.storage.memory;

import dev.junction.storage.Journal.DurabilityListener;
import dev.junction.storage.Journal.Reader;
import dev.junction.storage.JournalFailed;
import dev.junction.storage.JournalFenced;
import dev.junction.storage.JournalFull;
import dev.junction.storage.JournalTrimmed;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.memory.MemoryJournals.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The log of one partition in memory; outlives the journals that write to it.
///
/// Threads: any. Listeners are called without the lock held.
final class MemoryLog {

  private record Owner(MemoryJournal journal, long epoch, DurabilityListener listener) {}

  private final int partition;
  private final boolean keepsBatches;
  private final TreeMap<Long, byte[]> batches = new TreeMap<>();
  private @Nullable Owner owner;
  private @Nullable JournalFailed failure;
  private long epoch;
  private long trimmedLsn;
  private long durableLsn;
  private long lastLsn;
  private boolean held;
  private volatile Space space = Space.AMPLE;

  MemoryLog(int partition, boolean keepsBatches) {
    this.partition = partition;
    this.keepsBatches = keepsBatches;
  }

  int partition() {
    return partition;
  }

  synchronized long epoch() {
    return epoch;
  }

  boolean hasSpace() {
    return space == Space.AMPLE;
  }

  void leave(Space left) {
    space = left;
  }

  synchronized long firstLsn() {
    return trimmedLsn + 1;
  }

  synchronized long lastLsn() {
    return lastLsn;
  }

  void claim(MemoryJournal journal, long newEpoch, DurabilityListener listener) {
    Owner fenced;
    long durableForFenced;
    synchronized (this) {
      checkWorking();
      if (newEpoch <= epoch) {
        throw new JournalFenced(partition, newEpoch, epoch);
      }
      fenced = owner;
      epoch = newEpoch;
      owner = new Owner(journal, newEpoch, listener);
      // A claim is durable when it returns, and a log is durable up to a point: with the claim
      // come all batches before it.
      durableForFenced = durableLsn < lastLsn ? lastLsn : 0;
      durableLsn = lastLsn;
    }
    if (fenced != null) {
      if (durableForFenced > 0) {
        fenced.listener().durable(durableForFenced);
      }
      fenced.listener().failed(new JournalFenced(partition, fenced.epoch(), newEpoch));
    }
  }

  long append(MemoryJournal journal, WriteBatch batch) {
    Owner writer;
    long lsn;
    boolean durable;
    synchronized (this) {
      checkWorking();
      writer = owner;
      if (writer == null || writer.journal() != journal) {
        throw refusal(journal.claimedEpoch());
      }
      if (space == Space.RESERVE && !batch.mayUseReserve()) {
        throw new JournalFull("The simulated disk is full");
      }
      lsn = ++lastLsn;
      durable = !held;
      if (durable) {
        durableLsn = lsn;
      }
      if (keepsBatches) {
        batches.put(lsn, batch.encode());
      } else {
        trimmedLsn = durableLsn;
      }
    }
    if (durable) {
      writer.listener().durable(lsn);
    }
    return lsn;
  }

  void read(long fromLsn, Reader reader) {
    List<byte[]> found;
    synchronized (this) {
      if (fromLsn <= trimmedLsn) {
        throw new JournalTrimmed(partition, fromLsn, trimmedLsn + 1);
      }
      found =
          fromLsn > durableLsn
              ? List.of()
              : new ArrayList<>(batches.subMap(fromLsn, true, durableLsn, true).values());
    }
    long lsn = fromLsn;
    for (byte[] bytes : found) {
      reader.batch(lsn++, WriteBatch.decode(bytes));
    }
  }

  synchronized void trim(long toLsn) {
    long to = Math.min(toLsn, durableLsn);
    if (to > trimmedLsn) {
      trimmedLsn = to;
      batches.headMap(to, true).clear();
    }
  }

  synchronized void leave(MemoryJournal journal) {
    if (owner != null && owner.journal() == journal) {
      owner = null;
    }
  }

  synchronized void hold(boolean hold) {
    held = hold;
  }

  void sync() {
    Owner told;
    long lsn;
    synchronized (this) {
      if (failure != null || durableLsn == lastLsn) {
        return;
      }
      durableLsn = lastLsn;
      lsn = lastLsn;
      told = owner;
    }
    if (told != null) {
      told.listener().durable(lsn);
    }
  }

  void fail(JournalFailed cause) {
    Owner told;
    synchronized (this) {
      if (failure != null) {
        return;
      }
      failure = cause;
      told = owner;
    }
    if (told != null) {
      told.listener().failed(cause);
    }
  }

  synchronized void crash() {
    batches.tailMap(durableLsn, false).clear();
    lastLsn = durableLsn;
    owner = null;
    failure = null;
    held = false;
  }

  private IllegalStateException refusal(long refused) {
    if (refused > 0 && refused < epoch) {
      return new JournalFenced(partition, refused, epoch);
    }
    return new IllegalStateException("This journal does not hold partition " + partition);
  }

  private void checkWorking() {
    if (failure != null) {
      throw failure;
    }
  }
}
