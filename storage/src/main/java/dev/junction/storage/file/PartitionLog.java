package dev.junction.storage.file;

import dev.junction.storage.Journal.DurabilityListener;
import dev.junction.storage.JournalFenced;
import org.jspecify.annotations.Nullable;

/// Where one partition stands: its owner and epoch, its last and its durable LSN.
///
/// Threads: the owner, the epoch and the last LSN change under the queue's lock only; the listener
/// and the durable LSN belong to the journal's writer.
final class PartitionLog {

  private final int partition;
  private @Nullable FileJournal owner;
  private volatile long epoch;
  private volatile long lastLsn;
  private long trimmedLsn;
  private volatile long durableLsn;
  private @Nullable DurabilityListener listener;
  private long listenerEpoch;

  PartitionLog(int partition, PartitionTable table) {
    this.partition = partition;
    this.epoch = table.epoch(partition);
    this.lastLsn = table.lastLsn(partition);
    this.durableLsn = lastLsn;
    this.trimmedLsn = table.trimmedLsn(partition);
  }

  int partition() {
    return partition;
  }

  long epoch() {
    return epoch;
  }

  long lastLsn() {
    return lastLsn;
  }

  long durableLsn() {
    return durableLsn;
  }

  /// Makes a journal the owner.
  void claim(FileJournal journal, long newEpoch) {
    if (newEpoch <= epoch) {
      throw new JournalFenced(partition, newEpoch, epoch);
    }
    epoch = newEpoch;
    owner = journal;
  }

  void checkOwner(FileJournal journal) {
    if (owner != journal) {
      long refused = journal.claimedEpoch();
      if (refused > 0 && refused < epoch) {
        throw new JournalFenced(partition, refused, epoch);
      }
      throw new IllegalStateException("This journal does not hold partition " + partition);
    }
  }

  void leave(FileJournal journal) {
    if (owner == journal) {
      owner = null;
    }
  }

  void appended(long lsn) {
    lastLsn = lsn;
  }

  /// How far a trim would reach now; zero when it would change nothing.
  long trimTo(long toLsn) {
    long to = Math.min(toLsn, durableLsn);
    if (to <= trimmedLsn) {
      return 0;
    }
    trimmedLsn = to;
    return to;
  }

  /// Goes over to the listener of a claim that is durable now.
  void claimed(ClaimRequest claim) {
    if (listener != null) {
      listener.failed(new JournalFenced(partition, listenerEpoch, claim.epoch()));
    }
    listener = claim.listener();
    listenerEpoch = claim.epoch();
    claim.durable().complete(null);
  }

  void durable(long lsn) {
    durableLsn = lsn;
    if (listener != null) {
      listener.durable(lsn);
    }
  }

  void failed(Throwable cause) {
    if (listener != null) {
      listener.failed(cause);
      listener = null;
    }
  }
}
