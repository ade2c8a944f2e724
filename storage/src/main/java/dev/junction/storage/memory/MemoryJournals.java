package dev.junction.storage.memory;

import dev.junction.storage.Journal;
import dev.junction.storage.JournalFailed;
import java.util.ArrayList;
import java.util.List;

/// The journals of all partitions of one process, in memory.
///
/// Shape: what a restart would find is in here; a restart is simulated by opening journals again.
/// Durability: an append is durable before it returns, and its listener hears so on the caller's
/// thread. A simulation may [#hold] durability back, let it come by [#sync], take away what is not
/// durable by [#crash], and fill the disk by [#leave]. Threads: any.
public final class MemoryJournals {

  /// How much space a simulated disk has left.
  public enum Space {
    /// Enough for everything.
    AMPLE,
    /// So little that the journals say so; they take everything all the same.
    LITTLE,
    /// The reserve: only batches that may use it are taken.
    RESERVE
  }

  private final List<MemoryLog> logs = new ArrayList<>();

  /// Journals that keep every batch until it is trimmed.
  public MemoryJournals(int partitions) {
    this(partitions, true);
  }

  private MemoryJournals(int partitions, boolean keepsBatches) {
    for (int partition = 0; partition < partitions; partition++) {
      logs.add(new MemoryLog(partition, keepsBatches));
    }
  }

  /// Journals that forget a batch as soon as it is durable: for a process that will never be
  /// started again from them.
  public static MemoryJournals keepingNothing(int partitions) {
    return new MemoryJournals(partitions, false);
  }

  /// Opens a journal of a partition; it has to claim the partition before it may append.
  public Journal journal(int partition) {
    return new MemoryJournal(logs.get(partition));
  }

  /// Keeps appends from becoming durable until [#sync] or [#release].
  public void hold() {
    logs.forEach(log -> log.hold(true));
  }

  /// Makes everything appended so far durable and tells the listeners.
  public void sync() {
    logs.forEach(MemoryLog::sync);
  }

  /// Makes everything durable and appends durable at once again.
  public void release() {
    logs.forEach(log -> log.hold(false));
    sync();
  }

  /// Leaves so much space on the disk from now on.
  public void leave(Space space) {
    logs.forEach(log -> log.leave(space));
  }

  /// Breaks every journal for good, as a failed sync would; [#crash] is the restart after it.
  public void fail(Throwable cause) {
    JournalFailed failure = new JournalFailed("The journal has failed", cause);
    logs.forEach(log -> log.fail(failure));
  }

  /// Loses everything that is not durable and cuts off all journals handed out; no listener hears
  /// of it. Journals opened afterwards find what a restart would find.
  public void crash() {
    logs.forEach(MemoryLog::crash);
  }
}
