package dev.junction.storage.file;

import dev.junction.storage.disk.Disk;
import dev.junction.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Makes, renames and deletes the files of segments, each durably.
final class SegmentFiles {

  private static final int FILL_BYTES = 1 << 20;
  // Syncing as it goes keeps one large file from filling the disk's queue before the log's syncs.
  private static final int SYNC_EVERY_BYTES = 4 << 20;

  private final Disk disk;

  SegmentFiles(Disk disk) {
    this.disk = disk;
  }

  /// Creates a file of zeros.
  DiskFile create(long sequence, int sizeBytes) throws IOException {
    DiskFile file = disk.create(SegmentHeader.fileName(sequence));
    return whole(file, sizeBytes);
  }

  /// Gives the file of a segment that is out of use a new sequence, and so a new salt.
  DiskFile reuse(long from, long to, int sizeBytes) throws IOException {
    String name = SegmentHeader.fileName(to);
    disk.rename(SegmentHeader.fileName(from), name);
    return whole(disk.open(name), sizeBytes);
  }

  void delete(long sequence) throws IOException {
    disk.delete(SegmentHeader.fileName(sequence));
    // At once, so that a power failure cannot bring back a file without the younger ones.
    disk.syncFolder(JournalIdentity.FOLDER);
  }

  boolean exists(long sequence) throws IOException {
    return disk.exists(SegmentHeader.fileName(sequence));
  }

  DiskFile openToRead(long sequence) throws IOException {
    return disk.openToRead(SegmentHeader.fileName(sequence));
  }

  /// Writes zeros up to a size, so that later syncs have no change of the file's size to store.
  static void extend(DiskFile file, int sizeBytes) throws IOException {
    long at = file.sizeBytes();
    ByteBuffer zeros = ByteBuffer.allocateDirect(Math.clamp(sizeBytes - at, 1, FILL_BYTES));
    long unsynced = 0;
    while (at < sizeBytes) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), sizeBytes - at));
      unsynced += zeros.remaining();
      file.write(at, zeros);
      at += zeros.limit();
      if (unsynced >= SYNC_EVERY_BYTES) {
        file.syncContent();
        unsynced = 0;
      }
    }
    file.syncAll();
  }

  private DiskFile whole(DiskFile file, int sizeBytes) throws IOException {
    try {
      extend(file, sizeBytes);
      disk.syncFolder(JournalIdentity.FOLDER);
      return file;
    } catch (IOException failure) {
      file.close();
      throw failure;
    }
  }
}
