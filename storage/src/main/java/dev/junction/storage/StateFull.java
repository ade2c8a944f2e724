package dev.junction.storage;

/// The refusal of a state store that has no space at the moment; nothing of the batch was applied,
/// and a later try may succeed.
///
/// The journal has the batch by then, so whoever meets this waits with the next batch and tries
/// again.
public final class StateFull extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public StateFull(String message, Throwable cause) {
    super(message, cause);
  }
}
