package dev.junction.storage.seal;

import dev.junction.storage.Journal;
import dev.junction.storage.WriteBatch;
import java.util.List;

/// A journal that notes which batches may use the reserve.
record AskingJournal(Journal other, List<Boolean> allowed) implements Journal {

  @Override
  public int partition() {
    return other.partition();
  }

  @Override
  public void claim(long epoch, DurabilityListener listener) {
    other.claim(epoch, listener);
  }

  @Override
  public long epoch() {
    return other.epoch();
  }

  @Override
  public long append(WriteBatch batch) {
    allowed.add(batch.mayUseReserve());
    return other.append(batch);
  }

  @Override
  public void push() {
    other.push();
  }

  @Override
  public long firstLsn() {
    return other.firstLsn();
  }

  @Override
  public long lastLsn() {
    return other.lastLsn();
  }

  @Override
  public void read(long fromLsn, Reader reader) {
    other.read(fromLsn, reader);
  }

  @Override
  public void trim(long toLsn) {
    other.trim(toLsn);
  }

  @Override
  public void close() {
    other.close();
  }
}
