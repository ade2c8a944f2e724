package dev.junction.queue.state;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// The messages of a queue that were received and are not visible: by sequence and by deadline.
final class InFlight {

  private record Deadline(long nanos, Entry entry) implements Comparable<Deadline> {
    @Override
    public int compareTo(Deadline other) {
      return Long.signum(nanos - other.nanos);
    }
  }

  private final Map<Long, Entry> bySequence = new HashMap<>();

  // A deadline that was moved or whose message left stays in the heap until its time; it is passed
  // over then, which is cheaper than finding it.
  private final PriorityQueue<Deadline> deadlines = new PriorityQueue<>();

  int size() {
    return bySequence.size();
  }

  @Nullable Entry get(long sequence) {
    return bySequence.get(sequence);
  }

  Collection<Entry> entries() {
    return bySequence.values();
  }

  /// The messages with the lowest sequences above the given one, in order.
  List<Entry> after(long sequence, int max) {
    Comparator<Entry> order = Comparator.comparingLong(entry -> entry.sequence);
    PriorityQueue<Entry> highestFirst = new PriorityQueue<>(order.reversed());
    for (Entry entry : bySequence.values()) {
      if (entry.sequence > sequence) {
        highestFirst.add(entry);
        if (highestFirst.size() > max) {
          highestFirst.remove();
        }
      }
    }
    return highestFirst.stream().sorted(order).toList();
  }

  void put(Entry entry) {
    bySequence.put(entry.sequence, entry);
    deadlines.add(new Deadline(entry.visibleAtNanos, entry));
  }

  void remove(Entry entry) {
    bySequence.remove(entry.sequence);
    if (bySequence.isEmpty()) {
      deadlines.clear();
    }
  }

  /// Moves the deadline of a message in flight.
  void move(Entry entry, long visibleAtNanos) {
    entry.visibleAtNanos = visibleAtNanos;
    deadlines.add(new Deadline(visibleAtNanos, entry));
  }

  /// Removes and answers one message whose deadline has passed; null when there is none.
  @Nullable Entry pollDue(long nowNanos) {
    for (Deadline first = deadlines.peek(); first != null; first = deadlines.peek()) {
      boolean current = isCurrent(first);
      if (current && first.nanos - nowNanos > 0) {
        return null;
      }
      deadlines.remove();
      if (current) {
        remove(first.entry);
        return first.entry;
      }
    }
    return null;
  }

  /// The earliest deadline, or [Long#MAX_VALUE] without one.
  long nextDeadline() {
    for (Deadline first = deadlines.peek(); first != null; first = deadlines.peek()) {
      if (isCurrent(first)) {
        return first.nanos;
      }
      deadlines.remove();
    }
    return Long.MAX_VALUE;
  }

  private boolean isCurrent(Deadline deadline) {
    return deadline.entry.visibleAtNanos == deadline.nanos
        && bySequence.get(deadline.entry.sequence) == deadline.entry;
  }
}
