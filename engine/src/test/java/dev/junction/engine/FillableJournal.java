package dev.junction.engine;

import dev.junction.storage.BatchTooLarge;
import dev.junction.storage.Journal;
import dev.junction.storage.JournalFull;
import dev.junction.storage.WriteBatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// A journal that has no space, or takes no batch of any size, whenever a test says so.
final class FillableJournal implements Journal {

  private final Journal journal;
  private final AtomicBoolean full;
  private final AtomicBoolean tooLarge;

  FillableJournal(Journal journal, AtomicBoolean full, AtomicBoolean tooLarge) {
    this.journal = journal;
    this.full = full;
    this.tooLarge = tooLarge;
  }

  @Override
  public int partition() {
    return journal.partition();
  }

  @Override
  public void claim(long epoch, DurabilityListener told) {
    journal.claim(epoch, told);
  }

  @Override
  public long epoch() {
    return journal.epoch();
  }

  @Override
  public long append(WriteBatch batch) {
    if (full.get()) {
      throw new JournalFull("no space, says the test");
    }
    if (tooLarge.get()) {
      throw new BatchTooLarge(batch.sizeBytes(), 0);
    }
    return journal.append(batch);
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
