package dev.junction.storage;

/// The refusal of a journal after its first failed write or sync, which is final.
///
/// A restart replays what is durable; nothing else helps.
public final class JournalFailed extends IllegalStateException implements StorageFault {
  private static final long serialVersionUID = 1L;

  public JournalFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
