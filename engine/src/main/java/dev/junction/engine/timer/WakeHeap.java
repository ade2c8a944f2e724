package dev.junction.engine.timer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A partition's volatile alarms, the earliest first; of two at the same time the older one.
///
/// Adding and cancelling cost the logarithm of their number, and a cancelled alarm is gone at once:
/// most alarms are deadlines of calls that are answered before. Threads: the partition's.
///
/// @param <A> the kind of alarm
public final class WakeHeap<A extends WakeHeap.Alarm> {

  /// An alarm; in one heap at most, once at most.
  public abstract static class Alarm {
    private static final int NOWHERE = -1;

    private final long nanos;
    private long order;
    private int index = NOWHERE;

    protected Alarm(long nanos) {
      this.nanos = nanos;
    }

    /// The monotonic time at which it is due.
    public final long nanos() {
      return nanos;
    }

    private boolean isBefore(Alarm other) {
      return nanos != other.nanos ? nanos < other.nanos : order < other.order;
    }
  }

  private @Nullable Alarm[] heap = new Alarm[16];
  private int size;
  private long added;

  /// How many alarms are set.
  public int size() {
    return size;
  }

  /// When the earliest alarm is due; [Long#MAX_VALUE] when there is none.
  public long firstNanos() {
    return size == 0 ? Long.MAX_VALUE : at(0).nanos;
  }

  /// Sets an alarm.
  public void add(A alarm) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    ((Alarm) alarm).order = added++;
    rise(alarm, size++);
  }

  /// Takes the earliest alarm out if it is due at the given time.
  @SuppressWarnings("unchecked") // only [#add] fills the heap, and it takes nothing but A
  public @Nullable A takeDue(long nanos) {
    if (size == 0 || at(0).nanos > nanos) {
      return null;
    }
    Alarm first = at(0);
    remove(first);
    return (A) first;
  }

  /// Takes an alarm out; does nothing when it is not in here any more.
  public void cancel(A alarm) {
    if (((Alarm) alarm).index != Alarm.NOWHERE) {
      remove(alarm);
    }
  }

  /// Takes all alarms out.
  public void clear() {
    while (size > 0) {
      Alarm last = at(--size);
      last.index = Alarm.NOWHERE;
      heap[size] = null;
    }
  }

  private void remove(Alarm alarm) {
    int hole = alarm.index;
    alarm.index = Alarm.NOWHERE;
    Alarm last = at(--size);
    heap[size] = null;
    if (hole == size) {
      return;
    }
    if (hole > 0 && last.isBefore(at((hole - 1) / 2))) {
      rise(last, hole);
    } else {
      sink(last, hole);
    }
  }

  private void rise(Alarm alarm, int from) {
    int hole = from;
    while (hole > 0) {
      Alarm parent = at((hole - 1) / 2);
      if (!alarm.isBefore(parent)) {
        break;
      }
      place(parent, hole);
      hole = (hole - 1) / 2;
    }
    place(alarm, hole);
  }

  private void sink(Alarm alarm, int from) {
    int hole = from;
    while (2 * hole + 1 < size) {
      int child = 2 * hole + 1;
      if (child + 1 < size && at(child + 1).isBefore(at(child))) {
        child++;
      }
      if (!at(child).isBefore(alarm)) {
        break;
      }
      int next = child;
      place(at(child), hole);
      hole = next;
    }
    place(alarm, hole);
  }

  private void place(Alarm alarm, int where) {
    heap[where] = alarm;
    alarm.index = where;
  }

  private Alarm at(int where) {
    Alarm alarm = heap[where];
    if (alarm == null) {
      throw new IllegalStateException("An empty place " + where + " below size " + size);
    }
    return alarm;
  }
}
