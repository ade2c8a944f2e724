package dev.junction.resilience.soak;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// What a data folder takes of the disk.
///
/// @param journalBytes its journal, which goes in whole segments that are used again
/// @param otherBytes all the rest
public record DiskUse(long journalBytes, long otherBytes) {

  /// The bytes after which the journal is trimmed, and four segments: two that are written to and
  /// two spare ones.
  private static final long JOURNAL_BYTES_MAX = (128L + 4 * 64) << 20;

  /// What the database keeps of its own, such as its log.
  private static final long OTHER_GRAIN_BYTES = 4L << 20;

  /// Looks at a folder, whose server may be at work on it.
  public static DiskUse of(Path folder) throws IOException {
    long[] bytes = new long[2];
    Path journal = folder.resolve("journal");
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes[file.startsWith(journal) ? 0 : 1] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            // It was deleted meanwhile.
            return FileVisitResult.CONTINUE;
          }
        });
    return new DiskUse(bytes[0], bytes[1]);
  }

  /// What of these is more than it may be once everything was deleted that came since an earlier
  /// look.
  public List<String> faultsSince(DiskUse earlier) {
    List<String> faults = new ArrayList<>();
    if (journalBytes > JOURNAL_BYTES_MAX) {
      faults.add("the journal has %d MiB".formatted(journalBytes >> 20));
    }
    long otherMax = earlier.otherBytes + OTHER_GRAIN_BYTES;
    if (otherBytes > otherMax) {
      faults.add(
          "the disk holds %d KiB besides, %d at most".formatted(otherBytes >> 10, otherMax >> 10));
    }
    return faults;
  }

  @Override
  public String toString() {
    return "%d MiB of journal and %.1f MiB besides"
        .formatted(journalBytes >> 20, otherBytes / 1048576.0);
  }
}
