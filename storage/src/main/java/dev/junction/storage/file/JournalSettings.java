package dev.junction.storage.file;

/// How the segment journal uses its disk and its memory.
///
/// @param segmentBytes the size of a segment
/// @param firstSegmentBytes the size of the first segment of a journal; the next ones grow fourfold
///     up to `segmentBytes`, so that a small journal starts at once and stays small
/// @param blockBytes what every write is padded to, so that no write touches a block that holds
///     something durable; fixed when the journal is made
/// @param batchBytesMax the largest batch
/// @param queueBytesMax how much may wait to be written before an append has to wait
/// @param spareSegments how many forgotten segments are kept to be written over
/// @param syncPolicy when writes are made durable
public record JournalSettings(
    int segmentBytes,
    int firstSegmentBytes,
    int blockBytes,
    int batchBytesMax,
    int queueBytesMax,
    int spareSegments,
    SyncPolicy syncPolicy) {

  private static final int MIB = 1 << 20;

  public JournalSettings {
    check(Integer.bitCount(blockBytes) == 1 && blockBytes >= 512 && blockBytes <= 65536, "block");
    check(segmentBytes % blockBytes == 0 && segmentBytes <= 1024 * MIB, "segment");
    check(
        firstSegmentBytes % blockBytes == 0 && firstSegmentBytes <= segmentBytes, "first segment");
    check(firstSegmentBytes >= 8 * blockBytes, "first segment");
    check(batchBytesMax > 0 && batchBytesMax <= segmentBytes / 2, "batch");
    check(queueBytesMax > 0 && queueBytesMax <= 1024 * MIB, "queue");
    check(spareSegments >= 0, "spare segments");
  }

  /// Segments of 64 MiB, blocks of 4 KiB, batches of up to 16 MiB, synced before acknowledged.
  public static JournalSettings defaults() {
    return new JournalSettings(64 * MIB, 4 * MIB, 4096, 16 * MIB, 16 * MIB, 2, SyncPolicy.always());
  }

  /// The same with another policy.
  public JournalSettings with(SyncPolicy policy) {
    return new JournalSettings(
        segmentBytes,
        firstSegmentBytes,
        blockBytes,
        batchBytesMax,
        queueBytesMax,
        spareSegments,
        policy);
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("The journal's " + what + " size is out of bounds");
    }
  }
}
