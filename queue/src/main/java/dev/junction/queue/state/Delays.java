package dev.junction.queue.state;

import dev.junction.engine.Transaction;
import dev.junction.queue.domain.PeekQuestion.Place;
import dev.junction.storage.StateStore;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The messages of a queue that are not visible yet because they were sent with a delay.
///
/// They lie in the map in the order in which they become due and join the queue only then. In
/// memory stand the times of the earliest ones, at most [#LOADED_MAX]; the rest is read forward
/// when these are used up.
final class Delays {

  static final int LOADED_MAX = 50_000;
  private static final int LOAD_AT_ONCE = 5_000;
  private static final long DELAY_NANOS_MAX = TimeUnit.SECONDS.toNanos(900);

  private record Delay(long dueAtMillis, long dueAtNanos, long sequence)
      implements Comparable<Delay> {
    @Override
    public int compareTo(Delay other) {
      int byTime = Long.signum(dueAtNanos - other.dueAtNanos);
      if (byTime != 0) {
        return byTime;
      }
      // Those that were overdue when they were read back are due at once, in the order of the map.
      int byMap = Long.compare(dueAtMillis, other.dueAtMillis);
      return byMap != 0 ? byMap : Long.compare(sequence, other.sequence);
    }
  }

  private final long queueId;
  private final PriorityQueue<Delay> heap = new PriorityQueue<>();

  /// Every delay up to this due time (and sequence) is in memory; later ones may be in the map
  /// only.
  private long horizonMillis = -1;

  private long horizonSequence = -1;
  private boolean moreInMap = true;

  Delays(long queueId) {
    this.queueId = queueId;
  }

  /// Keeps a message until it is due.
  void add(Transaction<?> tx, long dueAtMillis, long sequence, byte[] stored) {
    tx.put(QueueKeys.delay(queueId, dueAtMillis, sequence), stored);
    if (!moreInMap && heap.size() >= LOADED_MAX) {
      moreInMap = true;
      heap.forEach(delay -> raiseHorizon(delay.dueAtMillis, delay.sequence));
    }
    if (!moreInMap || isWithinHorizon(dueAtMillis, sequence)) {
      load(tx, dueAtMillis, sequence);
    }
  }

  /// Removes and answers one stored message whose delay has ended; null when there is none.
  byte @Nullable [] pollDue(Transaction<?> tx) {
    if (heap.isEmpty() && moreInMap) {
      loadMore(tx);
    }
    Delay first = heap.peek();
    if (first == null || first.dueAtNanos - tx.nanos() > 0) {
      return null;
    }
    byte[] key = QueueKeys.delay(queueId, first.dueAtMillis, first.sequence);
    byte[] stored = tx.get(key);
    if (stored == null) {
      // Sent by this very command: it is due at the next one.
      return null;
    }
    heap.remove();
    tx.delete(key);
    return stored;
  }

  /// Forgets every delay; the caller removes them from the map.
  void clear() {
    heap.clear();
    moreInMap = false;
    horizonMillis = -1;
    horizonSequence = -1;
  }

  /// The monotonic time at which the next delay ends, or [Long#MAX_VALUE] without one.
  long nextDueNanos() {
    Delay first = heap.peek();
    return first == null ? Long.MAX_VALUE : first.dueAtNanos;
  }

  /// Shows delayed messages by due time. Those whose delay has ended are none any more, also where
  /// the map does not know it yet; what is in memory says where the others begin.
  void show(Transaction<?> tx, Showcase showcase) {
    Place from = null;
    for (Delay delay : heap) {
      Place place = new Place(delay.dueAtMillis, delay.sequence);
      from = from == null || isBefore(place, from) ? place : from;
    }
    if (from == null) {
      return;
    }
    Place after = showcase.after();
    if (isBefore(from, after) || from.equals(after)) {
      from = new Place(after.dueAtMillis(), after.sequence() + 1);
    }
    byte[] first = QueueKeys.delay(queueId, from.dueAtMillis(), from.sequence());
    try (StateStore.Cursor cursor = tx.scan(first, QueueKeys.delay(queueId + 1, 0, 0))) {
      while (cursor.next()) {
        byte[] key = cursor.key();
        long dueAtMillis = QueueKeys.timeOf(key);
        long sequence = QueueKeys.sequenceAfterTimeOf(key);
        Showcase.Shown shown = new Showcase.Shown(sequence, cursor.value(), 0, 0, dueAtMillis);
        if (!showcase.show(new Place(dueAtMillis, sequence), shown)) {
          return;
        }
      }
    }
  }

  private static boolean isBefore(Place one, Place other) {
    return one.dueAtMillis() < other.dueAtMillis()
        || (one.dueAtMillis() == other.dueAtMillis() && one.sequence() < other.sequence());
  }

  private void loadMore(Transaction<?> tx) {
    byte[] from =
        horizonMillis < 0
            ? QueueKeys.delay(queueId, 0, 0)
            : QueueKeys.delay(queueId, horizonMillis, horizonSequence + 1);
    int count = 0;
    moreInMap = false;
    try (StateStore.Cursor cursor = tx.scan(from, QueueKeys.delay(queueId + 1, 0, 0))) {
      while (cursor.next()) {
        if (count++ == LOAD_AT_ONCE) {
          moreInMap = true;
          break;
        }
        byte[] key = cursor.key();
        load(tx, QueueKeys.timeOf(key), QueueKeys.sequenceAfterTimeOf(key));
        raiseHorizon(QueueKeys.timeOf(key), QueueKeys.sequenceAfterTimeOf(key));
      }
    }
  }

  private void load(Transaction<?> tx, long dueAtMillis, long sequence) {
    long leftNanos = TimeUnit.MILLISECONDS.toNanos(dueAtMillis - tx.now().toEpochMilli());
    long dueAtNanos = tx.nanos() + Math.clamp(leftNanos, 0, DELAY_NANOS_MAX);
    heap.add(new Delay(dueAtMillis, dueAtNanos, sequence));
  }

  private boolean isWithinHorizon(long dueAtMillis, long sequence) {
    return dueAtMillis < horizonMillis
        || (dueAtMillis == horizonMillis && sequence <= horizonSequence);
  }

  private void raiseHorizon(long dueAtMillis, long sequence) {
    if (!isWithinHorizon(dueAtMillis, sequence)) {
      horizonMillis = dueAtMillis;
      horizonSequence = sequence;
    }
  }
}
