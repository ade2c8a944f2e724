package dev.junction.storage;

/// The refusal of a batch that is larger than a journal takes; nothing was taken, and trying again
/// does not help.
public final class BatchTooLarge extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public BatchTooLarge(int sizeBytes, int maximumBytes) {
    super(
        "A batch of %d bytes is larger than the %d that the journal takes"
            .formatted(sizeBytes, maximumBytes));
  }
}
