package dev.junction.queue.state;

import dev.junction.engine.Transaction;
import dev.junction.storage.StateStore;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The loaded part of a queue's messages by sequence, and the cursor from which the rest is read
/// forward.
///
/// Every message below the cursor that is not gone is in memory, waiting or in flight; none at or
/// above it is, except messages that were in flight when the queue was first used after a start.
final class Backlog {

  static final int LOADED_MAX = 120_000;
  private static final int LOAD_AT_ONCE = 500;
  private static final int LOAD_BYTES_AT_ONCE = 1 << 20;
  private static final int RANGE_DELETE_AFTER = 10_000;

  private final long queueId;
  private final Tally tally;
  private final ArrayDeque<Entry> loaded = new ArrayDeque<>();
  private int goneInLoaded;
  private long cursor;
  private long rangeDeletedTo;

  Backlog(long queueId, Tally tally) {
    this.queueId = queueId;
    this.tally = tally;
    this.cursor = tally.head;
    this.rangeDeletedTo = tally.head;
  }

  /// Whether everything that was ever sent is loaded or gone.
  boolean isComplete() {
    return cursor == tally.nextSequence;
  }

  boolean isFull() {
    return loaded.size() - goneInLoaded >= LOADED_MAX;
  }

  boolean isLoaded(long sequence) {
    return sequence < cursor;
  }

  /// The newest message joins the loaded ones. Only when everything before it is loaded.
  void append(Entry entry) {
    loaded.addLast(entry);
    cursor = entry.sequence + 1;
  }

  /// A sequence was used for something else than a message that is here.
  void skip(long sequence) {
    if (cursor == sequence) {
      cursor = sequence + 1;
    }
  }

  /// The loaded messages by rising sequence, some of them gone.
  Iterable<Entry> loaded() {
    return loaded;
  }

  /// Every message from this sequence on has still to be read forward.
  long cursor() {
    return cursor;
  }

  /// The loaded message with this sequence by looking through all of them, or null.
  @Nullable Entry find(long sequence) {
    for (Entry entry : loaded) {
      if (entry.sequence == sequence && !entry.isGone()) {
        return entry;
      }
    }
    return null;
  }

  /// Forgets every loaded message and stands at the end; answers those that were not gone.
  List<Entry> clear() {
    List<Entry> there = loaded.stream().filter(entry -> !entry.isGone()).toList();
    loaded.clear();
    goneInLoaded = 0;
    cursor = tally.nextSequence;
    rangeDeletedTo = cursor;
    return there;
  }

  /// The oldest loaded message, or null when none is loaded.
  @Nullable Entry oldest() {
    dropGone();
    return loaded.peekFirst();
  }

  /// The first loaded messages that are not gone, at most so many.
  List<Entry> next(int max) {
    return loaded.stream().filter(entry -> !entry.isGone()).limit(max).toList();
  }

  /// A message is gone; once enough of the oldest are, their keys go in one range.
  void markGone(Transaction<?> tx, Entry entry) {
    if (entry.sequence < cursor) {
      goneInLoaded++;
    }
    dropGone();
    if (goneInLoaded > 1_000 && goneInLoaded > loaded.size() / 2) {
      loaded.removeIf(Entry::isGone);
      goneInLoaded = 0;
    }
    Entry oldest = loaded.peekFirst();
    tally.head = oldest == null ? cursor : oldest.sequence;
    if (tally.head - rangeDeletedTo >= RANGE_DELETE_AFTER) {
      tx.deleteRange(
          QueueKeys.message(queueId, rangeDeletedTo), QueueKeys.message(queueId, tally.head));
      tx.deleteRange(
          QueueKeys.lease(queueId, rangeDeletedTo), QueueKeys.lease(queueId, tally.head));
      rangeDeletedTo = tally.head;
    }
  }

  /// What a loader does with each message that it comes by; answers null for one that takes no
  /// place among the loaded ones.
  interface Arrival {
    @Nullable Entry arrived(long sequence, byte[] stored);
  }

  /// Reads the next messages forward, at most to the given sequence; answers whether the cursor
  /// moved.
  boolean loadMore(Transaction<?> tx, long toSequence, Arrival arrival) {
    if (cursor >= toSequence) {
      return false;
    }
    long before = cursor;
    int count = 0;
    int bytes = 0;
    byte[] from = QueueKeys.message(queueId, cursor);
    byte[] to = QueueKeys.message(queueId, toSequence);
    boolean ended = true;
    try (StateStore.Cursor messages = tx.scan(from, to)) {
      while (messages.next()) {
        if (count == LOAD_AT_ONCE || bytes >= LOAD_BYTES_AT_ONCE || isFull()) {
          ended = false;
          break;
        }
        long sequence = QueueKeys.sequenceOf(messages.key());
        byte[] stored = messages.value();
        Entry entry = arrival.arrived(sequence, stored);
        if (entry != null) {
          loaded.addLast(entry);
        }
        cursor = sequence + 1;
        count++;
        bytes += stored.length;
      }
    }
    if (ended) {
      cursor = toSequence;
    }
    return cursor != before;
  }

  private void dropGone() {
    for (Entry first = loaded.peekFirst();
        first != null && first.isGone();
        first = loaded.peekFirst()) {
      loaded.removeFirst();
      goneInLoaded--;
    }
  }
}
