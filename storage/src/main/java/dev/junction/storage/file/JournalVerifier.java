package dev.junction.storage.file;

import dev.junction.storage.WriteBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// The offline check of a journal: reads every frame of every segment and changes nothing.
///
/// Run it while no process has the journal open; one that writes looks like an incomplete tail.
public final class JournalVerifier {

  /// Looks into the batches that the check comes by.
  @FunctionalInterface
  public interface BatchCheck {

    /// What is wrong with a batch whose frame is whole; null when nothing is.
    @Nullable String faultOf(int partition, long lsn, WriteBatch batch);
  }

  private JournalVerifier() {}

  /// Reads the whole journal up to its first damage.
  public static JournalReport verify(Disk disk) {
    return verify(disk, null);
  }

  /// Reads the whole journal up to its first damage, and has each batch looked into.
  public static JournalReport verify(Disk disk, @Nullable BatchCheck check) {
    try {
      return JournalScan.of(disk, check).report();
    } catch (IOException failure) {
      throw new UncheckedIOException("The journal cannot be read", failure);
    }
  }
}
