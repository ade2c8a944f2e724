package dev.junction.storage.file;

import dev.junction.storage.Journal;
import dev.junction.storage.WriteBatch;

/// One opener's hold on the log of one partition.
final class FileJournal implements Journal {

  private final FileJournals journals;
  private final PartitionLog log;
  private volatile long claimedEpoch;

  FileJournal(FileJournals journals, PartitionLog log) {
    this.journals = journals;
    this.log = log;
  }

  /// The epoch that this journal claimed; zero when it never did.
  long claimedEpoch() {
    return claimedEpoch;
  }

  @Override
  public int partition() {
    return log.partition();
  }

  @Override
  public void claim(long epoch, DurabilityListener listener) {
    journals.claim(log, this, epoch, listener);
    claimedEpoch = epoch;
  }

  @Override
  public long epoch() {
    return log.epoch();
  }

  @Override
  public long append(WriteBatch batch) {
    return journals.append(log, this, batch);
  }

  @Override
  public long firstLsn() {
    return journals.firstLsn(log);
  }

  @Override
  public long lastLsn() {
    return log.lastLsn();
  }

  @Override
  public void read(long fromLsn, Reader reader) {
    journals.read(log, fromLsn, reader);
  }

  @Override
  public void trim(long toLsn) {
    journals.trim(log, this, toLsn);
  }

  @Override
  public void close() {
    journals.leave(log, this);
  }
}
