package dev.junction.storage;

import org.jspecify.annotations.Nullable;

/// A map in front of another, which does itself what it overrides and leaves the rest to that one.
public abstract class ForwardingStateStore implements StateStore {

  private final StateStore behind;

  /// @param behind what everything is handed on to; closed with this
  protected ForwardingStateStore(StateStore behind) {
    this.behind = behind;
  }

  @Override
  public void apply(long lsn, WriteBatch batch) {
    behind.apply(lsn, batch);
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return behind.get(key);
  }

  @Override
  public Cursor scan(byte[] from, byte[] to) {
    return behind.scan(from, to);
  }

  @Override
  public Cursor scanBackward(byte[] from, byte[] to) {
    return behind.scanBackward(from, to);
  }

  @Override
  public long appliedLsn() {
    return behind.appliedLsn();
  }

  @Override
  public long flushedLsn() {
    return behind.flushedLsn();
  }

  @Override
  public void checkpoint() {
    behind.checkpoint();
  }

  @Override
  public void close() {
    behind.close();
  }
}
