package dev.junction.storage;

/// A journal that cannot be trusted: something durable is missing or changed.
///
/// Nothing was changed on disk when this is thrown; a person has to decide.
public final class JournalDamaged extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;

  /// @param file the file, relative to the data folder
  /// @param offset the first byte that is wrong
  /// @param what what is wrong there
  public JournalDamaged(String file, long offset, String what) {
    super("The journal is damaged: " + file + " at byte " + offset + ": " + what);
    this.file = file;
    this.offset = offset;
  }

  /// The file, relative to the data folder.
  public String file() {
    return file;
  }

  /// The first byte that is wrong.
  public long offset() {
    return offset;
  }
}
