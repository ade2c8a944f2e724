package dev.junction.queue.state;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.queue.domain.QueueAddress;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// The keys of the queue service in a partition's map.
///
/// Shape: the service's keyspace byte, a letter for the kind, then for a queue its account, region
/// and name with zero bytes between, for everything else the queue's number (8 bytes, big-endian)
/// and the parts named below, each 8 bytes and big-endian unless it says otherwise.
final class QueueKeys {

  static final byte KEYSPACE = 16;

  private static final byte NEXT_ID = 'N';
  private static final byte QUEUE = 'Q';
  private static final byte TALLY = 'T';
  private static final byte MESSAGE = 'M';
  private static final byte LEASE = 'L';
  private static final byte DELAY = 'W';
  private static final byte DEDUPLICATION = 'D';
  private static final byte DEDUPLICATION_EXPIRY = 'X';
  private static final byte ATTEMPT = 'R';
  private static final byte MOVE_TASK = 'V';
  private static final byte DELETED = 'G';
  private static final byte[] KINDS_OF_A_QUEUE = {
    TALLY, MESSAGE, LEASE, DELAY, DEDUPLICATION, DEDUPLICATION_EXPIRY, ATTEMPT, MOVE_TASK
  };
  private static final byte[] KINDS_OF_MESSAGES = {MESSAGE, LEASE, DELAY};

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int ID_OFFSET = 2;

  private QueueKeys() {}

  /// The record of a queue.
  static byte[] queue(QueueAddress address) {
    return named(QUEUE, address);
  }

  /// When a queue was deleted whose name is not free yet.
  static byte[] deleted(QueueAddress address) {
    return named(DELETED, address);
  }

  private static byte[] named(byte kind, QueueAddress address) {
    String text = address.account() + "\0" + address.region() + "\0" + address.name();
    byte[] name = text.getBytes(StandardCharsets.UTF_8);
    byte[] key = new byte[2 + name.length];
    key[0] = KEYSPACE;
    key[1] = kind;
    System.arraycopy(name, 0, key, 2, name.length);
    return key;
  }

  /// The address in the key of a queue's record or of its deletion.
  static QueueAddress addressOf(byte[] queueKey) {
    String text = new String(queueKey, 2, queueKey.length - 2, StandardCharsets.UTF_8);
    int region = text.indexOf('\0');
    int name = text.indexOf('\0', region + 1);
    return new QueueAddress(
        new AccountId(text.substring(0, region)),
        new Region(text.substring(region + 1, name)),
        text.substring(name + 1));
  }

  /// The number that the next queue of the partition gets.
  static byte[] nextId() {
    return new byte[] {KEYSPACE, NEXT_ID};
  }

  static byte[] nextIdValue(long id) {
    return ByteBuffer.allocate(9).put((byte) 1).putLong(id).array();
  }

  static long nextIdOf(byte[] value) {
    return ByteBuffer.wrap(value).getLong(1);
  }

  /// Where the records of all queues start and end.
  static byte[][] queues() {
    return new byte[][] {{KEYSPACE, QUEUE}, {KEYSPACE, QUEUE + 1}};
  }

  /// Where the records of deleted queues start and end.
  static byte[][] allDeleted() {
    return new byte[][] {{KEYSPACE, DELETED}, {KEYSPACE, DELETED + 1}};
  }

  /// What a receive with an attempt id was given, by its time in milliseconds and the id's digest
  /// (16 bytes).
  static byte[] attempt(long queueId, long atMillis, UUID digest) {
    byte[] key = key(ATTEMPT, queueId, 24);
    LONG.set(key, ID_OFFSET + 8, atMillis);
    LONG.set(key, ID_OFFSET + 16, digest.getMostSignificantBits());
    LONG.set(key, ID_OFFSET + 24, digest.getLeastSignificantBits());
    return key;
  }

  static UUID digestOf(byte[] attemptKey) {
    return new UUID(
        (long) LONG.get(attemptKey, ID_OFFSET + 16), (long) LONG.get(attemptKey, ID_OFFSET + 24));
  }

  /// Where the attempts of a queue start and end.
  static byte[][] attempts(long queueId) {
    return new byte[][] {key(ATTEMPT, queueId, 0), key(ATTEMPT, queueId + 1, 0)};
  }

  /// A message move task by its number.
  static byte[] moveTask(long queueId, long number) {
    return withOne(MOVE_TASK, queueId, number);
  }

  /// Where the move tasks of a queue start and end.
  static byte[][] moveTasks(long queueId) {
    return new byte[][] {key(MOVE_TASK, queueId, 0), key(MOVE_TASK, queueId + 1, 0)};
  }

  /// How many messages there are and which sequence is next.
  static byte[] tally(long queueId) {
    return key(TALLY, queueId, 0);
  }

  /// A message by its sequence.
  static byte[] message(long queueId, long sequence) {
    return withOne(MESSAGE, queueId, sequence);
  }

  /// The record of a message's receives, by its sequence.
  static byte[] lease(long queueId, long sequence) {
    return withOne(LEASE, queueId, sequence);
  }

  /// A delayed message by the time it becomes visible, in milliseconds, and its sequence.
  static byte[] delay(long queueId, long dueAtMillis, long sequence) {
    return withTwo(DELAY, queueId, dueAtMillis, sequence);
  }

  /// An accepted deduplication id by its digest (16 bytes).
  static byte[] deduplication(long queueId, byte[] digest) {
    byte[] key = key(DEDUPLICATION, queueId, digest.length);
    System.arraycopy(digest, 0, key, ID_OFFSET + 8, digest.length);
    return key;
  }

  /// An accepted deduplication id by the time it was accepted, in milliseconds, and its sequence.
  static byte[] deduplicationExpiry(long queueId, long acceptedAtMillis, long sequence) {
    return withTwo(DEDUPLICATION_EXPIRY, queueId, acceptedAtMillis, sequence);
  }

  /// The ranges of everything about the deduplication ids of a queue: from, to.
  static byte[][][] deduplicationOf(long queueId) {
    return ranges(new byte[] {DEDUPLICATION, DEDUPLICATION_EXPIRY}, queueId);
  }

  static long sequenceOf(byte[] messageOrLeaseKey) {
    return (long) LONG.get(messageOrLeaseKey, ID_OFFSET + 8);
  }

  static long timeOf(byte[] delayExpiryOrAttemptKey) {
    return (long) LONG.get(delayExpiryOrAttemptKey, ID_OFFSET + 8);
  }

  static long sequenceAfterTimeOf(byte[] delayOrExpiryKey) {
    return (long) LONG.get(delayOrExpiryKey, ID_OFFSET + 16);
  }

  /// The ranges that hold everything of one queue but its record.
  static byte[][][] everythingOf(long queueId) {
    return ranges(KINDS_OF_A_QUEUE, queueId);
  }

  /// The ranges that hold the messages of one queue with their leases and delays.
  static byte[][][] messagesOf(long queueId) {
    return ranges(KINDS_OF_MESSAGES, queueId);
  }

  private static byte[][][] ranges(byte[] kinds, long queueId) {
    byte[][][] ranges = new byte[kinds.length][][];
    for (int i = 0; i < kinds.length; i++) {
      ranges[i] = new byte[][] {key(kinds[i], queueId, 0), key(kinds[i], queueId + 1, 0)};
    }
    return ranges;
  }

  private static byte[] withOne(byte kind, long queueId, long part) {
    byte[] key = key(kind, queueId, 8);
    LONG.set(key, ID_OFFSET + 8, part);
    return key;
  }

  private static byte[] withTwo(byte kind, long queueId, long first, long second) {
    byte[] key = key(kind, queueId, 16);
    LONG.set(key, ID_OFFSET + 8, first);
    LONG.set(key, ID_OFFSET + 16, second);
    return key;
  }

  private static byte[] key(byte kind, long queueId, int moreBytes) {
    byte[] key = new byte[ID_OFFSET + 8 + moreBytes];
    key[0] = KEYSPACE;
    key[1] = kind;
    LONG.set(key, ID_OFFSET, queueId);
    return key;
  }
}
