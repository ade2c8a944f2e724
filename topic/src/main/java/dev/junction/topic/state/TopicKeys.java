package dev.junction.topic.state;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.state.archive.Archive;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The keys of the topic service in a partition's map.
///
/// Shape: the service's keyspace byte, a letter for the kind, then for a topic its account, region
/// and name with zero bytes between, for everything else the topic's number (8 bytes, big-endian)
/// and the parts named below.
final class TopicKeys {

  static final byte KEYSPACE = 18;

  private static final byte NEXT_ID = 'N';
  private static final byte TOPIC = 'T';
  private static final byte SUBSCRIPTION = 'S';
  private static final byte ENDED = 'E';
  private static final byte SEQUENCE = 'F';
  private static final byte DEDUPLICATION = 'D';
  private static final byte DEDUPLICATION_EXPIRY = 'X';
  private static final byte REPLAY = 'P';
  private static final byte[] KINDS_OF_A_TOPIC = {
    SUBSCRIPTION,
    ENDED,
    SEQUENCE,
    DEDUPLICATION,
    DEDUPLICATION_EXPIRY,
    REPLAY,
    Archive.MESSAGE,
    Archive.HEAD
  };

  private TopicKeys() {}

  /// The record of a topic.
  static byte[] topic(TopicAddress address) {
    String text = address.account() + "\0" + address.region() + "\0" + address.name();
    byte[] name = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + name.length).put(KEYSPACE).put(TOPIC).put(name).array();
  }

  static TopicAddress addressOf(byte[] topicKey) {
    String text = new String(topicKey, 2, topicKey.length - 2, StandardCharsets.UTF_8);
    int region = text.indexOf('\0');
    int name = text.indexOf('\0', region + 1);
    return new TopicAddress(
        new AccountId(text.substring(0, region)),
        new Region(text.substring(region + 1, name)),
        text.substring(name + 1));
  }

  /// Where the records of all topics start and end.
  static byte[][] topics() {
    return new byte[][] {{KEYSPACE, TOPIC}, {KEYSPACE, TOPIC + 1}};
  }

  /// The number that the next topic of the partition gets.
  static byte[] nextId() {
    return new byte[] {KEYSPACE, NEXT_ID};
  }

  /// A subscription by its id.
  static byte[] subscription(long topicId, String id) {
    return key(SUBSCRIPTION, topicId, id.getBytes(StandardCharsets.UTF_8));
  }

  /// Where the subscriptions of a topic start and end.
  static byte[][] subscriptions(long topicId) {
    return range(SUBSCRIPTION, topicId);
  }

  /// A subscription that has ended and can be confirmed again, by its id.
  static byte[] ended(long topicId, String id) {
    return key(ENDED, topicId, id.getBytes(StandardCharsets.UTF_8));
  }

  static byte[][] allEnded(long topicId) {
    return range(ENDED, topicId);
  }

  /// How far the replay of a subscription has come.
  static byte[] replay(long topicId, String id) {
    return key(REPLAY, topicId, id.getBytes(StandardCharsets.UTF_8));
  }

  static byte[][] replays(long topicId) {
    return range(REPLAY, topicId);
  }

  static String subscriptionOf(byte[] replayKey) {
    return new String(replayKey, 10, replayKey.length - 10, StandardCharsets.UTF_8);
  }

  /// The last sequence number of a FIFO topic.
  static byte[] sequence(long topicId) {
    return key(SEQUENCE, topicId, new byte[0]);
  }

  /// An accepted deduplication id by its digest (16 bytes).
  static byte[] deduplication(long topicId, byte[] digest) {
    return key(DEDUPLICATION, topicId, digest);
  }

  /// An accepted deduplication id by the time it was accepted, in milliseconds (8 bytes), and its
  /// sequence (8 bytes).
  static byte[] deduplicationExpiry(long topicId, long acceptedAtMillis, long sequence) {
    return key(
        DEDUPLICATION_EXPIRY,
        topicId,
        ByteBuffer.allocate(16).putLong(acceptedAtMillis).putLong(sequence).array());
  }

  static long timeOf(byte[] expiryKey) {
    return ByteBuffer.wrap(expiryKey).getLong(10);
  }

  static long sequenceOf(byte[] expiryKey) {
    return ByteBuffer.wrap(expiryKey).getLong(18);
  }

  /// The ranges that hold everything of one topic but its record.
  static byte[][][] everythingOf(long topicId) {
    byte[][][] ranges = new byte[KINDS_OF_A_TOPIC.length][][];
    for (int i = 0; i < ranges.length; i++) {
      ranges[i] = range(KINDS_OF_A_TOPIC[i], topicId);
    }
    return ranges;
  }

  private static byte[][] range(byte kind, long topicId) {
    return new byte[][] {key(kind, topicId, new byte[0]), key(kind, topicId + 1, new byte[0])};
  }

  private static byte[] key(byte kind, long topicId, byte[] rest) {
    return ByteBuffer.allocate(10 + rest.length)
        .put(KEYSPACE)
        .put(kind)
        .putLong(topicId)
        .put(rest)
        .array();
  }
}
