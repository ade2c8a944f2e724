package dev.junction.engine.log;

import dev.junction.storage.JournalTrimmed;
import dev.junction.storage.StorageFault;

/// The refusal to open a partition whose map ends before its journal begins: what lies between is
/// in neither. A damaged map can look like an older one.
public final class StateTooOld extends RuntimeException implements StorageFault {
  private static final long serialVersionUID = 1L;

  StateTooOld(int partition, long appliedLsn, JournalTrimmed trimmed) {
    super(
        "The state of partition "
            + partition
            + " ends at LSN "
            + appliedLsn
            + ": the folder 'state' is damaged, or is an older copy. "
            + trimmed.getMessage()
            + ". Put back a copy of the whole data folder.",
        trimmed);
  }
}
