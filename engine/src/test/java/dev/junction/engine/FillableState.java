package dev.junction.engine;

import dev.junction.storage.StateFull;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A map that has no space whenever a test says so.
final class FillableState implements StateStore {

  private final StateStore state;
  private final AtomicBoolean full;

  FillableState(StateStore state, AtomicBoolean full) {
    this.state = state;
    this.full = full;
  }

  @Override
  public void apply(long lsn, WriteBatch batch) {
    checkSpace();
    state.apply(lsn, batch);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return state.get(key);
  }

  @Override
  public Cursor scan(byte[] from, byte[] to) {
    return state.scan(from, to);
  }

  @Override
  public Cursor scanBackward(byte[] from, byte[] to) {
    return state.scanBackward(from, to);
  }

  @Override
  public long appliedLsn() {
    return state.appliedLsn();
  }

  @Override
  public long flushedLsn() {
    return state.flushedLsn();
  }

  @Override
  public void checkpoint() {
    checkSpace();
    state.checkpoint();
  }

  @Override
  public void close() {
    state.close();
  }

  private void checkSpace() {
    if (full.get()) {
      throw new StateFull("no space, says the test", new IllegalStateException());
    }
  }
}
