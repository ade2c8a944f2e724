package dev.junction.storage.memory;

import dev.junction.storage.Journal;
import dev.junction.storage.WriteBatch;

/// A journal in memory: a handle on one partition's log, which outlives the handle.
///
/// Durability: a batch counts as durable at once and the listener hears of it inside [#append],
/// unless [#holdDurability] said to wait for [#release]. Whatever is held back when the next
/// claimant comes is lost, as after a power failure. Threads: any. Errors: appending without the
/// latest claim, after [#fail] or after [#close] throws [IllegalStateException].
public final class MemoryJournal implements Journal {
  private final MemoryLog log;

  /// A journal with a log of its own; claim it again with a higher epoch to simulate a restart.
  public MemoryJournal(int partition) {
    this(new MemoryLog(partition, true));
  }

  MemoryJournal(MemoryLog log) {
    this.log = log;
  }

  @Override
  public int partition() {
    return log.partition();
  }

  @Override
  public long epoch() {
    return log.epoch();
  }

  @Override
  public void claim(long epoch, DurabilityListener listener) {
    log.claim(this, epoch, listener);
  }

  @Override
  public long append(WriteBatch batch) {
    return log.append(this, batch);
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
    log.close(this);
  }

  /// With true, batches appended from now on are held back until [#release]; with false they are
  /// durable at once again, and so are those held back before, with the next append.
  public void holdDurability(boolean hold) {
    log.hold(hold);
  }

  /// Makes everything held back durable and tells the listener.
  public void release() {
    log.release(Long.MAX_VALUE);
  }

  /// Makes what was held back up to and with this LSN durable and tells the listener.
  public void release(long toLsn) {
    log.release(toLsn);
  }

  /// Breaks the journal as a failed sync would: the listener is told once, nothing that is held
  /// back is ever acknowledged, and only a new claim can append again.
  public void fail(Throwable cause) {
    log.fail(cause);
  }
}
