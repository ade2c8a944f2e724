package dev.junction.storage.file;

/// A segment that is part of the log.
///
/// @param sequence its number
/// @param sizeBytes the size of its file
/// @param table where the partitions stand before its first record
record Segment(long sequence, int sizeBytes, PartitionTable table) {

  String file() {
    return SegmentHeader.fileName(sequence);
  }
}
