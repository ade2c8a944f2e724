package dev.junction.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// What may only leave a partition once the journal is durable up to some LSN: answers, and
/// messages to other partitions. Threads: held by the partition's thread, released by whichever
/// thread learns of durability.
final class HeldReleases {

  private record Held(long lsn, Runnable release) {}

  private final Queue<Held> held = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean draining = new AtomicBoolean();
  private final AtomicInteger size = new AtomicInteger();
  private volatile long durableLsn;

  /// Runs the release now or when the LSN is durable, in the order in which they are held.
  void hold(long lsn, Runnable release) {
    size.incrementAndGet();
    held.add(new Held(lsn, release));
    if (lsn <= durableLsn) {
      drain();
    }
  }

  void durable(long lsn) {
    durableLsn = lsn;
    drain();
  }

  long durableLsn() {
    return durableLsn;
  }

  int size() {
    return size.get();
  }

  /// Forgets everything that is held.
  void clear() {
    held.clear();
    size.set(0);
  }

  private void drain() {
    while (isReady() && draining.compareAndSet(false, true)) {
      try {
        while (isReady()) {
          Held next = held.poll();
          if (next != null) {
            size.decrementAndGet();
            next.release.run();
          }
        }
      } finally {
        draining.set(false);
      }
    }
  }

  private boolean isReady() {
    Held first = held.peek();
    return first != null && first.lsn <= durableLsn;
  }
}
