package dev.junction.storage.memory;

import dev.junction.storage.Journal;
import dev.junction.storage.WriteBatch;

/// One opener's hold on a partition's log in memory.
final class MemoryJournal implements Journal {

  private final MemoryLog log;
  private volatile long claimedEpoch;

  MemoryJournal(MemoryLog log) {
    this.log = log;
  }

  @Override
  public int partition() {
    return log.partition();
  }

  @Override
  public void claim(long epoch, DurabilityListener listener) {
    log.claim(this, epoch, listener);
    claimedEpoch = epoch;
  }

  /// The epoch that this journal claimed; zero when it never did.
  long claimedEpoch() {
    return claimedEpoch;
  }

  @Override
  public long epoch() {
    return log.epoch();
  }

  @Override
  public long append(WriteBatch batch) {
    return log.append(this, batch);
  }

  @Override
  public void push() {
    // Whatever is appended is written in the next round.
  }

  @Override
  public boolean hasSpace() {
    return log.hasSpace();
  }

  @Override
  public long firstLsn() {
    return log.firstLsn();
  }

  @Override
  public long lastLsn() {
    return log.lastLsn();
  }

  @Override
  public void read(long fromLsn, Reader reader) {
    log.read(fromLsn, reader);
  }

  @Override
  public void trim(long toLsn) {
    log.trim(toLsn);
  }

  @Override
  public void close() {
    log.leave(this);
  }
}
