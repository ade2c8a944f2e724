package dev.junction.topic.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.engine.Transaction;
import dev.junction.storage.StateStore;
import dev.junction.topic.domain.TopicLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which deduplication ids a FIFO topic accepted in the last five minutes.
///
/// It lies in the map alone, with an index by time, so that memory does not grow with the rate.
/// Shape of a value, version 1: version, accepted at in ms, sequence, message id (16).
final class Deduplication {

  private static final int VERSION = 1;
  private static final int DIGEST_BYTES = 16;
  private static final int SWEEP_AT_ONCE = 100;

  /// The message that an id was accepted for.
  record Accepted(long atMillis, long sequence, UUID messageId) {}

  private final long topicId;

  /// Everything in the index before this time and sequence has been removed.
  private long sweptToMillis;

  private long sweptToSequence;

  // What this transaction has accepted: a transaction does not read its own writes.
  private final Map<ByteBuffer, Accepted> staged = new HashMap<>();
  private long stagedIn = -1;

  Deduplication(long topicId) {
    this.topicId = topicId;
  }

  /// The digest under which an id is kept; `scope` is the message group or empty.
  static byte[] digest(String scope, String id) {
    return Arrays.copyOf(sha256(scope + '\0' + id), DIGEST_BYTES);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  /// The message that was accepted under this digest within the window, or null.
  @Nullable Accepted find(Transaction<?> tx, byte[] digest) {
    Accepted accepted = tx.number() == stagedIn ? staged.get(ByteBuffer.wrap(digest)) : null;
    if (accepted == null) {
      byte[] stored = tx.get(TopicKeys.deduplication(topicId, digest));
      accepted = stored == null ? null : decode(stored);
    }
    return accepted == null || accepted.atMillis <= windowStart(tx) ? null : accepted;
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
    tx.put(TopicKeys.deduplication(topicId, digest), encode(accepted));
    tx.put(TopicKeys.deduplicationExpiry(topicId, now, sequence), digest);
    sweep(tx);
  }

  private void sweep(Transaction<?> tx) {
    long windowStart = windowStart(tx);
    // A second's worth at a time: the index is scanned once per second, not once per message.
    if (windowStart - sweptToMillis < 1_000) {
      return;
    }
    byte[] from = TopicKeys.deduplicationExpiry(topicId, sweptToMillis, sweptToSequence);
    byte[] to = TopicKeys.deduplicationExpiry(topicId, windowStart, 0);
    long reached = windowStart;
    // Many ids can have come in one millisecond, so the time alone does not tell how far it went.
    long reachedSequence = 0;
    int count = 0;
    try (StateStore.Cursor cursor = tx.scan(from, to)) {
      while (cursor.next()) {
        if (count++ == SWEEP_AT_ONCE) {
          reached = TopicKeys.timeOf(cursor.key());
          reachedSequence = TopicKeys.sequenceOf(cursor.key());
          break;
        }
        byte[] key = TopicKeys.deduplication(topicId, cursor.value());
        byte[] stored = tx.get(key);
        if (stored != null && decode(stored).atMillis <= windowStart) {
          tx.delete(key);
        }
      }
    }
    if (count > 0) {
      tx.deleteRange(from, TopicKeys.deduplicationExpiry(topicId, reached, reachedSequence));
    }
    sweptToMillis = reached;
    sweptToSequence = reachedSequence;
  }

  private static long windowStart(Transaction<?> tx) {
    return tx.now().toEpochMilli() - TopicLimits.DEDUPLICATION_WINDOW.toMillis();
  }

  private static byte[] encode(Accepted accepted) {
    return new FieldWriter(33)
        .octet(VERSION)
        .longNumber(accepted.atMillis)
        .longNumber(accepted.sequence)
        .longNumber(accepted.messageId.getMostSignificantBits())
        .longNumber(accepted.messageId.getLeastSignificantBits())
        .toBytes();
  }

  private static Accepted decode(byte[] stored) {
    FieldReader in = new FieldReader(stored).version(VERSION, "A deduplication record");
    return new Accepted(
        in.longNumber(), in.longNumber(), new UUID(in.longNumber(), in.longNumber()));
  }
}
