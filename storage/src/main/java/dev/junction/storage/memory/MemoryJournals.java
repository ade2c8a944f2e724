package dev.junction.storage.memory;

import java.util.List;
import java.util.stream.IntStream;

/// The journals of all partitions of one simulated disk.
///
/// A restart is simulated by throwing away everything but this object and opening its journals
/// again. Threads: any.
public final class MemoryJournals {
  private final List<MemoryLog> logs;

  /// Journals that keep every batch until it is trimmed.
  public MemoryJournals(int partitions) {
    this(partitions, true);
  }

  private MemoryJournals(int partitions, boolean keepsBatches) {
    logs = IntStream.range(0, partitions).mapToObj(p -> new MemoryLog(p, keepsBatches)).toList();
  }

  /// Journals that forget a batch as soon as it counts as durable: for a process that will never be
  /// restarted from them. Their [MemoryJournal#read] refuses whatever was appended.
  public static MemoryJournals keepingNothing(int partitions) {
    return new MemoryJournals(partitions, false);
  }

  /// How many partitions there are.
  public int partitions() {
    return logs.size();
  }

  /// Opens a partition's journal: a new handle on the same log, as a restarted process or a second
  /// claimant would have it.
  public MemoryJournal open(int partition) {
    return new MemoryJournal(logs.get(partition));
  }
}
