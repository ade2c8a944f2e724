package dev.junction.engine;

import dev.junction.engine.outbox.Outbox;
import dev.junction.kernel.Invariant;

/// The limits of an engine; where nothing else is said, each for one partition.
///
/// @param mailboxMax how many commands may wait to be run; more are refused
/// @param heldMax how many answers may wait for the journal before the partition pauses
/// @param unsyncedBytesMax how much may be written and not be durable before the partition pauses
/// @param checkpointBytes how much journal, of all partitions together, may have to be replayed
///     before maps are flushed
/// @param outboxLimit how much may be on the way to one other partition
public record EngineSettings(
    int mailboxMax,
    int heldMax,
    long unsyncedBytesMax,
    long checkpointBytes,
    Outbox.InFlightLimit outboxLimit) {

  /// What suits one machine.
  public static final EngineSettings DEFAULT =
      new EngineSettings(
          8_192, 65_536, 4L << 20, 128L << 20, new Outbox.InFlightLimit(1_024, 4L << 20));

  public EngineSettings {
    Invariant.check(mailboxMax > 0, "A mailbox of %d", mailboxMax);
    Invariant.check(heldMax > 0, "%d held answers", heldMax);
    Invariant.check(unsyncedBytesMax > 0, "%d unsynced bytes", unsyncedBytesMax);
    Invariant.check(checkpointBytes > 0, "A checkpoint every %d bytes", checkpointBytes);
  }

  public EngineSettings withCheckpointBytes(long bytes) {
    return new EngineSettings(mailboxMax, heldMax, unsyncedBytesMax, bytes, outboxLimit);
  }
}
