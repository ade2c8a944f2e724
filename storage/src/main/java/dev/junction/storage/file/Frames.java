package dev.junction.storage.file;

import dev.junction.storage.WriteBatch;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The form of frames in bytes.
///
/// Shape, big-endian: `int magic, byte kind, byte 0, short partition, long salt, long epoch, long
/// lsn, int bodyBytes, int position, int syncedTo, int checksum`, then the body, then zeros up to
/// the next multiple of eight. The checksum is CRC-32C over the header before it and the body.
/// Salt, position and watermark are known to the writer thread only, which stamps them.
final class Frames {

  /// The header of one frame as found in a segment.
  ///
  /// @param position where the frame begins in its segment file
  /// @param syncedTo up to where the segment was known to be synced when the frame was written
  record Frame(
      FrameKind kind,
      int partition,
      long epoch,
      long lsn,
      int position,
      int bodyBytes,
      int syncedTo) {

    int end() {
      return (int) (position + Frames.sizeBytes(bodyBytes));
    }
  }

  static final int HEADER_BYTES = 48;
  static final int ALIGNMENT = 8;
  static final int POSITION_BYTES = HEADER_BYTES + Long.BYTES;
  static final int MAGIC = 0x4A4E4C46;

  private static final int KIND_AT = 4;
  private static final int PARTITION_AT = 6;
  static final int SALT_AT = 8;
  private static final int EPOCH_AT = 16;
  private static final int LSN_AT = 24;
  private static final int BODY_BYTES_AT = 32;
  private static final int POSITION_AT = 36;
  private static final int SYNCED_TO_AT = 40;
  private static final int CHECKSUM_AT = 44;

  private Frames() {}

  /// How many bytes a frame with this body takes up in a segment.
  static long sizeBytes(long bodyBytes) {
    return (HEADER_BYTES + bodyBytes + ALIGNMENT - 1) & -ALIGNMENT;
  }

  static byte[] batch(int partition, long epoch, long lsn, WriteBatch batch) {
    byte[] frame = unstamped(FrameKind.BATCH, partition, epoch, lsn, batch.sizeBytes());
    batch.copyTo(frame, HEADER_BYTES);
    return frame;
  }

  static byte[] position(int partition, long epoch, long lsn, long trimmedLsn) {
    byte[] frame = unstamped(FrameKind.POSITION, partition, epoch, lsn, Long.BYTES);
    ByteBuffer.wrap(frame).putLong(HEADER_BYTES, trimmedLsn);
    return frame;
  }

  static byte[] bare(FrameKind kind, int partition, long epoch, long lsn) {
    return unstamped(kind, partition, epoch, lsn, 0);
  }

  private static byte[] unstamped(
      FrameKind kind, int partition, long epoch, long lsn, int bodyBytes) {
    byte[] frame = new byte[(int) sizeBytes(bodyBytes)];
    ByteBuffer.wrap(frame)
        .putInt(0, MAGIC)
        .put(KIND_AT, kind.code())
        .putShort(PARTITION_AT, (short) partition)
        .putLong(EPOCH_AT, epoch)
        .putLong(LSN_AT, lsn)
        .putInt(BODY_BYTES_AT, bodyBytes);
    return frame;
  }

  /// Completes the frame that begins at `at` of the buffer.
  static void stamp(ByteBuffer buffer, int at, long salt, int position, int syncedTo) {
    buffer
        .putLong(at + SALT_AT, salt)
        .putInt(at + POSITION_AT, position)
        .putInt(at + SYNCED_TO_AT, syncedTo);
    buffer.putInt(at + CHECKSUM_AT, checksum(buffer, at, buffer.getInt(at + BODY_BYTES_AT)));
  }

  /// Reads the header at `at`, unchecked but for its place: null when no frame of this salt and
  /// position begins there or its body would end behind `endOfSegment`.
  static @Nullable Frame header(
      ByteBuffer buffer, int at, long salt, int position, long endOfSegment) {
    FrameKind kind = FrameKind.ofCode(buffer.get(at + KIND_AT));
    int bodyBytes = buffer.getInt(at + BODY_BYTES_AT);
    if (buffer.getInt(at) != MAGIC
        || buffer.getLong(at + SALT_AT) != salt
        || kind == null
        || buffer.getInt(at + POSITION_AT) != position
        || bodyBytes < 0
        || position + sizeBytes(bodyBytes) > endOfSegment) {
      return null;
    }
    return new Frame(
        kind,
        buffer.getShort(at + PARTITION_AT),
        buffer.getLong(at + EPOCH_AT),
        buffer.getLong(at + LSN_AT),
        position,
        bodyBytes,
        buffer.getInt(at + SYNCED_TO_AT));
  }

  /// Whether the checksum of the frame at `at` holds; its body must lie in the buffer.
  static boolean isWhole(ByteBuffer buffer, int at, int bodyBytes) {
    return buffer.getInt(at + CHECKSUM_AT) == checksum(buffer, at, bodyBytes);
  }

  private static int checksum(ByteBuffer buffer, int at, int bodyBytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.duplicate().limit(at + CHECKSUM_AT).position(at));
    int body = at + HEADER_BYTES;
    checksum.update(buffer.duplicate().limit(body + bodyBytes).position(body));
    return (int) checksum.getValue();
  }
}
