package dev.junction.storage.file;

/// How a set of file journals is laid out and synced.
///
/// Limits: 1 to 32,767 partitions, segments of 64 KiB to 1 GiB in steps of 4 KiB; a batch fits
/// when it and its frame are at most a segment less the segment's own records.
///
/// @param partitions fixed when the first segment is made
/// @param segmentBytes the size of each segment file, fixed likewise
/// @param syncPolicy what an acknowledgement is worth
public record JournalSettings(int partitions, int segmentBytes, SyncPolicy syncPolicy) {
  private static final int SEGMENT_BYTES_MIN = 64 << 10;
  private static final int SEGMENT_BYTES_MAX = 1 << 30;
  private static final int SEGMENT_BYTES_STEP = 4 << 10;

  public JournalSettings {
    if (partitions < 1 || partitions > Short.MAX_VALUE) {
      throw new IllegalArgumentException("A journal has 1 to 32767 partitions: " + partitions);
    }
    if (segmentBytes < SEGMENT_BYTES_MIN
        || segmentBytes > SEGMENT_BYTES_MAX
        || segmentBytes % SEGMENT_BYTES_STEP != 0) {
      throw new IllegalArgumentException(
          "A segment has 64 KiB to 1 GiB in steps of 4 KiB: " + segmentBytes);
    }
    if (partitions * (long) Frames.POSITION_BYTES > segmentBytes / 4) {
      throw new IllegalArgumentException(
          "%d partitions are too many for segments of %d bytes"
              .formatted(partitions, segmentBytes));
    }
  }

  /// Segments of 64 MiB, synced always.
  public static JournalSettings of(int partitions) {
    return new JournalSettings(partitions, 64 << 20, SyncPolicy.ALWAYS);
  }

  public JournalSettings withSegmentBytes(int bytes) {
    return new JournalSettings(partitions, bytes, syncPolicy);
  }

  public JournalSettings withSyncPolicy(SyncPolicy policy) {
    return new JournalSettings(partitions, segmentBytes, policy);
  }

  /// The most bytes that one batch may have.
  public int batchBytesMax() {
    return segmentBytes
        - SegmentHeader.BYTES
        - partitions * Frames.POSITION_BYTES
        - 2 * Frames.HEADER_BYTES
        - Frames.ALIGNMENT;
  }
}
