package dev.junction.storage.file;

/// A segment that is part of the log.
///
/// @param sequence its number
/// @param sizeBytes the size of its file
/// @param previousEnd where the segment before it ends
/// @param table where the partitions stand before its first record
record Segment(long sequence, int sizeBytes, int previousEnd, PartitionTable table) {

  /// The part of a segment that belongs to the log: what lies behind is a tail that was cut.
  record Readable(Segment segment, int end) {}

  static Segment of(SegmentHeader header) {
    return new Segment(
        header.sequence(), (int) header.sizeBytes(), header.previousEnd(), header.table());
  }

  String file() {
    return SegmentHeader.fileName(sequence);
  }
}
