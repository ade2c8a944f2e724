package dev.junction.storage;

/// The refusal of an append for lack of space; nothing was taken, and a later try may succeed.
public final class JournalFull extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public JournalFull(String message) {
    super(message);
  }
}
