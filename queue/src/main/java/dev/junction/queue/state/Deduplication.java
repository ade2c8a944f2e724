package dev.junction.queue.state;

import dev.junction.engine.Transaction;
import dev.junction.kernel.RecentKeys;
import dev.junction.queue.domain.Digests;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.storage.StateStore;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Which deduplication ids a FIFO queue accepted in the last five minutes.
///
/// It lies in the map, with an index by time. Most ids are new, so that it is asked for few: what
/// came since the start is in a filter, which all queues of the partition share.
/// Shape of a value, version 1, big-endian: version (1), accepted at in ms (8), sequence (8),
/// message id (16).
final class Deduplication {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /// Gives numbers that follow one another bits that do not.
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final byte VERSION = 1;
  private static final int DIGEST_BYTES = 16;
  private static final int SWEEP_AT_ONCE = 100;

  /// The message that an id was accepted for.
  record Accepted(long acceptedAtMillis, long sequence, UUID messageId) {}

  private final long queueId;

  private final RecentKeys recent;

  /// When the newest id was accepted that the filter does not have; null while that is not known.
  private @Nullable Long beforeFilterMillis;

  /// Everything in the index before this time and sequence has been removed.
  private long sweptToMillis;

  private long sweptToSequence;

  /// Until when there may be ids that were accepted in another scope than that of today.
  private long bothScopesToMillis;

  // What this transaction has accepted: a transaction does not read its own writes.
  private final Map<ByteBuffer, Accepted> staged = new HashMap<>();
  private long stagedIn = -1;

  /// @param tally the counters of a queue that was just made or read back
  /// @param recent what the queues of the partition have accepted since the view was made
  Deduplication(QueueRecord record, Tally tally, RecentKeys recent) {
    this.queueId = record.id();
    this.recent = recent;
    if (tally.isUntouched()) {
      beforeFilterMillis = Long.MIN_VALUE;
    } else {
      scopeChangedAt(record.modifiedAtSeconds());
    }
  }

  /// The digest under which an id is kept.
  ///
  /// @param perGroup whether the id counts in its group alone, and not in the whole queue
  static byte[] digest(boolean perGroup, @Nullable String group, String id) {
    byte[] text =
        ((perGroup && group != null ? group : "") + '\0' + id).getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(Digests.sha256(text), DIGEST_BYTES);
  }

  /// The scope was changed then, or may have been. An id that was accepted before stays one that
  /// is known. Source: what LocalStack recorded from the real service,
  /// `test_fifo_change_to_high_throughput_after_creation`.
  final void scopeChangedAt(long seconds) {
    bothScopesToMillis =
        TimeUnit.SECONDS.toMillis(seconds + 1) + QueueLimits.DEDUPLICATION_WINDOW.toMillis();
  }

  /// Whether an id that is not known in the scope of today may be known in the other one.
  boolean hasIdsOfBothScopes(Transaction<?> tx) {
    return tx.now().toEpochMilli() < bothScopesToMillis;
  }

  /// The message that was accepted under this digest within the window, or null.
  @Nullable Accepted find(Transaction<?> tx, byte[] digest) {
    Accepted accepted = tx.number() == stagedIn ? staged.get(ByteBuffer.wrap(digest)) : null;
    if (accepted == null && mayHave(tx, digest)) {
      byte[] stored = tx.get(QueueKeys.deduplication(queueId, digest));
      accepted = stored == null ? null : decode(stored);
    }
    return accepted == null || accepted.acceptedAtMillis <= windowStart(tx) ? null : accepted;
  }

  /// Whether an id may have been accepted within the window; false is certain.
  private boolean mayHave(Transaction<?> tx, byte[] digest) {
    long windowStart = windowStart(tx);
    return windowStart < beforeFilterMillis(tx)
        || recent.mayHave(high(digest), low(digest), windowStart);
  }

  private long beforeFilterMillis(Transaction<?> tx) {
    Long known = beforeFilterMillis;
    if (known == null) {
      byte[] from = QueueKeys.deduplicationExpiry(queueId, 0, 0);
      byte[] to = QueueKeys.deduplicationExpiry(queueId, Long.MAX_VALUE, 0);
      try (StateStore.Cursor newest = tx.scanBackward(from, to)) {
        known = newest.next() ? QueueKeys.timeOf(newest.key()) : Long.MIN_VALUE;
      }
      beforeFilterMillis = known;
    }
    return known;
  }

  /// Another for each queue, because a topic gives its queues the same ids.
  private long high(byte[] digest) {
    return (long) LONG.get(digest, 0) ^ (queueId * SPREAD);
  }

  private static long low(byte[] digest) {
    return (long) LONG.get(digest, 8);
  }

  /// Remembers an accepted id and forgets some whose window has ended.
  void add(Transaction<?> tx, byte[] digest, long sequence, UUID messageId) {
    long now = tx.now().toEpochMilli();
    Accepted accepted = new Accepted(now, sequence, messageId);
    if (tx.number() != stagedIn) {
      staged.clear();
      stagedIn = tx.number();
    }
    staged.put(ByteBuffer.wrap(digest), accepted);
    recent.add(high(digest), low(digest), now, windowStart(tx));
    tx.put(QueueKeys.deduplication(queueId, digest), encode(accepted));
    tx.put(QueueKeys.deduplicationExpiry(queueId, now, sequence), digest);
    sweep(tx);
  }

  /// Forgets every id.
  void clear(Transaction<?> tx) {
    staged.clear();
    for (byte[][] range : QueueKeys.deduplicationOf(queueId)) {
      tx.deleteRange(range[0], range[1]);
    }
  }

  private void sweep(Transaction<?> tx) {
    long windowStart = windowStart(tx);
    // A second's worth at a time: the index is scanned once per second, not once per message.
    if (windowStart - sweptToMillis < 1_000) {
      return;
    }
    byte[] from = QueueKeys.deduplicationExpiry(queueId, sweptToMillis, sweptToSequence);
    byte[] to = QueueKeys.deduplicationExpiry(queueId, windowStart, 0);
    long reached = windowStart;
    // Many ids can have come in one millisecond, so the time alone does not tell how far it went.
    long reachedSequence = 0;
    int count = 0;
    try (StateStore.Cursor cursor = tx.scan(from, to)) {
      while (cursor.next()) {
        if (count++ == SWEEP_AT_ONCE) {
          reached = QueueKeys.timeOf(cursor.key());
          reachedSequence = QueueKeys.sequenceAfterTimeOf(cursor.key());
          break;
        }
        byte[] digest = cursor.value();
        byte[] key = QueueKeys.deduplication(queueId, digest);
        byte[] stored = tx.get(key);
        // What is read is what stood there before this transaction took the id again.
        boolean isTakenAgain = staged.containsKey(ByteBuffer.wrap(digest));
        if (!isTakenAgain && stored != null && decode(stored).acceptedAtMillis <= windowStart) {
          tx.delete(key);
        }
      }
    }
    if (count > 0) {
      tx.deleteRange(from, QueueKeys.deduplicationExpiry(queueId, reached, reachedSequence));
    }
    sweptToMillis = reached;
    sweptToSequence = reachedSequence;
  }

  private static long windowStart(Transaction<?> tx) {
    return tx.now().toEpochMilli() - QueueLimits.DEDUPLICATION_WINDOW.toMillis();
  }

  private static byte[] encode(Accepted accepted) {
    return ByteBuffer.allocate(33)
        .put(VERSION)
        .putLong(accepted.acceptedAtMillis)
        .putLong(accepted.sequence)
        .putLong(accepted.messageId.getMostSignificantBits())
        .putLong(accepted.messageId.getLeastSignificantBits())
        .array();
  }

  private static Accepted decode(byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored);
    if (in.get() != VERSION) {
      throw new IllegalStateException(
          "A deduplication record of the unknown format version " + stored[0]);
    }
    return new Accepted(in.getLong(), in.getLong(), new UUID(in.getLong(), in.getLong()));
  }
}
