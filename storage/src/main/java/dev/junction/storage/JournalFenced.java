package dev.junction.storage;

/// The refusal of a journal whose partition was claimed with a higher epoch.
///
/// Whoever meets it is no longer the owner: nothing it appends is taken, for ever.
public final class JournalFenced extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /// @param partition the partition that was claimed
  /// @param epoch the epoch of the refused writer
  /// @param holder the epoch that holds the partition
  public JournalFenced(int partition, long epoch, long holder) {
    super(
        "Partition "
            + partition
            + " is claimed with epoch "
            + holder
            + "; epoch "
            + epoch
            + " may not write to it");
  }
}
