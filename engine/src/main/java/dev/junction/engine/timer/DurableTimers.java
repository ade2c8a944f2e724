package dev.junction.engine.timer;

import dev.junction.kernel.Invariant;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.time.Instant;
import java.util.Arrays;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The durable timers of one partition: all of them in the map, the keys of the next ones in
/// memory.
///
/// Shape: the window holds every timer below its end; what lies behind is read forward from there
/// when the window has run empty. Fired and cancelled timers leave tombstones at the front of the
/// map, so a stored lower bound says where the first timer may be; it moves up now and then and
/// down when a timer is set before it. Limits: [#WINDOW_MAX] keys in memory. Threads: the
/// partition's; [#firstDue] and [#nextDue] only between transactions, because they read the map.
public final class DurableTimers {

  /// A timer that came due.
  ///
  /// @param key its key in the map
  /// @param service the keyspace of the service that set it
  /// @param payload what it was set with
  public record Due(byte[] key, byte service, byte[] payload) {}

  /// The most keys that are kept in memory; half of it is read at a time.
  public static final int WINDOW_MAX = 2_048;

  private static final int REMOVALS_PER_BOUND = 1_024;
  private static final byte VERSION = 1;
  private static final byte[] FIRST = {TimerKey.KEYSPACE};
  private static final byte[] END = {TimerKey.KEYSPACE + 1};

  /// The stored lower bound; its own keyspace, right behind the timers'.
  private static final byte[] BOUND_KEY = {TimerKey.KEYSPACE + 1};

  private final StateStore state;
  private final TreeSet<byte[]> window = new TreeSet<>(Arrays::compareUnsigned);
  private byte[] windowEnd = FIRST;

  /// Whether nothing lies behind the window.
  private boolean holdsAll;

  private byte[] bound = FIRST;
  private byte[] lastRemoved = FIRST;
  private int removals;

  public DurableTimers(StateStore state) {
    this.state = state;
  }

  /// Rebuilds the window from the map.
  public void open() {
    window.clear();
    holdsAll = false;
    bound = FIRST;
    lastRemoved = FIRST;
    removals = 0;
    byte[] stored = state.get(BOUND_KEY);
    if (stored != null) {
      Invariant.check(stored[0] == VERSION, "A timer bound of format %d", stored[0]);
      bound = Arrays.copyOfRange(stored, 1, stored.length);
    }
    windowEnd = bound;
    readForward();
  }

  /// Stages a timer.
  public void set(Instant due, byte service, byte[] id, byte[] payload, WriteBatch batch) {
    byte[] key = TimerKey.of(due, service, id);
    byte[] value = new byte[1 + payload.length];
    value[0] = VERSION;
    System.arraycopy(payload, 0, value, 1, payload.length);
    batch.put(key, value);
    if (Arrays.compareUnsigned(key, bound) < 0) {
      store(key, batch);
    }
    if (Arrays.compareUnsigned(key, windowEnd) < 0) {
      window.add(key);
      shrink();
    }
  }

  /// Stages the removal of a timer.
  public void cancel(Instant due, byte service, byte[] id, WriteBatch batch) {
    remove(TimerKey.of(due, service, id), batch);
  }

  /// Stages the removal of a timer that came due.
  public void remove(Due timer, WriteBatch batch) {
    remove(timer.key, batch);
  }

  /// The earliest timer, if it is due at the given time.
  public @Nullable Due firstDue(Instant now) {
    byte[] key = first();
    if (key == null || TimerKey.due(key).isAfter(now)) {
      return null;
    }
    byte[] stored = state.get(key);
    if (stored == null) {
      throw new Invariant.Broken("A timer of " + TimerKey.due(key) + " is in the window only");
    }
    Invariant.check(stored[0] == VERSION, "A timer of format %d", stored[0]);
    return new Due(key, TimerKey.service(key), Arrays.copyOfRange(stored, 1, stored.length));
  }

  /// When the earliest timer is due; null when there is none.
  public @Nullable Instant nextDue() {
    byte[] key = first();
    return key == null ? null : TimerKey.due(key);
  }

  /// How many timers are kept in memory.
  public int inMemory() {
    return window.size();
  }

  private byte @Nullable [] first() {
    if (window.isEmpty() && !holdsAll) {
      readForward();
    }
    return window.isEmpty() ? null : window.first();
  }

  private void remove(byte[] key, WriteBatch batch) {
    batch.delete(key);
    window.remove(key);
    if (Arrays.compareUnsigned(key, lastRemoved) > 0) {
      lastRemoved = key;
    }
    removals++;
    if (removals >= REMOVALS_PER_BOUND) {
      removals = 0;
      store(lowest(), batch);
    }
  }

  /// A key that no timer lies below.
  private byte[] lowest() {
    if (!window.isEmpty()) {
      return window.first();
    }
    return holdsAll ? lastRemoved : windowEnd;
  }

  private void store(byte[] lower, WriteBatch batch) {
    bound = lower;
    byte[] value = new byte[1 + lower.length];
    value[0] = VERSION;
    System.arraycopy(lower, 0, value, 1, lower.length);
    batch.put(BOUND_KEY, value);
  }

  private void readForward() {
    try (StateStore.Cursor cursor = state.scan(windowEnd, END)) {
      while (window.size() < WINDOW_MAX / 2) {
        if (!cursor.next()) {
          windowEnd = END;
          holdsAll = true;
          return;
        }
        window.add(cursor.key());
      }
    }
    byte[] last = window.last();
    windowEnd = Arrays.copyOf(last, last.length + 1);
  }

  private void shrink() {
    if (window.size() <= WINDOW_MAX) {
      return;
    }
    while (window.size() > WINDOW_MAX / 2) {
      byte[] dropped = window.pollLast();
      if (dropped != null) {
        windowEnd = dropped;
        holdsAll = false;
      }
    }
  }
}
