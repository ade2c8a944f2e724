package dev.junction.storage.rocks;

import dev.junction.storage.StateFull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// Tells damage of the database from other failures of it.
final class Failures {

  private Failures() {}

  static RuntimeException of(Path folder, RocksDBException failure) {
    String message = String.valueOf(failure.getMessage());
    if (isDamage(failure.getStatus(), message)) {
      return new StateDamagedException(folder, message, failure);
    }
    if (isFull(failure.getStatus(), message)) {
      return new StateFull("The state in %s has no space: %s".formatted(folder, message), failure);
    }
    return new UncheckedIOException(
        new IOException("The state in %s failed: %s".formatted(folder, message), failure));
  }

  /// A flush that finds the disk full makes the database refuse every write until it has looked
  /// again by itself and found space.
  private static boolean isFull(@Nullable Status status, String text) {
    return text.contains("No space left on device")
        || (status != null && status.getSubCode() == Status.SubCode.NoSpace);
  }

  /// A file that the manifest names and that is gone is damage too, though it comes as an I/O
  /// error.
  private static boolean isDamage(@Nullable Status status, String text) {
    return text.startsWith("Corruption")
        || text.contains("No such file or directory")
        || (status != null && status.getCode() == Status.Code.Corruption);
  }
}
