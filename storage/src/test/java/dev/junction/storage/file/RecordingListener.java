package dev.junction.storage.file;

import dev.junction.storage.Journal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers what a journal said about its durability. Threads: any.
final class RecordingListener implements Journal.DurabilityListener {
  private final List<Long> told = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  @Override
  public void durable(long lsn) {
    told.add(lsn);
  }

  @Override
  public void failed(Throwable cause) {
    failures.add(cause);
  }

  List<Long> told() {
    return told;
  }

  long durableLsn() {
    return told.isEmpty() ? 0 : told.getLast();
  }

  List<Throwable> failures() {
    return failures;
  }
}
