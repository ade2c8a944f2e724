package dev.junction.storage.file;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The head of a record in a segment.
///
/// Shape: 48 bytes, big-endian: magic and kind, body length, the segment's salt (8 bytes),
/// partition, synced-to, epoch (8), LSN (8), CRC32C of the body, CRC32C of the 44 bytes before. The
/// body follows, padded with zeros to eight bytes.
///
/// An appender writes what it knows; the salt, synced-to and the last checksum depend on where the
/// record lands, and [#stamp] adds them when it is written.
///
/// @param kind what the record says
/// @param partition the partition that it belongs to
/// @param epoch the partition's epoch
/// @param lsn the batch's LSN, or what [RecordKind] says
/// @param bodyBytes the length of the body
/// @param bodyChecksum the CRC32C of the body
/// @param syncedTo the offset in this segment below which everything was synced when the record was
///     written; all earlier segments were, too
record RecordHeader(
    RecordKind kind,
    int partition,
    long epoch,
    long lsn,
    int bodyBytes,
    int bodyChecksum,
    int syncedTo) {

  static final int BYTES = 48;
  static final int ALIGNMENT = 8;

  private static final int BODY_BYTES_AT = 4;
  private static final int SALT_AT = 8;
  private static final int PARTITION_AT = 16;
  private static final int SYNCED_TO_AT = 20;
  private static final int EPOCH_AT = 24;
  private static final int LSN_AT = 32;
  private static final int BODY_CHECKSUM_AT = 40;
  private static final int CHECKSUM_AT = 44;

  /// The length of a record with such a body.
  static int recordBytes(int bodyBytes) {
    return BYTES + ((bodyBytes + ALIGNMENT - 1) & -ALIGNMENT);
  }

  int recordBytes() {
    return recordBytes(bodyBytes);
  }

  void writeTo(ByteBuffer buffer, int at) {
    buffer.putInt(at, kind.code());
    buffer.putInt(at + BODY_BYTES_AT, bodyBytes);
    buffer.putInt(at + PARTITION_AT, partition);
    buffer.putLong(at + EPOCH_AT, epoch);
    buffer.putLong(at + LSN_AT, lsn);
    buffer.putInt(at + BODY_CHECKSUM_AT, bodyChecksum);
  }

  /// Adds what is known only when a record is written.
  static void stamp(ByteBuffer buffer, int at, long salt, int syncedTo) {
    buffer.putLong(at + SALT_AT, salt);
    buffer.putInt(at + SYNCED_TO_AT, syncedTo);
    buffer.putInt(at + CHECKSUM_AT, checksum(buffer, at, CHECKSUM_AT));
  }

  /// Reads the header of a record that an appender wrote and nobody has stamped yet.
  static RecordHeader unstamped(ByteBuffer buffer, int at) {
    RecordKind kind = RecordKind.of(buffer.getInt(at));
    if (kind == null) {
      throw new IllegalStateException("No record at byte " + at + " of an append buffer");
    }
    return fields(kind, buffer, at);
  }

  /// Reads a header; null when there is no whole one of this segment's life.
  static @Nullable RecordHeader read(ByteBuffer buffer, int at, long salt) {
    RecordKind kind = RecordKind.of(buffer.getInt(at));
    if (kind == null
        || buffer.getLong(at + SALT_AT) != salt
        || buffer.getInt(at + CHECKSUM_AT) != checksum(buffer, at, CHECKSUM_AT)) {
      return null;
    }
    return fields(kind, buffer, at);
  }

  /// The CRC32C of some bytes of a buffer, which stays as it is.
  static int checksum(ByteBuffer buffer, int at, int bytes) {
    int position = buffer.position();
    int limit = buffer.limit();
    buffer.limit(at + bytes).position(at);
    CRC32C crc = new CRC32C();
    crc.update(buffer);
    buffer.limit(limit).position(position);
    return (int) crc.getValue();
  }

  private static RecordHeader fields(RecordKind kind, ByteBuffer buffer, int at) {
    return new RecordHeader(
        kind,
        buffer.getInt(at + PARTITION_AT),
        buffer.getLong(at + EPOCH_AT),
        buffer.getLong(at + LSN_AT),
        buffer.getInt(at + BODY_BYTES_AT),
        buffer.getInt(at + BODY_CHECKSUM_AT),
        buffer.getInt(at + SYNCED_TO_AT));
  }
}
