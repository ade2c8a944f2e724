package dev.junction.engine.sim;

import dev.junction.storage.Journal;
import dev.junction.storage.WriteBatch;
import org.jspecify.annotations.Nullable;

/// A journal that lies: it calls every batch durable as soon as it is appended. For the control run
/// that must be caught.
final class EagerJournal implements Journal {

  private final Journal journal;
  private @Nullable DurabilityListener listener;

  EagerJournal(Journal journal) {
    this.journal = journal;
  }

  @Override
  public int partition() {
    return journal.partition();
  }

  @Override
  public void claim(long epoch, DurabilityListener told) {
    listener = told;
    journal.claim(epoch, told);
  }

  @Override
  public long epoch() {
    return journal.epoch();
  }

  @Override
  public long append(WriteBatch batch) {
    long lsn = journal.append(batch);
    if (listener != null) {
      listener.durable(lsn);
    }
    return lsn;
  }

  @Override
  public void push() {
    journal.push();
  }

  @Override
  public long firstLsn() {
    return journal.firstLsn();
  }

  @Override
  public long lastLsn() {
    return journal.lastLsn();
  }

  @Override
  public void read(long fromLsn, Reader reader) {
    journal.read(fromLsn, reader);
  }

  @Override
  public void trim(long toLsn) {
    journal.trim(toLsn);
  }

  @Override
  public void close() {
    journal.close();
  }
}
