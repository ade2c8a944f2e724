package dev.junction.storage.file;

import dev.junction.storage.file.JournalReport.LsnRange;
import java.util.Map;

/// One segment in use and how far its batches reach.
///
/// Threads: the writer moves it on; readers look at it under the log's lock.
final class Segment {
  private final SegmentHeader header;
  private final long[] lastLsns;

  Segment(SegmentHeader header) {
    this.header = header;
    this.lastLsns = new long[header.partitions()];
  }

  /// A segment found at opening.
  static Segment of(SegmentHeader header, Map<Integer, LsnRange> batches) {
    Segment segment = new Segment(header);
    batches.forEach((partition, lsns) -> segment.lastLsns[partition] = lsns.last());
    return segment;
  }

  SegmentHeader header() {
    return header;
  }

  void batch(int partition, long lsn) {
    lastLsns[partition] = lsn;
  }

  /// The last LSN of the partition in here; zero when there is none.
  long lastLsn(int partition) {
    return lastLsns[partition];
  }
}
