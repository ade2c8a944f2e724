package dev.junction.storage.file;

import dev.junction.storage.JournalDamaged;
import dev.junction.storage.disk.Disk;
import dev.junction.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// What is fixed when a journal is made, kept in a file of its own.
///
/// Shape: 40 bytes, big-endian: magic (8), format version, partitions, block size, whether the
/// first
/// segment is there, salt (8), four zero bytes, CRC32C of the 36 bytes before. A journal whose
/// first
/// segment is not there yet was never handed out, and may be made anew.
///
/// @param salt where the salts of the segments come from; secret, so that no client can send bytes
///     that look like a record of this journal
/// @param partitions the number of partitions
/// @param blockBytes what every write is padded to
/// @param complete whether the first segment is there
record JournalIdentity(long salt, int partitions, int blockBytes, boolean complete) {

  static final String FOLDER = "journal";
  static final String FILE = FOLDER + "/journal.id";

  private static final String TEMPORARY = FILE + ".tmp";
  private static final long MAGIC = 0x4A_4E_43_54_4A_52_4E_4CL;
  private static final int VERSION = 1;
  private static final int BYTES = 40;
  private static final int CHECKED_BYTES = 36;

  JournalIdentity completed() {
    return new JournalIdentity(salt, partitions, blockBytes, true);
  }

  /// The salt of a segment: no two lives of a file share one, since sequences are never used twice.
  long saltOf(long sequence) {
    long mixed = salt + sequence * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /// The length of a segment's header.
  int headerBytes() {
    return toBlock(
        SegmentHeader.FIXED_BYTES
            + partitions * PartitionTable.BYTES_PER_PARTITION
            + Integer.BYTES);
  }

  /// The next block boundary at or after an offset.
  int toBlock(int offset) {
    return (offset + blockBytes - 1) & -blockBytes;
  }

  /// Stores the identity durably, in one step.
  void store(Disk disk) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    buffer.putLong(MAGIC).putInt(VERSION).putInt(partitions).putInt(blockBytes);
    buffer.putInt(complete ? 1 : 0).putLong(salt).putInt(0);
    buffer.putInt(RecordHeader.checksum(buffer, 0, CHECKED_BYTES)).flip();
    if (disk.exists(TEMPORARY)) {
      disk.delete(TEMPORARY);
    }
    try (DiskFile file = disk.create(TEMPORARY)) {
      file.write(0, buffer);
      file.syncAll();
    }
    disk.rename(TEMPORARY, FILE);
    disk.syncFolder(FOLDER);
  }

  /// Loads the identity of a journal that exists.
  static JournalIdentity load(Disk disk) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    try (DiskFile file = disk.openToRead(FILE)) {
      if (file.read(0, buffer) < BYTES || file.sizeBytes() != BYTES) {
        throw new JournalDamaged(FILE, file.sizeBytes(), "the file has not " + BYTES + " bytes");
      }
    }
    if (RecordHeader.checksum(buffer, 0, CHECKED_BYTES) != buffer.getInt(CHECKED_BYTES)
        || buffer.getLong(0) != MAGIC) {
      throw new JournalDamaged(FILE, 0, "the checksum is wrong");
    }
    if (buffer.getInt(8) != VERSION) {
      throw new JournalDamaged(FILE, 8, "format " + buffer.getInt(8) + " is not known here");
    }
    return new JournalIdentity(
        buffer.getLong(24), buffer.getInt(12), buffer.getInt(16), buffer.getInt(20) == 1);
  }
}
