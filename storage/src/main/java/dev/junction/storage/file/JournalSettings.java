package dev.junction.storage.file;

/// How a journal in files is laid out and synced.
///
/// @param partitions how many partitions share it
/// @param segmentBytes how large a segment is
/// @param sync when it is synced
public record JournalSettings(int partitions, int segmentBytes, SyncPolicy sync) {

  public static final int SEGMENT_BYTES = 64 << 20;
}
