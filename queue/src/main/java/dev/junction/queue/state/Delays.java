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
///
/// In a FIFO queue all messages have the queue's delay, and a change of it concerns those that are
/// already there. So they lie in the map by the time at which they were sent, and are due when the
/// delay of today has passed since. Source: SQS Developer Guide, "Amazon SQS delay queues".
final class Delays {

  static final int LOADED_MAX = 50_000;
  private static final int LOAD_AT_ONCE = 5_000;
  private static final long DELAY_NANOS_MAX = TimeUnit.SECONDS.toNanos(900);

  private record Delay(long keyMillis, long dueAtNanos, long sequence)
      implements Comparable<Delay> {
    @Override
    public int compareTo(Delay other) {
      int byTime = Long.signum(dueAtNanos - other.dueAtNanos);
      if (byTime != 0) {
        return byTime;
      }
      // Those that were overdue when they were read back are due at once, in the order of the map.
      int byMap = Long.compare(keyMillis, other.keyMillis);
      return byMap != 0 ? byMap : Long.compare(sequence, other.sequence);
    }
  }

  private final long queueId;
  private final boolean fifo;
  private PriorityQueue<Delay> heap = new PriorityQueue<>();
  private int queueDelaySeconds;

  /// Every delay up to this place in the map is in memory; later ones may be in the map only.
  private long horizonMillis = -1;

  private long horizonSequence = -1;
  private boolean moreInMap = true;

  Delays(long queueId, boolean fifo, int queueDelaySeconds) {
    this.queueId = queueId;
    this.fifo = fifo;
    this.queueDelaySeconds = queueDelaySeconds;
  }

  /// Keeps a message that was sent now until it is due.
  void add(Transaction<?> tx, int delaySeconds, long sequence, byte[] stored) {
    long now = tx.now().toEpochMilli();
    long dueAtMillis = now + TimeUnit.SECONDS.toMillis(delaySeconds);
    long keyMillis = fifo ? now : dueAtMillis;
    tx.put(QueueKeys.delay(queueId, keyMillis, sequence), stored);
    if (!moreInMap && heap.size() >= LOADED_MAX) {
      moreInMap = true;
      heap.forEach(delay -> raiseHorizon(delay.keyMillis, delay.sequence));
    }
    if (!moreInMap || isWithinHorizon(keyMillis, sequence)) {
      load(tx, keyMillis, dueAtMillis, sequence);
    }
  }

  /// The queue has another delay from now on.
  void changeQueueDelay(int seconds) {
    long shiftNanos = TimeUnit.SECONDS.toNanos(seconds - queueDelaySeconds);
    queueDelaySeconds = seconds;
    if (fifo && shiftNanos != 0) {
      PriorityQueue<Delay> shifted = new PriorityQueue<>();
      heap.forEach(d -> shifted.add(new Delay(d.keyMillis, d.dueAtNanos + shiftNanos, d.sequence)));
      heap = shifted;
    }
  }

  /// When a message of the map is due.
  private long dueAtMillis(byte[] key, byte[] stored) {
    return fifo
        ? StoredMessage.sentAtMillis(stored) + TimeUnit.SECONDS.toMillis(queueDelaySeconds)
        : QueueKeys.timeOf(key);
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
    byte[] key = QueueKeys.delay(queueId, first.keyMillis, first.sequence);
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
      Place place = new Place(delay.keyMillis, delay.sequence);
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
        long sequence = QueueKeys.sequenceAfterTimeOf(key);
        byte[] stored = cursor.value();
        long dueAtMillis = dueAtMillis(key, stored);
        Showcase.Shown shown = new Showcase.Shown(sequence, stored, 0, 0, dueAtMillis);
        if (!showcase.show(new Place(QueueKeys.timeOf(key), sequence), shown)) {
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
        long sequence = QueueKeys.sequenceAfterTimeOf(key);
        load(tx, QueueKeys.timeOf(key), dueAtMillis(key, cursor.value()), sequence);
        raiseHorizon(QueueKeys.timeOf(key), QueueKeys.sequenceAfterTimeOf(key));
      }
    }
  }

  private void load(Transaction<?> tx, long keyMillis, long dueAtMillis, long sequence) {
    long leftNanos = TimeUnit.MILLISECONDS.toNanos(dueAtMillis - tx.now().toEpochMilli());
    long dueAtNanos = tx.nanos() + Math.clamp(leftNanos, 0, DELAY_NANOS_MAX);
    heap.add(new Delay(keyMillis, dueAtNanos, sequence));
  }

  private boolean isWithinHorizon(long keyMillis, long sequence) {
    return keyMillis < horizonMillis || (keyMillis == horizonMillis && sequence <= horizonSequence);
  }

  private void raiseHorizon(long keyMillis, long sequence) {
    if (!isWithinHorizon(keyMillis, sequence)) {
      horizonMillis = keyMillis;
      horizonSequence = sequence;
    }
  }
}
