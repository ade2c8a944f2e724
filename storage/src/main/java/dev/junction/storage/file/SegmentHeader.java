package dev.junction.storage.file;

import dev.junction.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The head of a segment: what it follows, and where every partition stands before its first
/// record.
///
/// Shape: big-endian: magic (8), format version, partitions, the segment's salt (8), sequence (8),
/// the previous segment's sequence (8; zero when there is none), size of the file (8), the offset
/// at
/// which the previous segment ends, four zero bytes; then the partition table; then the CRC32C of
/// all
/// before; padded to a block.
///
/// Durability: it is written with the first records, after everything in earlier segments was
/// synced.
///
/// @param sequence the segment's number, never used twice
/// @param previousSequence the number of the segment before; there may be a gap
/// @param previousEnd where the segment before ends; what lies behind is void
/// @param sizeBytes the size of the file
/// @param table where every partition stands
record SegmentHeader(
    long sequence, long previousSequence, int previousEnd, long sizeBytes, PartitionTable table) {

  static final int FIXED_BYTES = 56;

  private static final long MAGIC = 0x4A_4E_43_54_53_45_47_4DL;
  private static final int VERSION = 1;
  private static final String SUFFIX = ".segment";

  /// The name of a segment's file.
  static String fileName(long sequence) {
    return String.format("%s/%016x%s", JournalIdentity.FOLDER, sequence, SUFFIX);
  }

  /// The sequence that a file's name gives, or -1 when it is not a segment's name.
  static long sequenceOf(String name) {
    if (!name.matches("[0-9a-f]{16}\\" + SUFFIX)) {
      return -1;
    }
    return Long.parseUnsignedLong(name.substring(0, 16), 16);
  }

  /// The stored form, padded to a block.
  ByteBuffer encode(JournalIdentity identity) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(identity.headerBytes());
    buffer.putLong(MAGIC).putInt(VERSION).putInt(identity.partitions());
    buffer.putLong(identity.saltOf(sequence)).putLong(sequence).putLong(previousSequence);
    buffer.putLong(sizeBytes).putInt(previousEnd).putInt(0);
    table.writeTo(buffer);
    int checked = buffer.position();
    buffer.putInt(RecordHeader.checksum(buffer, 0, checked));
    return buffer.clear();
  }

  /// Reads the header of a segment; null when the file holds none of this life.
  static @Nullable SegmentHeader read(DiskFile file, JournalIdentity identity, long sequence)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(identity.headerBytes());
    if (file.read(0, buffer) < buffer.capacity()) {
      return null;
    }
    int checked = FIXED_BYTES + identity.partitions() * PartitionTable.BYTES_PER_PARTITION;
    buffer.flip();
    if (buffer.getInt(checked) != RecordHeader.checksum(buffer, 0, checked)
        || buffer.getLong() != MAGIC
        || buffer.getInt() != VERSION
        || buffer.getInt() != identity.partitions()
        || buffer.getLong() != identity.saltOf(sequence)
        || buffer.getLong() != sequence) {
      return null;
    }
    long previousSequence = buffer.getLong();
    long sizeBytes = buffer.getLong();
    int previousEnd = buffer.getInt();
    buffer.getInt();
    PartitionTable table = PartitionTable.readFrom(buffer, identity.partitions());
    return new SegmentHeader(sequence, previousSequence, previousEnd, sizeBytes, table);
  }
}
