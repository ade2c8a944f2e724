package dev.junction.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What waits for a partition's thread. Many threads put, one takes and sleeps when it is empty.
final class Mailbox {

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final int callsMax;
  private volatile @Nullable Thread sleeper;

  Mailbox(int callsMax) {
    this.callsMax = callsMax;
  }

  /// Puts a call unless too many wait already.
  boolean offer(Runnable call) {
    if (size.get() >= callsMax) {
      return false;
    }
    put(call);
    return true;
  }

  /// Puts something that must not be refused.
  void put(Runnable task) {
    size.incrementAndGet();
    tasks.add(task);
    wake();
  }

  void wake() {
    Thread asleep = sleeper;
    if (asleep != null) {
      LockSupport.unpark(asleep);
    }
  }

  @Nullable Runnable poll() {
    Runnable task = tasks.poll();
    if (task != null) {
      size.decrementAndGet();
    }
    return task;
  }

  int size() {
    return size.get();
  }

  /// Sleeps until something is put, somebody wakes it or the time is over.
  void await(long nanosMax) {
    sleeper = Thread.currentThread();
    try {
      if (tasks.isEmpty() && nanosMax > 0) {
        if (nanosMax == Long.MAX_VALUE) {
          LockSupport.park(this);
        } else {
          LockSupport.parkNanos(this, nanosMax);
        }
      }
    } finally {
      sleeper = null;
    }
  }
}
