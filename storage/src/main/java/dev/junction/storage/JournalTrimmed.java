package dev.junction.storage;

/// The answer to a read that starts before what the journal still holds.
public final class JournalTrimmed extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /// @param partition the partition that was read
  /// @param fromLsn the first LSN that was asked for
  /// @param firstLsn the first LSN that is still there
  public JournalTrimmed(int partition, long fromLsn, long firstLsn) {
    super(
        "The journal of partition "
            + partition
            + " reaches back to LSN "
            + firstLsn
            + " only; LSN "
            + fromLsn
            + " was trimmed");
  }
}
