package dev.junction.engine;

import dev.junction.storage.ForwardingStateStore;
import dev.junction.storage.StateFull;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// A map that has no space whenever a test says so.
final class FillableState extends ForwardingStateStore {

  private final AtomicBoolean full;

  FillableState(StateStore state, AtomicBoolean full) {
    super(state);
    this.full = full;
  }

  @Override
  public void apply(long lsn, WriteBatch batch) {
    checkSpace();
    super.apply(lsn, batch);
  }

  @Override
  public void checkpoint() {
    checkSpace();
    super.checkpoint();
  }

  private void checkSpace() {
    if (full.get()) {
      throw new StateFull("no space, says the test", new IllegalStateException());
    }
  }
}
