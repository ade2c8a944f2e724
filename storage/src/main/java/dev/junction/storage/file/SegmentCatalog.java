package dev.junction.storage.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The segments of the log in order, and which of them are needed no more.
///
/// Threads: any.
final class SegmentCatalog {

  private final Deque<Segment> segments = new ArrayDeque<>();
  private PartitionTable trimmed;
  private int readers;

  /// @param sealed the segments before the active one, the oldest first
  /// @param active the active one
  /// @param table where the partitions stand
  SegmentCatalog(List<Segment> sealed, Segment active, PartitionTable table) {
    segments.addAll(sealed);
    segments.add(active);
    trimmed = table.copy();
  }

  /// Adds the segment that is written from now on.
  synchronized void add(Segment active) {
    segments.add(active);
  }

  /// Notes how far the partitions are durably trimmed.
  synchronized void trimmed(PartitionTable table) {
    trimmed = table.copy();
  }

  /// The lowest LSN of a partition that is still there.
  synchronized long firstLsn(int partition) {
    return segments.getFirst().table().lastLsn(partition) + 1;
  }

  synchronized int size() {
    return segments.size();
  }

  /// The segments that hold a partition's batches from an LSN on, kept until [#release].
  synchronized List<Segment.Readable> acquire(int partition, long fromLsn) {
    List<Segment.Readable> found = new ArrayList<>();
    Segment before = null;
    for (Segment segment : segments) {
      if (before != null && segment.table().lastLsn(partition) >= fromLsn) {
        found.add(new Segment.Readable(before, segment.previousEnd()));
      }
      before = segment;
    }
    if (before != null) {
      found.add(new Segment.Readable(before, before.sizeBytes()));
    }
    readers++;
    return found;
  }

  synchronized void release() {
    readers--;
  }

  /// Takes out the oldest segment when nothing in it is needed and more than some such segments
  /// are kept, or when it has another size than those worth keeping; null when there is none.
  synchronized @Nullable Segment takeForgotten(int keep, int sizeWorthKeeping) {
    Segment oldest = segments.getFirst();
    if (readers > 0 || !isForgotten(0)) {
      return null;
    }
    if (oldest.sizeBytes() == sizeWorthKeeping && !isForgotten(keep)) {
      return null;
    }
    return segments.removeFirst();
  }

  /// Puts back what [#takeForgotten] took and could not be got rid of.
  synchronized void putBack(Segment oldest) {
    segments.addFirst(oldest);
  }

  /// Whether the segment so many places behind the oldest is not needed, and those before neither.
  private boolean isForgotten(int place) {
    int at = 0;
    for (Segment segment : segments) {
      // A segment ends where its successor begins; the active one has none and is needed.
      if (at++ == place + 1) {
        return segment.table().isTrimmedBy(trimmed);
      }
    }
    return false;
  }
}
