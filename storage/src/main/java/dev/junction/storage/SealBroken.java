package dev.junction.storage;

/// The refusal of something sealed that does not open: it was changed, lies in a place where it
/// does not belong, or was sealed with another key. The message says what it is.
public final class SealBroken extends RuntimeException implements StorageFault {
  private static final long serialVersionUID = 1L;

  private static final String WHY =
      " does not open: it was changed, moved, or sealed with another key";

  private final String fault;

  /// @param what the thing that does not open, as the subject of a sentence
  public SealBroken(String what) {
    super(what + WHY);
    fault = what + WHY;
  }

  /// What does not open and why that may be.
  public String fault() {
    return fault;
  }
}
