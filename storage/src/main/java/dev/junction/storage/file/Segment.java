package dev.junction.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One file of the journal: a header, then frames without gaps, then zeros.
///
/// Shape of the header, big-endian: magic (4), version (4), number (8), salt (8), CRC32C of these
/// (4); it takes [#HEADER_BYTES]. Segments are filled with zeros before they are used, so that
/// writing to them changes no metadata that a sync would have to write as well.
final class Segment implements AutoCloseable {

  static final int HEADER_BYTES = 64;

  private static final int MAGIC = 0x4a4e4353;
  private static final int VERSION = 1;
  private static final String SUFFIX = ".journal";
  private static final int ZEROS_AT_ONCE = 1 << 20;
  private static final byte[] NO_BYTES = new byte[ZEROS_AT_ONCE];

  final long number;
  final long salt;
  final Disk.DiskFile file;

  /// The highest LSN of each partition in this segment, or 0.
  final long[] lastLsn;

  private Segment(long number, long salt, Disk.DiskFile file, int partitions) {
    this.number = number;
    this.salt = salt;
    this.file = file;
    this.lastLsn = new long[partitions];
  }

  static String name(long number) {
    return "%016x%s".formatted(number, SUFFIX);
  }

  static boolean isName(String name) {
    return name.length() == 16 + SUFFIX.length() && name.endsWith(SUFFIX);
  }

  static long numberOf(String name) {
    return Long.parseUnsignedLong(name.substring(0, 16), 16);
  }

  /// Makes a segment that is ready to be written to and survives a power loss.
  static Segment create(Disk disk, long number, long salt, JournalSettings settings)
      throws IOException {
    Disk.DiskFile file = disk.open(name(number));
    ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS_AT_ONCE);
    for (int at = 0; at < settings.segmentBytes(); at += ZEROS_AT_ONCE) {
      zeros.clear().limit(Math.min(ZEROS_AT_ONCE, settings.segmentBytes() - at));
      file.write(at, zeros);
    }
    file.write(0, header(number, salt));
    file.sync();
    disk.syncNames();
    return new Segment(number, salt, file, settings.partitions());
  }

  /// Opens an existing segment; null when its header was never completed.
  static @Nullable Segment open(Disk disk, String name, int partitions) throws IOException {
    Disk.DiskFile file = disk.open(name);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    if (file.read(0, header) < HEADER_BYTES
        || header.getInt(0) != MAGIC
        || header.getInt(24) != checksum(header)) {
      file.close();
      return null;
    }
    if (header.getInt(4) != VERSION) {
      file.close();
      throw new JournalDamagedException(
          name, 4, "format version " + header.getInt(4) + " is not known to this release");
    }
    return new Segment(header.getLong(8), header.getLong(16), file, partitions);
  }

  private static ByteBuffer header(long number, long salt) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putInt(MAGIC).putInt(VERSION).putLong(number).putLong(salt);
    header.putInt(24, checksum(header));
    return header.rewind();
  }

  private static int checksum(ByteBuffer header) {
    CRC32C sum = new CRC32C();
    sum.update(header.slice(0, 24));
    return (int) sum.getValue();
  }

  /// The content up to the last part that is not all zeros, so that an empty segment costs nothing.
  ByteBuffer readAll() throws IOException {
    byte[] content = new byte[ZEROS_AT_ONCE];
    ByteBuffer part = ByteBuffer.allocate(ZEROS_AT_ONCE);
    int used = 0;
    long size = file.size();
    for (int at = 0; at < size; at += ZEROS_AT_ONCE) {
      int count = file.read(at, part.clear().limit((int) Math.min(ZEROS_AT_ONCE, size - at)));
      if (at == 0 || Arrays.mismatch(part.array(), 0, count, NO_BYTES, 0, count) >= 0) {
        used = at + count;
        if (used > content.length) {
          content =
              Arrays.copyOf(content, (int) Math.min(size, Math.max(used, 2L * content.length)));
        }
        System.arraycopy(part.array(), 0, content, at, count);
      }
    }
    return ByteBuffer.wrap(content, 0, used).slice();
  }

  void note(Frame frame) {
    if (!frame.isClaim()) {
      lastLsn[frame.partition()] = Math.max(lastLsn[frame.partition()], frame.lsn());
    }
  }

  /// Whether every partition has trimmed past what this segment holds of it.
  boolean isCoveredBy(long[] trimmedTo) {
    for (int partition = 0; partition < lastLsn.length; partition++) {
      if (lastLsn[partition] > trimmedTo[partition]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
