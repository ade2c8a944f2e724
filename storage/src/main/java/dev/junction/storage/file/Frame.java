package dev.junction.storage.file;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One batch, or one claim of an epoch, as it lies in a segment.
///
/// Shape, big-endian: magic (4), salt of the segment (8), partition (4), epoch (8), LSN (8),
/// watermark (8), length of the body (4), CRC32C of all that and the body (4), body. A claim has
/// the LSN of the last batch before it and no body; a batch has one, which is empty only for an
/// empty batch.
///
/// @param isClaim whether it claims an epoch rather than holds a batch
/// @param watermark up to which position of the journal everything was synced when it was written
record Frame(int partition, boolean isClaim, long epoch, long lsn, long watermark, byte[] body) {

  static final int HEADER_BYTES = 48;
  static final int BODY_BYTES_MAX = 32 << 20;

  private static final int BATCH_MAGIC = 0x4a4e4354;
  private static final int CLAIM_MAGIC = 0x4a4e4345;
  private static final int LENGTH_AT = 40;
  private static final int CRC_AT = 44;

  int sizeBytes() {
    return HEADER_BYTES + body.length;
  }

  void put(ByteBuffer out, long salt) {
    int start = out.position();
    out.putInt(isClaim ? CLAIM_MAGIC : BATCH_MAGIC).putLong(salt).putInt(partition);
    out.putLong(epoch).putLong(lsn).putLong(watermark).putInt(body.length).putInt(0).put(body);
    out.putInt(start + CRC_AT, checksum(out, start, body.length));
  }

  /// The frame at a place of a segment that was read whole, or null when there is no readable one.
  static @Nullable Frame at(ByteBuffer segment, int start, long salt) {
    if (start + HEADER_BYTES > segment.limit()) {
      return null;
    }
    int magic = segment.getInt(start);
    if ((magic != BATCH_MAGIC && magic != CLAIM_MAGIC) || segment.getLong(start + 4) != salt) {
      return null;
    }
    int length = segment.getInt(start + LENGTH_AT);
    if (length < 0
        || length > BODY_BYTES_MAX
        || start + HEADER_BYTES + (long) length > segment.limit()
        || segment.getInt(start + CRC_AT) != checksum(segment, start, length)) {
      return null;
    }
    byte[] body = new byte[length];
    segment.get(start + HEADER_BYTES, body);
    return new Frame(
        segment.getInt(start + 12),
        magic == CLAIM_MAGIC,
        segment.getLong(start + 16),
        segment.getLong(start + 24),
        segment.getLong(start + 32),
        body);
  }

  private static int checksum(ByteBuffer bytes, int start, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes.slice(start, CRC_AT));
    sum.update(bytes.slice(start + HEADER_BYTES, length));
    return (int) sum.getValue();
  }
}
