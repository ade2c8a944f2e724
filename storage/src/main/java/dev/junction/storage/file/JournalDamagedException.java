package dev.junction.storage.file;

/// Something that had been synced cannot be read any more. Nothing was changed; the message names
/// the file and the offset.
public final class JournalDamagedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public JournalDamagedException(String file, long offset, String what) {
    super("The journal is damaged: " + file + " at byte " + offset + ": " + what);
  }
}
