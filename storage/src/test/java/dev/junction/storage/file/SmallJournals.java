package dev.junction.storage.file;

import dev.junction.kernel.MovableClock;
import dev.junction.storage.disk.SimDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Random;

/// Journals with small segments, without threads, on a simulated disk.
final class SmallJournals {

  static final int BLOCK = 512;
  static final int SEGMENT = 64 << 10;
  static final int FIRST_SEGMENT = 16 << 10;

  private SmallJournals() {}

  static JournalSettings settings() {
    return new JournalSettings(
        SEGMENT, FIRST_SEGMENT, BLOCK, SEGMENT / 2, 128 << 10, 1, SyncPolicy.always());
  }

  static FileJournals open(SimDisk disk, int partitions) throws IOException {
    return open(disk, settings(), partitions);
  }

  static FileJournals open(SimDisk disk, JournalSettings settings, int partitions)
      throws IOException {
    return FileJournals.openStepped(disk, settings, partitions, clock(), new Random(1));
  }

  static MovableClock clock() {
    return MovableClock.heldAt(Instant.parse("2026-01-02T03:04:05Z"));
  }

  /// Writes everything that waits, and goes through a quiet moment.
  static void settle(FileJournals journals) {
    boolean more = true;
    while (more) {
      more = journals.step();
    }
  }

  static JournalIdentity identity(SimDisk disk) {
    try {
      return JournalIdentity.load(disk);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
