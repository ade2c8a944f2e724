package dev.junction.storage.file;

import dev.junction.storage.JournalFenced;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// What all journals of one partition share: who owns it and which LSN comes next.
///
/// Threads: guarded by its monitor, but for the volatile fields, which the writer thread reads and
/// writes without it: an append may hold the monitor while it waits for the writer.
final class PartitionLog {
  private final int partition;
  private final CopyOnWriteArrayList<FileJournal> journals = new CopyOnWriteArrayList<>();
  private @Nullable FileJournal owner;
  private volatile long epoch;
  private volatile long lastLsn;
  private volatile long trimmedLsn;
  private volatile long durableLsn;

  PartitionLog(int partition, PartitionStanding found) {
    this.partition = partition;
    epoch = found.epoch();
    lastLsn = found.lastLsn();
    trimmedLsn = found.trimmedLsn();
    durableLsn = found.lastLsn();
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

  long trimmedLsn() {
    return trimmedLsn;
  }

  long durableLsn() {
    return durableLsn;
  }

  /// The journals that hear about this partition.
  List<FileJournal> journals() {
    return journals;
  }

  /// Puts a new owner in the place of the one before. Call with the monitor held.
  ///
  /// @return the owner before; null when there was none
  @Nullable FileJournal own(FileJournal journal, long newEpoch) {
    if (newEpoch <= epoch) {
      throw new JournalFenced(partition, newEpoch, epoch);
    }
    FileJournal before = owner;
    owner = journal;
    epoch = newEpoch;
    journals.addIfAbsent(journal);
    return before;
  }

  /// Checks that the journal is the owner. Call with the monitor held.
  void checkOwner(FileJournal journal) {
    if (owner != journal) {
      if (journal.claimedEpoch() > 0 && journal.claimedEpoch() < epoch) {
        throw new JournalFenced(partition, journal.claimedEpoch(), epoch);
      }
      throw new IllegalStateException("This journal does not hold partition " + partition);
    }
  }

  /// Gives out the next LSN. Call with the monitor held.
  long nextLsn() {
    long next = lastLsn + 1;
    lastLsn = next;
    return next;
  }

  /// Notes how far the batches may be forgotten. Call with the monitor held.
  void trimmed(long toLsn) {
    trimmedLsn = toLsn;
  }

  /// Notes how far the batches are acknowledged. For the writer thread.
  void durable(long lsn) {
    durableLsn = lsn;
  }

  synchronized void leave(FileJournal journal) {
    journals.remove(journal);
    if (owner == journal) {
      owner = null;
    }
  }
}
