package dev.junction.engine;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// The volatile alarms of a partition, by monotonic time. Threads: the partition's.
final class Wakes {

  /// One alarm.
  static final class Alarm implements Transaction.Wake, Comparable<Alarm> {
    final long nanos;
    final long order;
    final Runnable action;
    private boolean cancelled;

    Alarm(long nanos, long order, Runnable action) {
      this.nanos = nanos;
      this.order = order;
      this.action = action;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(Alarm other) {
      int byTime = Long.signum(nanos - other.nanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private final PriorityQueue<Alarm> heap = new PriorityQueue<>();
  private long nextOrder;

  Transaction.Wake add(long nanos, Runnable action) {
    Alarm alarm = new Alarm(nanos, nextOrder++, action);
    heap.add(alarm);
    return alarm;
  }

  /// Removes and answers the next alarm that is due, or null.
  @Nullable Runnable pollDue(long nowNanos) {
    for (Alarm first = heap.peek(); first != null; first = heap.peek()) {
      if (!first.cancelled && first.nanos - nowNanos > 0) {
        return null;
      }
      heap.remove();
      if (!first.cancelled) {
        return first.action;
      }
    }
    return null;
  }

  /// When the next alarm is due, or null without one.
  @Nullable Long nextNanos() {
    for (Alarm first = heap.peek(); first != null; first = heap.peek()) {
      if (!first.cancelled) {
        return first.nanos;
      }
      heap.remove();
    }
    return null;
  }
}
