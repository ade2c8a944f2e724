package dev.junction.storage.file;

/// How a set of file journals is laid out and synced.
///
/// Limits: 1 to 32,767 partitions, segments of 64 KiB to 1 GiB in steps of 4 KiB; a batch fits when
/// it and its frame are at most a segment less the segment's own records.
///
/// @param partitions fixed when the first segment is made
/// @param segmentBytes the size of a segment file that was made ahead; may change from one start to
///     the next
/// @param youngSegmentBytes the size of a segment that has to be made at once: filling a large one
///     with zeros would hold up a start or an append
/// @param keepFreeBytes how much the disk has to have free beyond what the journal takes: while it
///     has less, only batches that may use the reserve are taken, and the state can still be
///     flushed
/// @param syncPolicy what an acknowledgement is worth
public record JournalSettings(
    int partitions,
    int segmentBytes,
    int youngSegmentBytes,
    long keepFreeBytes,
    SyncPolicy syncPolicy) {

  private static final int SEGMENT_BYTES_MIN = 64 << 10;
  private static final int SEGMENT_BYTES_MAX = 1 << 30;
  private static final int SEGMENT_BYTES_STEP = 4 << 10;

  public JournalSettings {
    if (partitions < 1 || partitions > Short.MAX_VALUE) {
      throw new IllegalArgumentException("A journal has 1 to 32767 partitions: " + partitions);
    }
    checkSegmentBytes(segmentBytes, partitions);
    checkSegmentBytes(youngSegmentBytes, partitions);
    if (youngSegmentBytes > segmentBytes) {
      throw new IllegalArgumentException("A young segment is at most as large as others");
    }
  }

  private static void checkSegmentBytes(int bytes, int partitions) {
    if (bytes < SEGMENT_BYTES_MIN || bytes > SEGMENT_BYTES_MAX || bytes % SEGMENT_BYTES_STEP != 0) {
      throw new IllegalArgumentException(
          "A segment has 64 KiB to 1 GiB in steps of 4 KiB: " + bytes);
    }
    if (partitions * (long) Frames.POSITION_BYTES > bytes / 4) {
      throw new IllegalArgumentException(
          "%d partitions are too many for segments of %d bytes".formatted(partitions, bytes));
    }
  }

  /// Segments of 64 MiB, young ones of 1 MiB or what so many partitions need; 64 MiB kept free;
  /// synced always.
  public static JournalSettings of(int partitions) {
    int young = 1 << 20;
    while (partitions * (long) Frames.POSITION_BYTES > young / 4) {
      young *= 2;
    }
    return new JournalSettings(partitions, 64 << 20, young, 64 << 20, SyncPolicy.ALWAYS);
  }

  /// The same with other segments, and young ones no larger than these.
  public JournalSettings withSegmentBytes(int bytes) {
    return new JournalSettings(
        partitions, bytes, Math.min(youngSegmentBytes, bytes), keepFreeBytes, syncPolicy);
  }

  public JournalSettings withYoungSegmentBytes(int bytes) {
    return new JournalSettings(partitions, segmentBytes, bytes, keepFreeBytes, syncPolicy);
  }

  public JournalSettings withKeepFreeBytes(long bytes) {
    return new JournalSettings(partitions, segmentBytes, youngSegmentBytes, bytes, syncPolicy);
  }

  public JournalSettings withSyncPolicy(SyncPolicy policy) {
    return new JournalSettings(partitions, segmentBytes, youngSegmentBytes, keepFreeBytes, policy);
  }

  /// The most bytes that one batch may have.
  public int batchBytesMax() {
    return batchBytesMax(segmentBytes, partitions);
  }

  /// The most bytes of a batch in a segment of this size.
  static int batchBytesMax(int segmentBytes, int partitions) {
    return segmentBytes
        - SegmentHeader.BYTES
        - partitions * Frames.POSITION_BYTES
        - 2 * Frames.HEADER_BYTES
        - Frames.ALIGNMENT;
  }
}
