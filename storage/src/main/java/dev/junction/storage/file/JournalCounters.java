package dev.junction.storage.file;

import java.util.concurrent.atomic.LongAdder;

/// What [JournalStatistics] is made from. Threads: any.
final class JournalCounters {

  final LongAdder syncs = new LongAdder();
  final LongAdder batches = new LongAdder();
  final LongAdder batchBytes = new LongAdder();
  final LongAdder writtenBytes = new LongAdder();
  final LongAdder segments = new LongAdder();
  final LongAdder recycledSegments = new LongAdder();
  final LongAdder syncNanos = new LongAdder();

  JournalStatistics snapshot(long queuedBytes) {
    return new JournalStatistics(
        syncs.sum(),
        batches.sum(),
        batchBytes.sum(),
        writtenBytes.sum(),
        segments.sum(),
        recycledSegments.sum(),
        queuedBytes,
        syncNanos.sum());
  }
}
