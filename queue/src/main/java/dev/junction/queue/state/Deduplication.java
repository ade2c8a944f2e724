package dev.junction.queue.state;

import dev.junction.engine.Transaction;
import dev.junction.queue.domain.Digests;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.storage.StateStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Which deduplication ids a FIFO queue accepted in the last five minutes.
///
/// It lies in the map alone, with an index by time, so that memory does not grow with the rate.
/// Shape of a value, version 1, big-endian: version (1), accepted at in ms (8), sequence (8),
/// message id (16).
final class Deduplication {

  private static final byte VERSION = 1;
  private static final int DIGEST_BYTES = 16;
  private static final int SWEEP_AT_ONCE = 100;

  /// The message that an id was accepted for.
  record Accepted(long acceptedAtMillis, long sequence, UUID messageId) {}

  private final long queueId;

  /// Everything in the index before this time has been removed.
  private long sweptToMillis;

  /// Until when there may be ids that were accepted in another scope than that of today.
  private long bothScopesToMillis;

  // What this transaction has accepted: a transaction does not read its own writes.
  private final Map<ByteBuffer, Accepted> staged = new HashMap<>();
  private long stagedIn = -1;

  /// @param tally the counters of a queue that was just made or read back
  Deduplication(QueueRecord record, Tally tally) {
    this.queueId = record.id();
    if (!tally.isUntouched()) {
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
    if (accepted == null) {
      byte[] stored = tx.get(QueueKeys.deduplication(queueId, digest));
      accepted = stored == null ? null : decode(stored);
    }
    return accepted == null || accepted.acceptedAtMillis <= windowStart(tx) ? null : accepted;
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
    byte[] from = QueueKeys.deduplicationExpiry(queueId, sweptToMillis, 0);
    byte[] to = QueueKeys.deduplicationExpiry(queueId, windowStart, 0);
    long reached = windowStart;
    int count = 0;
    try (StateStore.Cursor cursor = tx.scan(from, to)) {
      while (cursor.next()) {
        if (count++ == SWEEP_AT_ONCE) {
          reached = QueueKeys.timeOf(cursor.key());
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
      tx.deleteRange(from, QueueKeys.deduplicationExpiry(queueId, reached, 0));
    }
    sweptToMillis = reached;
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
