package dev.junction.storage.file;

import dev.junction.storage.StorageFault;

/// The refusal to open a journal that is damaged before its tail: something that was synced, and so
/// may have been acknowledged, cannot be read any more.
///
/// Nothing is changed on the disk; a copy of the file may still hold what is missing here.
public final class JournalDamagedException extends RuntimeException implements StorageFault {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;

  /// @param file the name of the segment file
  /// @param offset where in the file the damage begins
  public JournalDamagedException(String file, long offset, String reason) {
    super("The journal is damaged in " + file + " at byte " + offset + ": " + reason);
    this.file = file;
    this.offset = offset;
  }

  public String file() {
    return file;
  }

  public long offset() {
    return offset;
  }
}
