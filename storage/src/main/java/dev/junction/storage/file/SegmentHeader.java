package dev.junction.storage.file;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The first 4 KiB of a segment file: which segment it is and by which salt its frames are known.
///
/// Shape, big-endian: `int magic, int version, long sequence, long salt, int segmentBytes, int
/// partitions, int checksum`, then zeros; the checksum is CRC-32C over what stands before it.
///
/// @param sequence one higher than the segment before, from 1
/// @param salt random for each use of a file, so that frames of an earlier use are not taken
record SegmentHeader(long sequence, long salt, int segmentBytes, int partitions) {
  static final int BYTES = 4096;
  static final String SUFFIX = ".segment";

  private static final int MAGIC = 0x4A4E4C53;
  private static final int VERSION = 1;
  private static final int CHECKED_BYTES = 32;

  String fileName() {
    return fileName(sequence);
  }

  static String fileName(long sequence) {
    return "%016d%s".formatted(sequence, SUFFIX);
  }

  ByteBuffer encode() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
    buffer
        .putInt(0, MAGIC)
        .putInt(4, VERSION)
        .putLong(8, sequence)
        .putLong(16, salt)
        .putInt(24, segmentBytes)
        .putInt(28, partitions)
        .putInt(CHECKED_BYTES, checksum(buffer));
    return buffer;
  }

  /// Reads a header; null when the bytes are none, or one of a version that this code cannot read.
  static @Nullable SegmentHeader decode(ByteBuffer buffer) {
    if (buffer.limit() < BYTES
        || buffer.getInt(0) != MAGIC
        || buffer.getInt(4) != VERSION
        || buffer.getInt(CHECKED_BYTES) != checksum(buffer)) {
      return null;
    }
    return new SegmentHeader(
        buffer.getLong(8), buffer.getLong(16), buffer.getInt(24), buffer.getInt(28));
  }

  private static int checksum(ByteBuffer buffer) {
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.duplicate().position(0).limit(CHECKED_BYTES));
    return (int) checksum.getValue();
  }
}
