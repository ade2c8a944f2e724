package dev.junction.queue.state;

import dev.junction.engine.Transaction;
import dev.junction.queue.domain.Digests;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.storage.StateStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What the receives of a FIFO queue that had an attempt id were given in the last five minutes, so
/// that a repeated receive gets the same.
///
/// Shape of a value, version 1, big-endian: version (1), then for each message its sequence (8) and
/// which receive it was (4). Limits: as many as are received in five minutes. Source: SQS API
/// reference, ReceiveMessage, `ReceiveRequestAttemptId`.
final class ReceiveAttempts {

  private static final byte VERSION = 1;
  private static final int MESSAGE_BYTES = 12;

  /// One message of an attempt.
  private record Given(long sequence, int receiveCount) {}

  private record Attempt(long atMillis, List<Given> given) {}

  private final long queueId;

  // Oldest first, as they are added.
  private final Map<UUID, Attempt> attempts = new LinkedHashMap<>();

  private boolean loaded;

  ReceiveAttempts(long queueId) {
    this.queueId = queueId;
  }

  /// What the attempt with this id was given; empty when it is not known.
  private List<Given> find(Transaction<?> tx, String id) {
    load(tx);
    forgetOld(tx);
    Attempt attempt = attempts.get(digest(id));
    return attempt == null ? List.of() : attempt.given;
  }

  /// The messages that the attempt with this id was given; none when it is not known, or when one
  /// of them was deleted, became visible or had its visibility changed.
  List<Entry> untouched(Transaction<?> tx, String id, Messages messages) {
    List<Entry> entries = new ArrayList<>();
    for (Given given : find(tx, id)) {
      Entry entry = messages.inFlight(given.sequence);
      if (entry == null || entry.receiveCount != given.receiveCount || entry.isVisibilityChanged) {
        return List.of();
      }
      entries.add(entry);
    }
    return entries;
  }

  /// Remembers what an attempt was given, in place of what an earlier one with its id was given.
  void remember(Transaction<?> tx, String id, List<Delivery> deliveries) {
    load(tx);
    UUID digest = digest(id);
    Attempt earlier = attempts.remove(digest);
    if (earlier != null) {
      tx.delete(QueueKeys.attempt(queueId, earlier.atMillis, digest));
    }
    long now = tx.now().toEpochMilli();
    List<Given> given =
        deliveries.stream()
            .map(delivery -> new Given(delivery.sequence(), delivery.receiveCount()))
            .toList();
    attempts.put(digest, new Attempt(now, given));
    tx.put(QueueKeys.attempt(queueId, now, digest), encode(given));
  }

  private void forgetOld(Transaction<?> tx) {
    long before = tx.now().toEpochMilli() - QueueLimits.RECEIVE_ATTEMPT_WINDOW.toMillis();
    for (Iterator<Map.Entry<UUID, Attempt>> all = attempts.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<UUID, Attempt> oldest = all.next();
      if (oldest.getValue().atMillis > before) {
        return;
      }
      tx.delete(QueueKeys.attempt(queueId, oldest.getValue().atMillis, oldest.getKey()));
      all.remove();
    }
  }

  private void load(Transaction<?> tx) {
    if (loaded) {
      return;
    }
    loaded = true;
    byte[][] range = QueueKeys.attempts(queueId);
    try (StateStore.Cursor cursor = tx.scan(range[0], range[1])) {
      while (cursor.next()) {
        byte[] key = cursor.key();
        attempts.put(
            QueueKeys.digestOf(key), new Attempt(QueueKeys.timeOf(key), decode(cursor.value())));
      }
    }
  }

  /// The first half of the id's digest.
  private static UUID digest(String id) {
    ByteBuffer digest = ByteBuffer.wrap(Digests.sha256(id.getBytes(StandardCharsets.UTF_8)));
    return new UUID(digest.getLong(), digest.getLong());
  }

  private static byte[] encode(List<Given> given) {
    ByteBuffer out = ByteBuffer.allocate(1 + given.size() * MESSAGE_BYTES).put(VERSION);
    given.forEach(one -> out.putLong(one.sequence).putInt(one.receiveCount));
    return out.array();
  }

  private static List<Given> decode(byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored);
    if (in.get() != VERSION) {
      throw new IllegalStateException("An attempt of the unknown format version " + stored[0]);
    }
    List<Given> given = new ArrayList<>();
    while (in.hasRemaining()) {
      given.add(new Given(in.getLong(), in.getInt()));
    }
    return given;
  }
}
