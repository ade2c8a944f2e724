package dev.junction.storage;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Remembers what a journal tells its listener. Threads: any.
public final class Told implements Journal.DurabilityListener {

  private final AtomicLong durableLsn = new AtomicLong();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final List<Long> steps = new CopyOnWriteArrayList<>();

  @Override
  public void durable(long lsn) {
    steps.add(lsn);
    durableLsn.set(lsn);
  }

  @Override
  public void failed(Throwable cause) {
    failures.add(cause);
  }

  /// The LSN that was last told to be durable.
  public long durableLsn() {
    return durableLsn.get();
  }

  /// Everything that was told to be durable, in order.
  public List<Long> steps() {
    return steps;
  }

  /// The failures told; at most one if the journal keeps its word.
  public List<Throwable> failures() {
    return failures;
  }
}
