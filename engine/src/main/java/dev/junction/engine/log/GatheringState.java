package dev.junction.engine.log;

import dev.junction.storage.ForwardingStateStore;
import dev.junction.storage.StateFull;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import org.jspecify.annotations.Nullable;

/// A map that takes many batches as one, which costs it much less; nobody sees the difference,
/// because whoever reads has what was gathered written before.
///
/// A checkpoint, which comes from beside the partition's thread, has what was written and not what
/// is gathered; after a crash all of the gathered batches are there or none. Errors: [#apply] never
/// has too little space; [#settle] and every read may, and then [#isBehind] says so until [#settle]
/// succeeds. Threads: those of a [StateStore]; [#isBehind] any.
final class GatheringState extends ForwardingStateStore {

  /// How many bytes of batches are written without being asked: more are hardly cheaper.
  private static final int TOGETHER_BYTES = 1 << 18;

  private WriteBatch gathered = new WriteBatch();
  private long gatheredLsn;
  private volatile boolean behind;

  GatheringState(StateStore state) {
    super(state);
    gatheredLsn = appliedLsn();
  }

  /// Gathers a batch. It is only in memory until something settles.
  @Override
  public void apply(long lsn, WriteBatch batch) {
    gathered.addAll(batch);
    gatheredLsn = lsn;
  }

  /// Whether so much is gathered that it should be written.
  boolean isLarge() {
    return gathered.sizeBytes() >= TOGETHER_BYTES;
  }

  /// The LSN of the last batch that a reader sees.
  long gatheredLsn() {
    return gatheredLsn;
  }

  /// Writes what was gathered.
  ///
  /// @throws StateFull when there is no space at the moment; it stays gathered
  void settle() {
    if (gatheredLsn == appliedLsn()) {
      return;
    }
    try {
      super.apply(gatheredLsn, gathered);
    } catch (StateFull full) {
      behind = true;
      throw full;
    }
    behind = false;
    gathered = gathered.sizeBytes() > TOGETHER_BYTES ? new WriteBatch() : gathered.cleared();
  }

  /// Whether there was no space for what is gathered when it was last tried.
  boolean isBehind() {
    return behind;
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    settle();
    return super.get(key);
  }

  @Override
  public Cursor scan(byte[] from, byte[] to) {
    settle();
    return super.scan(from, to);
  }

  @Override
  public Cursor scanBackward(byte[] from, byte[] to) {
    settle();
    return super.scanBackward(from, to);
  }
}
