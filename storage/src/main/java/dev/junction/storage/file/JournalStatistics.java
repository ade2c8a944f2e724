package dev.junction.storage.file;

import java.util.concurrent.atomic.LongAdder;

/// What a journal has done since it was opened.
///
/// @param rounds writes of everything that waited
/// @param batches batches in them
/// @param syncs syncs
/// @param bytes bytes written, frames included
public record JournalStatistics(long rounds, long batches, long syncs, long bytes) {

  static final class Counters {
    private final LongAdder rounds = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder syncs = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    void round(int size) {
      rounds.increment();
      batches.add(size);
    }

    void sync() {
      syncs.increment();
    }

    void bytes(int count) {
      bytes.add(count);
    }

    JournalStatistics snapshot() {
      return new JournalStatistics(rounds.sum(), batches.sum(), syncs.sum(), bytes.sum());
    }
  }
}
