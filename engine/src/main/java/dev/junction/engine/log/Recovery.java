package dev.junction.engine.log;

import dev.junction.kernel.Invariant;
import dev.junction.storage.Journal;
import dev.junction.storage.JournalTrimmed;
import dev.junction.storage.WriteBatch;
import java.nio.ByteBuffer;

/// Brings the map of a partition up to its journal, without knowing what either holds.
final class Recovery {

  /// The engine keyspace of the records about the partition itself.
  private static final byte KEYSPACE = 0;

  private static final byte[] IDENTITY = {KEYSPACE, 'p'};
  private static final byte[] FILLER = {KEYSPACE, 'f'};
  private static final byte VERSION = 1;

  /// Hears of every batch that was replayed.
  @FunctionalInterface
  interface Replayed {
    void batch(long lsn, int bytes);
  }

  private final Journal journal;
  private final GatheringState state;

  Recovery(Journal journal, GatheringState state) {
    this.journal = journal;
    this.state = state;
  }

  /// Applies what the journal has and the map has not, many batches at once: each of them is a
  /// step that the map may stop at, but it need not stop at each.
  void replay(Replayed replayed) {
    try {
      journal.read(
          state.appliedLsn() + 1,
          (lsn, batch) -> {
            apply(lsn, batch);
            replayed.batch(lsn, batch.sizeBytes());
          });
    } catch (JournalTrimmed trimmed) {
      throw new StateTooOld(journal.partition(), state.appliedLsn(), trimmed);
    }
    state.settle();
    Invariant.check(
        state.appliedLsn() >= journal.lastLsn(),
        "The journal of partition %d ends at %d, but was read up to %d only",
        journal.partition(),
        journal.lastLsn(),
        state.appliedLsn());
  }

  private void apply(long lsn, WriteBatch batch) {
    Invariant.check(
        lsn == state.gatheredLsn() + 1,
        "The map of partition %d ends at %d, its journal goes on at %d",
        journal.partition(),
        state.gatheredLsn(),
        lsn);
    state.apply(lsn, batch);
    if (state.isLarge()) {
      state.settle();
    }
  }

  /// Lets the journal catch up with a map that is ahead of it.
  ///
  /// The map may have been flushed with batches that the journal then lost in a power failure.
  /// Nobody was answered from those writes, so they may stay; but their numbers must not be given
  /// out again, or a later replay would take the new batches for applied ones.
  void fillUp() {
    while (journal.lastLsn() < state.appliedLsn()) {
      WriteBatch filler = new WriteBatch();
      filler.put(FILLER, new byte[] {VERSION});
      filler.allowReserve();
      journal.append(filler);
    }
    journal.push();
  }

  /// What to write so that this map says whose it is; empty when it says so already.
  ///
  /// @throws Invariant.Broken when it is the map of another partition, or of another number of
  ///     partitions: resources would be looked for where they are not
  WriteBatch identify(int partition, int partitions) {
    byte[] mine = ByteBuffer.allocate(9).put(VERSION).putInt(partition).putInt(partitions).array();
    WriteBatch batch = new WriteBatch();
    byte[] stored = state.get(IDENTITY);
    if (stored == null) {
      batch.put(IDENTITY, mine);
      return batch;
    }
    ByteBuffer found = ByteBuffer.wrap(stored);
    Invariant.check(found.get(0) == VERSION, "A partition identity of format %d", found.get(0));
    Invariant.check(
        found.equals(ByteBuffer.wrap(mine)),
        "This is partition %d of %d, not %d of %d",
        found.getInt(1),
        found.getInt(5),
        partition,
        partitions);
    return batch;
  }
}
