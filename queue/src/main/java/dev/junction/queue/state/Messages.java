package dev.junction.queue.state;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Invariant;
import dev.junction.queue.domain.PeekQuestion.Place;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.queue.state.Entry.Phase;
import dev.junction.queue.state.Showcase.Shown;
import dev.junction.storage.StateStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The messages of one queue that are waiting or in flight: each primitive stages its writes and
/// changes the view in the same way that reading those writes back would.
final class Messages {

  private static final int LOADS_AT_ONCE = 8;
  private static final int EXPIRED_AT_ONCE = 500;
  private static final long VISIBILITY_NANOS_MAX = TimeUnit.SECONDS.toNanos(43_200);

  private final long queueId;
  private final Tally tally;
  private final BytesBudget budget;
  private final MessageOrder order;
  private final Backlog backlog;
  private final InFlight inFlight = new InFlight();

  /// Waiting messages that were received before, for deletes that come after the visibility ended.
  private final Map<Long, Entry> receivedBefore = new HashMap<>();

  private boolean active;

  /// No message above this sequence was ever received, so there is no lease to look for.
  private long leasedUpTo = Long.MAX_VALUE;

  // How often the command of this number has read forward to find something to take.
  private long lookedIn = -1;
  private int looks;

  // A transaction does not read its own writes: what it appended must not be read forward over.
  private long appendedIn = -1;
  private long appendedFrom;

  Messages(long queueId, boolean fifo, Tally tally, BytesBudget budget) {
    this.queueId = queueId;
    this.tally = tally;
    this.budget = budget;
    this.order = fifo ? new FifoOrder() : new StandardOrder();
    this.backlog = new Backlog(queueId, tally);
  }

  /// Reads back, before anything else is asked, which messages were in flight at the last stop.
  void activate(Transaction<?> tx) {
    if (active) {
      return;
    }
    active = true;
    leasedUpTo = 0;
    long now = tx.now().toEpochMilli();
    byte[] from = QueueKeys.lease(queueId, tally.head);
    try (StateStore.Cursor leases = tx.scan(from, QueueKeys.lease(queueId + 1, 0))) {
      while (leases.next()) {
        leasedUpTo = QueueKeys.sequenceOf(leases.key());
        Lease lease = Lease.decode(leases.value());
        long leftNanos = TimeUnit.MILLISECONDS.toNanos(lease.visibleAtMillis() - now);
        if (leftNanos > 0) {
          resume(tx, QueueKeys.sequenceOf(leases.key()), lease, leftNanos);
        }
      }
    }
  }

  private void resume(Transaction<?> tx, long sequence, Lease lease, long leftNanos) {
    byte[] stored = tx.get(QueueKeys.message(queueId, sequence));
    if (stored == null) {
      return;
    }
    Entry entry = new Entry(sequence, StoredMessage.sentAtMillis(stored), order.groupOf(stored));
    entry.receiveCount = lease.receiveCount();
    entry.firstReceivedAtMillis = lease.firstReceivedAtMillis();
    entry.visibleAtNanos = tx.nanos() + Math.min(leftNanos, VISIBILITY_NANOS_MAX);
    entry.receivedAtNanos = tx.nanos() - sinceNanos(tx, lease);
    entry.receivedAtMillis = lease.receivedAtMillis();
    entry.isVisibilityChanged = lease.isVisibilityChanged();
    entry.phase = Phase.IN_FLIGHT;
    order.resume(entry);
    inFlight.put(entry);
  }

  private static long sinceNanos(Transaction<?> tx, Lease lease) {
    long receivedAt = lease.receivedAtMillis();
    long since = receivedAt == Lease.UNKNOWN ? 0 : tx.now().toEpochMilli() - receivedAt;
    return Math.clamp(TimeUnit.MILLISECONDS.toNanos(since), 0, VISIBILITY_NANOS_MAX);
  }

  int inFlightCount() {
    return inFlight.size();
  }

  /// The earliest end of a visibility timeout, or [Long#MAX_VALUE].
  long nextDeadline() {
    return inFlight.nextDeadline();
  }

  /// When the oldest message that is known was sent, or 0.
  long oldestSentAtMillis(Transaction<?> tx) {
    if (backlog.oldest() == null && tally.messages > 0) {
      loadMore(tx);
    }
    Entry oldest = backlog.oldest();
    return oldest == null ? 0 : oldest.sentAtMillis;
  }

  /// Adds a message at the end and answers its sequence.
  long append(Transaction<?> tx, byte[] stored) {
    long sequence = tally.nextSequence;
    noteAppend(tx, sequence);
    tx.put(QueueKeys.message(queueId, sequence), stored);
    boolean isNext = backlog.isComplete() && !backlog.isFull();
    boolean keepsBytes = isNext && budget.tryTake(stored.length);
    tally.nextSequence++;
    tally.messages++;
    if (keepsBytes) {
      Entry entry = new Entry(sequence, StoredMessage.sentAtMillis(stored), order.groupOf(stored));
      entry.stored = stored;
      backlog.append(entry);
      order.append(entry);
    }
    return sequence;
  }

  private void noteAppend(Transaction<?> tx, long sequence) {
    if (appendedIn != tx.number()) {
      appendedIn = tx.number();
      appendedFrom = sequence;
    }
  }

  private boolean loadMore(Transaction<?> tx) {
    long to = appendedIn == tx.number() ? appendedFrom : tally.nextSequence;
    return backlog.loadMore(tx, to, (sequence, stored) -> load(tx, sequence, stored));
  }

  /// Reads forward until something can be taken, nothing is left or one command has read enough. A
  /// command that appends what it may take itself does so before: later it reads no further than to
  /// what it has appended.
  void readForward(Transaction<?> tx) {
    while (!order.hasNext() && lookFurther(tx)) {}
  }

  /// Reads a step forward, if this command may and there is something; whether it did. What stands
  /// behind a long backlog of groups that have to wait is found in the steps of several commands.
  private boolean lookFurther(Transaction<?> tx) {
    if (lookedIn != tx.number()) {
      lookedIn = tx.number();
      looks = 0;
    }
    return looks++ < LOADS_AT_ONCE && !backlog.isFull() && loadMore(tx);
  }

  /// Whether there may be messages that can be taken but are not in memory yet.
  boolean mayHaveMore() {
    return !backlog.isComplete()
        && !backlog.isFull()
        && inFlight.size() < QueueLimits.IN_FLIGHT_MAX;
  }

  /// Uses up a sequence without a message.
  void skipSequence() {
    backlog.skip(tally.nextSequence++);
  }

  /// Takes up to so many messages that may be handed out together, reading forward as needed. Each
  /// of them must then be leased or removed by the same command.
  List<Entry> take(Transaction<?> tx, int max) {
    List<Entry> taken = order.take(max);
    while (taken.isEmpty() && lookFurther(tx)) {
      taken = order.take(max);
    }
    if (taken.isEmpty() || (taken.size() < max && backlog.isComplete())) {
      taken.addAll(order.takeDeferred(max - taken.size(), tx.now().toEpochMilli()));
    }
    for (Entry entry : taken) {
      entry.phase = Phase.TAKEN;
      if (entry.receiveCount > 0) {
        receivedBefore.remove(entry.sequence);
      }
    }
    return taken;
  }

  private @Nullable Entry load(Transaction<?> tx, long sequence, byte[] stored) {
    Entry flying = inFlight.get(sequence);
    if (flying != null) {
      return flying;
    }
    Entry entry = new Entry(sequence, StoredMessage.sentAtMillis(stored), order.groupOf(stored));
    byte[] leased = sequence > leasedUpTo ? null : tx.get(QueueKeys.lease(queueId, sequence));
    if (leased != null) {
      Lease lease = Lease.decode(leased);
      entry.receiveCount = lease.receiveCount();
      entry.firstReceivedAtMillis = lease.firstReceivedAtMillis();
      entry.receivedAtMillis = lease.receivedAtMillis();
      receivedBefore.put(sequence, entry);
    }
    if (budget.tryTake(stored.length)) {
      entry.stored = stored;
    }
    order.append(entry);
    return entry;
  }

  /// The stored bytes of a message.
  byte[] stored(Transaction<?> tx, Entry entry) {
    byte[] stored = entry.stored;
    if (stored == null) {
      stored = tx.get(QueueKeys.message(queueId, entry.sequence));
      if (stored == null) {
        throw new Invariant.Broken(
            "Message " + entry.sequence + " of queue " + queueId + " is in no map");
      }
    }
    return stored;
  }

  /// Puts a taken message in flight for so many seconds.
  void lease(Transaction<?> tx, Entry entry, int seconds) {
    Invariant.check(entry.phase == Phase.TAKEN, "lease of a message that is %s", entry.phase);
    budget.release(entry);
    entry.phase = Phase.IN_FLIGHT;
    entry.isVisibilityChanged = false;
    entry.receiveCount++;
    if (entry.receiveCount == 1) {
      entry.firstReceivedAtMillis = tx.now().toEpochMilli();
    }
    entry.receivedAtNanos = tx.nanos();
    entry.visibleAtNanos = tx.nanos() + TimeUnit.SECONDS.toNanos(seconds);
    saveLease(tx, entry, seconds);
    inFlight.put(entry);
  }

  /// Moves the end of a message's invisibility to so many seconds from now, as its receiver asked.
  void change(Transaction<?> tx, Entry entry, int seconds) {
    entry.isVisibilityChanged = true;
    extend(tx, entry, seconds);
  }

  /// Moves the end of a message's invisibility to so many seconds from now.
  void extend(Transaction<?> tx, Entry entry, int seconds) {
    saveLease(tx, entry, seconds);
    inFlight.move(entry, tx.nanos() + TimeUnit.SECONDS.toNanos(seconds));
  }

  private void saveLease(Transaction<?> tx, Entry entry, int seconds) {
    long now = tx.now().toEpochMilli();
    entry.receivedAtMillis =
        now - TimeUnit.NANOSECONDS.toMillis(tx.nanos() - entry.receivedAtNanos);
    Lease lease =
        new Lease(
            entry.receiveCount,
            entry.firstReceivedAtMillis,
            now + TimeUnit.SECONDS.toMillis(seconds),
            entry.receivedAtMillis,
            entry.isVisibilityChanged);
    leasedUpTo = Math.max(leasedUpTo, entry.sequence);
    tx.put(QueueKeys.lease(queueId, entry.sequence), lease.encode());
  }

  /// Makes one message visible whose time in flight is over; answers whether there was one.
  boolean releaseDue(Transaction<?> tx) {
    Entry entry = inFlight.pollDue(tx.nanos());
    if (entry == null) {
      return false;
    }
    entry.phase = Phase.WAITING;
    order.settle(entry, tx.nanos() - entry.receivedAtNanos, tx.nanos());
    // One above the cursor is read forward later, with its lease, when its turn comes.
    if (backlog.isLoaded(entry.sequence)) {
      order.putBack(entry);
      receivedBefore.put(entry.sequence, entry);
    }
    return true;
  }

  /// Puts a taken message back where it was taken from.
  void giveBack(Transaction<?> tx, Entry entry) {
    Invariant.check(entry.phase == Phase.TAKEN, "return of a message that is %s", entry.phase);
    entry.phase = Phase.WAITING;
    order.settle(entry, 0, tx.nanos());
    order.putBack(entry);
    if (entry.receiveCount > 0) {
      receivedBefore.put(entry.sequence, entry);
    }
  }

  @Nullable Entry inFlight(long sequence) {
    return inFlight.get(sequence);
  }

  /// The message of this sequence that is not in flight, or null when there is none. One that was
  /// never loaded is answered as an entry that belongs to no order.
  @Nullable Entry waiting(Transaction<?> tx, long sequence) {
    Entry entry = receivedBefore.get(sequence);
    if (entry != null) {
      return entry;
    }
    if (sequence < tally.head) {
      return null;
    }
    byte[] stored = tx.get(QueueKeys.message(queueId, sequence));
    if (stored == null) {
      return null;
    }
    if (backlog.isLoaded(sequence)) {
      return backlog.find(sequence);
    }
    Entry unloaded = new Entry(sequence, StoredMessage.sentAtMillis(stored), null);
    byte[] lease = tx.get(QueueKeys.lease(queueId, sequence));
    unloaded.receiveCount = lease == null ? 0 : Lease.decode(lease).receiveCount();
    return unloaded;
  }

  /// Shows waiting messages by sequence: those in memory, then those that were not read yet.
  void showWaiting(Transaction<?> tx, Showcase showcase) {
    long after = showcase.after().sequence();
    for (Entry entry : backlog.loaded()) {
      if (entry.sequence <= after
          || entry.phase != Phase.WAITING
          || showcase.isExpired(entry.sentAtMillis)) {
        continue;
      }
      byte[] known = entry.stored;
      byte[] stored = known == null ? tx.get(QueueKeys.message(queueId, entry.sequence)) : known;
      if (stored == null) {
        // This very command has appended it: it can be read by the next one.
        showcase.goOnLater();
        return;
      }
      Shown shown =
          Shown.waiting(entry.sequence, stored, entry.receiveCount, entry.firstReceivedAtMillis);
      if (!showcase.show(Place.at(entry.sequence), shown)) {
        return;
      }
    }
    long to = appendedIn == tx.number() ? appendedFrom : tally.nextSequence;
    boolean isWhole = showUnread(tx, showcase, Math.max(backlog.cursor(), after + 1), to);
    if (isWhole && Math.max(to, backlog.cursor()) < tally.nextSequence) {
      showcase.goOnLater();
    }
  }

  private boolean showUnread(Transaction<?> tx, Showcase showcase, long from, long to) {
    if (from >= to) {
      return true;
    }
    byte[] end = QueueKeys.message(queueId, to);
    try (StateStore.Cursor cursor = tx.scan(QueueKeys.message(queueId, from), end)) {
      while (cursor.next()) {
        long sequence = QueueKeys.sequenceOf(cursor.key());
        byte[] stored = cursor.value();
        boolean isShown =
            inFlight.get(sequence) == null
                && !showcase.isExpired(StoredMessage.sentAtMillis(stored));
        boolean goOn =
            isShown
                ? showcase.show(Place.at(sequence), unread(tx, sequence, stored))
                : showcase.passOver(Place.at(sequence));
        if (!goOn) {
          return false;
        }
      }
    }
    return true;
  }

  private Shown unread(Transaction<?> tx, long sequence, byte[] stored) {
    byte[] leased = tx.get(QueueKeys.lease(queueId, sequence));
    if (leased == null) {
      return Shown.waiting(sequence, stored, 0, 0);
    }
    Lease lease = Lease.decode(leased);
    return Shown.waiting(sequence, stored, lease.receiveCount(), lease.firstReceivedAtMillis());
  }

  /// Shows messages in flight by sequence.
  void showInFlight(Transaction<?> tx, Showcase showcase) {
    for (Entry entry : inFlight.after(showcase.after().sequence(), showcase.room() + 1)) {
      byte[] stored = tx.get(QueueKeys.message(queueId, entry.sequence));
      byte[] leased = tx.get(QueueKeys.lease(queueId, entry.sequence));
      if (stored == null || leased == null) {
        continue;
      }
      Lease lease = Lease.decode(leased);
      Shown shown =
          new Shown(
              entry.sequence,
              stored,
              lease.receiveCount(),
              lease.firstReceivedAtMillis(),
              lease.visibleAtMillis());
      if (!showcase.show(Place.at(entry.sequence), shown)) {
        return;
      }
    }
  }

  /// Removes a message for good, wherever it stands.
  void remove(Transaction<?> tx, Entry entry) {
    Phase before = entry.phase;
    Invariant.check(before != Phase.GONE, "message %d removed twice", entry.sequence);
    entry.phase = Phase.GONE;
    budget.release(entry);
    tx.delete(QueueKeys.message(queueId, entry.sequence));
    if (entry.receiveCount > 0) {
      tx.delete(QueueKeys.lease(queueId, entry.sequence));
      receivedBefore.remove(entry.sequence);
    }
    tally.messages--;
    switch (before) {
      case WAITING -> {
        if (backlog.isLoaded(entry.sequence)) {
          order.drop(entry);
        }
      }
      case TAKEN -> order.settle(entry, 0, tx.nanos());
      case IN_FLIGHT -> {
        inFlight.remove(entry);
        order.settle(entry, tx.nanos() - entry.receivedAtNanos, tx.nanos());
      }
      case GONE -> {}
    }
    backlog.markGone(tx, entry);
  }

  /// When the oldest of the next messages was sent, or 0 without any. They need not stand in the
  /// order of their times: dead letters keep theirs.
  long oldestOfTheNext(Transaction<?> tx) {
    long first = oldestSentAtMillis(tx);
    return first == 0
        ? 0
        : backlog.next(EXPIRED_AT_ONCE).stream().mapToLong(e -> e.sentAtMillis).min().orElse(first);
  }

  /// Removes those of the next messages that were sent before the given time.
  void expireNext(Transaction<?> tx, long sentBeforeMillis) {
    if (oldestSentAtMillis(tx) == 0) {
      return;
    }
    for (Entry entry : backlog.next(EXPIRED_AT_ONCE)) {
      if (entry.sentAtMillis < sentBeforeMillis) {
        remove(tx, entry);
      }
    }
  }

  /// Removes everything; the caller counts the delayed messages itself.
  void clear(Transaction<?> tx) {
    for (byte[][] range : QueueKeys.messagesOf(queueId)) {
      tx.deleteRange(range[0], range[1]);
    }
    for (Entry entry : List.copyOf(inFlight.entries())) {
      inFlight.remove(entry);
      entry.phase = Phase.GONE;
      order.settle(entry, tx.nanos() - entry.receivedAtNanos, tx.nanos());
    }
    for (Entry entry : backlog.clear()) {
      budget.release(entry);
      entry.phase = Phase.GONE;
      order.drop(entry);
    }
    receivedBefore.clear();
    tally.messages = 0;
    tally.head = tally.nextSequence;
  }
}
