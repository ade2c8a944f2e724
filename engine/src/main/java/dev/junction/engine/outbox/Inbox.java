package dev.junction.engine.outbox;

import dev.junction.kernel.Invariant;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;

/// How far one partition has applied the messages of the others: what makes a repeat harmless.
///
/// Threads: the partition's.
public final class Inbox {

  private final StateStore state;
  private final long[] applied;

  public Inbox(StateStore state, int partitions) {
    this.state = state;
    applied = new long[partitions];
  }

  /// Reads the progress from the map.
  public void open() {
    for (int source = 0; source < applied.length; source++) {
      applied[source] = OutboxKey.readSequence(state.get(OutboxKey.applied(source)));
    }
  }

  /// The sequence of the last message of the source that was applied.
  public long applied(int source) {
    return applied[source];
  }

  /// Whether a message was applied before.
  public boolean isRepeat(int source, long sequence) {
    return sequence <= applied[source];
  }

  /// Stages that a message is applied; it must be the next of its source.
  public void apply(int source, long sequence, WriteBatch batch) {
    Invariant.check(
        sequence == applied[source] + 1,
        "Partition %d sends message %d after %d",
        source,
        sequence,
        applied[source]);
    applied[source] = sequence;
    batch.put(OutboxKey.applied(source), OutboxKey.sequenceValue(sequence));
  }
}
