package dev.junction.topic.state.archive;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.storage.StateStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The messages that a FIFO topic keeps for replays. They lie in the map alone, by their sequence
/// numbers; in memory is where they begin and end.
///
/// Shape of the keys: keyspace, `R`, the topic's number, the sequence number (8 bytes each,
/// big-endian); for what is known of the whole keyspace, `H`, the topic's number. Shape of that,
/// version 1: version, archived since in ms, complete since in ms, the last sequence, the size of
/// everything that was ever archived. Limits: [TopicLimits#ARCHIVE_BYTES_MAX], beyond which the
/// oldest go before their time. Threads: the partition's.
public final class Archive {

  public static final byte MESSAGE = 'R';
  public static final byte HEAD = 'H';

  private static final int VERSION = 1;
  private static final int SWEEP_AT_ONCE = 50;

  private final byte keyspace;
  private final long topicId;
  private final long bytesMax;
  private long sinceMillis;
  private long completeSinceMillis;
  private long first = 1;
  private long last;
  private long lastSortedMillis;
  private long startBytes;
  private long endBytes;
  private long sweptMillis;

  /// @param bytesMax how much is kept
  public Archive(byte keyspace, long topicId, long bytesMax) {
    this.keyspace = keyspace;
    this.topicId = topicId;
    this.bytesMax = bytesMax;
  }

  /// Reads back where it begins and ends; false when there is none.
  public boolean open(PartitionContext context) {
    byte[] head = context.get(headKey());
    if (head == null) {
      return false;
    }
    FieldReader in = new FieldReader(head).version(VERSION, "The head of an archive");
    sinceMillis = in.longNumber();
    completeSinceMillis = in.longNumber();
    last = in.longNumber();
    endBytes = in.longNumber();
    first = last + 1;
    startBytes = endBytes;
    byte[] latest = context.get(key(last));
    lastSortedMillis = latest == null ? 0 : ArchivedMessage.decode(latest).sortedMillis();
    try (StateStore.Cursor cursor = context.scan(key(0), key(Long.MAX_VALUE))) {
      if (cursor.next()) {
        first = sequenceOf(cursor.key());
        byte[] value = cursor.value();
        startBytes = ArchivedMessage.decode(value).endBytes() - value.length;
      }
    }
    return true;
  }

  /// Begins to keep messages.
  ///
  /// @param before the sequence number of the last message that is not kept
  public void begin(Transaction<?> tx, long before) {
    last = before;
    first = before + 1;
    sinceMillis = tx.now().toEpochMilli();
    completeSinceMillis = sinceMillis;
    lastSortedMillis = 0;
    putHead(tx);
  }

  /// Forgets everything.
  public void erase(Transaction<?> tx) {
    tx.deleteRange(key(0), key(Long.MAX_VALUE));
    tx.delete(headKey());
  }

  /// The time from which on every message is there.
  public Instant beginning(Instant now, Duration retention) {
    long kept = now.minus(retention).toEpochMilli();
    return Instant.ofEpochMilli(Math.max(kept, Math.max(sinceMillis, completeSinceMillis)));
  }

  /// The sequence number of the last message; 0 without any.
  public long last() {
    return last;
  }

  /// Keeps a message.
  ///
  /// @param keptFrom the sequence number from which on messages have to stay: a replay needs them
  public void add(
      Transaction<?> tx,
      long sequence,
      ArchivedMessage message,
      Duration retention,
      long keptFrom) {
    if (last < first) {
      first = sequence;
    }
    last = sequence;
    ArchivedMessage sorted = message.notBefore(lastSortedMillis);
    lastSortedMillis = sorted.sortedMillis();
    byte[] measured = sorted.endingAt(endBytes).encode();
    endBytes += measured.length;
    tx.put(key(sequence), sorted.endingAt(endBytes).encode());
    sweep(tx, retention, keptFrom);
    putHead(tx);
  }

  /// Removes what is too old or too much, some at a time.
  private void sweep(Transaction<?> tx, Duration retention, long keptFrom) {
    long oldest = tx.now().minus(retention).toEpochMilli();
    boolean isDue = oldest - sweptMillis >= 1_000;
    if (!isDue && endBytes - startBytes <= bytesMax) {
      return;
    }
    long from = first;
    if (Math.min(last, keptFrom) <= from) {
      return;
    }
    int count = 0;
    boolean more = false;
    try (StateStore.Cursor cursor = tx.scan(key(first), key(Math.min(last, keptFrom)))) {
      while (cursor.next()) {
        ArchivedMessage message = ArchivedMessage.decode(cursor.value());
        boolean isOld = message.sortedMillis() < oldest;
        boolean isTooMuch = endBytes - startBytes > bytesMax;
        if (!isOld && !isTooMuch) {
          break;
        }
        if (count++ == SWEEP_AT_ONCE) {
          more = true;
          break;
        }
        first = sequenceOf(cursor.key()) + 1;
        startBytes = message.endBytes();
        if (!isOld) {
          completeSinceMillis = message.sortedMillis() + 1;
        }
      }
    }
    if (count > 0) {
      tx.deleteRange(key(from), key(first));
    }
    if (!more) {
      sweptMillis = oldest;
    }
  }

  private @Nullable ArchivedMessage next(Transaction<?> tx, long from) {
    try (StateStore.Cursor cursor = tx.scan(key(from), key(Long.MAX_VALUE))) {
      return cursor.next() ? ArchivedMessage.decode(cursor.value()) : null;
    }
  }

  /// The sequence number of the first message that is not before a time, found by halving. Where a
  /// clock was set back, messages of an earlier time may come behind it, but none of the time or
  /// later lies before it.
  public long findFrom(Transaction<?> tx, Instant time) {
    long low = first;
    long high = last + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      ArchivedMessage found = next(tx, middle);
      if (found != null && found.sortedMillis() < time.toEpochMilli()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// What is done with a message that is read; false ends the reading before it.
  @FunctionalInterface
  public interface Reader {
    boolean take(long sequence, ArchivedMessage message, int bytes);
  }

  /// Reads messages in their order.
  public void read(Transaction<?> tx, long from, Reader reader) {
    try (StateStore.Cursor cursor = tx.scan(key(from), key(Long.MAX_VALUE))) {
      while (cursor.next()) {
        byte[] value = cursor.value();
        ArchivedMessage message = ArchivedMessage.decode(value);
        if (!reader.take(sequenceOf(cursor.key()), message, value.length)) {
          return;
        }
      }
    }
  }

  private void putHead(Transaction<?> tx) {
    tx.put(
        headKey(),
        new FieldWriter(33)
            .octet(VERSION)
            .longNumber(sinceMillis)
            .longNumber(completeSinceMillis)
            .longNumber(last)
            .longNumber(endBytes)
            .toBytes());
  }

  private byte[] headKey() {
    return ByteBuffer.allocate(10).put(keyspace).put(HEAD).putLong(topicId).array();
  }

  private byte[] key(long sequence) {
    return ByteBuffer.allocate(18)
        .put(keyspace)
        .put(MESSAGE)
        .putLong(topicId)
        .putLong(sequence)
        .array();
  }

  private static long sequenceOf(byte[] key) {
    return ByteBuffer.wrap(key).getLong(10);
  }
}
