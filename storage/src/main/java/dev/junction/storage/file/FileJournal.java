package dev.junction.storage.file;

import dev.junction.storage.Journal;
import dev.junction.storage.WriteBatch;
import org.jspecify.annotations.Nullable;

/// One partition's part of a journal in files. Contract: [Journal].
final class FileJournal implements Journal {

  private final int partition;
  private final FileJournals journals;
  private long epoch;
  private volatile long lastLsn;
  private long claimedEpoch = -1;
  private @Nullable DurabilityListener listener;

  FileJournal(int partition, FileJournals journals, long lastLsn, long epoch) {
    this.partition = partition;
    this.journals = journals;
    this.lastLsn = lastLsn;
    this.epoch = epoch;
  }

  @Override
  public int partition() {
    return partition;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public void claim(long newEpoch, DurabilityListener newListener) {
    if (newEpoch <= epoch) {
      throw new IllegalStateException(
          "Partition %d: epoch %d is fenced by epoch %d".formatted(partition, newEpoch, epoch));
    }
    epoch = newEpoch;
    claimedEpoch = newEpoch;
    listener = newListener;
    journals.write(new FileJournals.Pending(this, true, newEpoch, lastLsn, new byte[0]));
  }

  @Override
  public long append(WriteBatch batch) {
    if (claimedEpoch != epoch) {
      throw new IllegalStateException("Partition " + partition + " is not claimed");
    }
    long lsn = lastLsn + 1;
    journals.write(new FileJournals.Pending(this, false, epoch, lsn, batch.encode()));
    lastLsn = lsn;
    return lsn;
  }

  @Override
  public long lastLsn() {
    return lastLsn;
  }

  @Override
  public void read(long fromLsn, Reader reader) {
    journals.read(partition, fromLsn, reader);
  }

  @Override
  public void trim(long toLsn) {
    journals.trim(partition, toLsn);
  }

  void durable(long lsn) {
    if (listener != null) {
      listener.durable(lsn);
    }
  }

  void failed(Throwable cause) {
    if (listener != null) {
      listener.failed(cause);
    }
  }

  /// The files belong to all partitions and are closed with [FileJournals].
  @Override
  public void close() {}
}
