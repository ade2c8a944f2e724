package dev.junction.log.state;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.log.domain.EventPosition;
import dev.junction.log.domain.GroupAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The keys of log groups in a partition's map.
///
/// Shape: the service's keyspace byte, a letter for the kind, then for a group its account, region
/// and name with zero bytes between, for everything in a group the group's number (8 bytes,
/// big-endian) and the parts named below. Times are milliseconds since the epoch and never
/// negative.
final class LogKeys {

  static final byte KEYSPACE = 40;

  private static final byte NEXT_ID = 'N';
  private static final byte GROUP = 'G';
  private static final byte POLICIES = 'P';

  private static final byte COUNTERS = 'C';
  private static final byte OWN_POLICY = 'R';
  private static final byte STREAM = 'S';
  private static final byte STREAM_NAME = 'M';
  private static final byte STREAM_BY_TIME = 'L';
  private static final byte EVENT = 'E';
  private static final byte EVENT_BY_TIME = 'T';
  private static final byte[] KINDS_OF_A_GROUP = {
    COUNTERS, OWN_POLICY, STREAM, STREAM_NAME, STREAM_BY_TIME, EVENT, EVENT_BY_TIME
  };

  private static final int REST_AT = 10;

  private LogKeys() {}

  /// The number that the next group of the partition gets.
  static byte[] nextId() {
    return new byte[] {KEYSPACE, NEXT_ID};
  }

  /// The record of a group.
  static byte[] group(GroupAddress address) {
    return named(GROUP, address.account() + "\0" + address.region() + "\0" + address.name());
  }

  static GroupAddress addressOf(byte[] groupKey) {
    String text = new String(groupKey, 2, groupKey.length - 2, StandardCharsets.UTF_8);
    int region = text.indexOf('\0');
    int name = text.indexOf('\0', region + 1);
    return new GroupAddress(
        new AccountId(text.substring(0, region)),
        new Region(text.substring(region + 1, name)),
        text.substring(name + 1));
  }

  /// Where the records of all groups start and end.
  static byte[][] groups() {
    return new byte[][] {{KEYSPACE, GROUP}, {KEYSPACE, GROUP + 1}};
  }

  /// The resource policies of an account in a region.
  static byte[] policies(AccountId account, Region region) {
    return named(POLICIES, account + "\0" + region);
  }

  /// Where the policies of all accounts start and end.
  static byte[][] policies() {
    return new byte[][] {{KEYSPACE, POLICIES}, {KEYSPACE, POLICIES + 1}};
  }

  /// How many bytes a group holds and how many streams it has had.
  static byte[] counters(long group) {
    return key(COUNTERS, group, new byte[0]);
  }

  /// The resource policy of one group.
  static byte[] ownPolicy(long group) {
    return key(OWN_POLICY, group, new byte[0]);
  }

  /// A stream by its name.
  static byte[] stream(long group, String name) {
    return key(STREAM, group, name.getBytes(StandardCharsets.UTF_8));
  }

  /// Where the streams begin and end whose names begin so.
  static byte[][] streams(long group, String prefix) {
    byte[] from = stream(group, prefix);
    return new byte[][] {from, after(from)};
  }

  /// The name of a stream by its number.
  static byte[] streamName(long group, long stream) {
    return key(STREAM_NAME, group, number(stream));
  }

  /// A stream by the time of its last event, zero without one, and its name.
  static byte[] streamByTime(long group, long timeMillis, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return key(
        STREAM_BY_TIME,
        group,
        ByteBuffer.allocate(8 + text.length).putLong(timeMillis).put(text).array());
  }

  /// Where the streams by time start and end.
  static byte[][] streamsByTime(long group) {
    return new byte[][] {
      key(STREAM_BY_TIME, group, new byte[0]), key(STREAM_BY_TIME, group + 1, new byte[0])
    };
  }

  /// The name in a key by name or by time.
  static String nameIn(byte[] streamKey) {
    int from = streamKey[1] == STREAM ? REST_AT : REST_AT + 8;
    return new String(streamKey, from, streamKey.length - from, StandardCharsets.UTF_8);
  }

  /// The part of a stream's key that tells where it stands in its list.
  static byte[] placeIn(byte[] streamKey) {
    return Arrays.copyOfRange(streamKey, REST_AT, streamKey.length);
  }

  /// A key of the same list at such a place.
  static byte[] placed(boolean byTime, long group, byte[] place) {
    return key(byTime ? STREAM_BY_TIME : STREAM, group, place);
  }

  /// An event by its stream, time and sequence.
  static byte[] event(long group, EventPosition at) {
    return key(
        EVENT,
        group,
        ByteBuffer.allocate(24)
            .putLong(at.stream())
            .putLong(at.timeMillis())
            .putLong(at.sequence())
            .array());
  }

  static EventPosition positionOf(byte[] eventKey) {
    ByteBuffer in = ByteBuffer.wrap(eventKey, REST_AT, 24);
    long stream = in.getLong();
    return new EventPosition(in.getLong(), stream, in.getLong());
  }

  /// The end of a stream's events.
  static byte[] eventsEnd(long group, long stream) {
    return event(group, new EventPosition(0, stream + 1, 0));
  }

  /// An event by its time, stream and sequence.
  static byte[] eventByTime(long group, EventPosition at) {
    return key(
        EVENT_BY_TIME,
        group,
        ByteBuffer.allocate(24)
            .putLong(at.timeMillis())
            .putLong(at.stream())
            .putLong(at.sequence())
            .array());
  }

  static EventPosition positionByTimeOf(byte[] key) {
    ByteBuffer in = ByteBuffer.wrap(key, REST_AT, 24);
    return new EventPosition(in.getLong(), in.getLong(), in.getLong());
  }

  /// The end of a group's events by time.
  static byte[] eventsByTimeEnd(long group) {
    return key(EVENT_BY_TIME, group + 1, new byte[0]);
  }

  /// The ranges that hold everything of one group but its record.
  static byte[][][] everythingOf(long group) {
    byte[][][] ranges = new byte[KINDS_OF_A_GROUP.length][][];
    for (int i = 0; i < ranges.length; i++) {
      byte kind = KINDS_OF_A_GROUP[i];
      ranges[i] = new byte[][] {key(kind, group, new byte[0]), key(kind, group + 1, new byte[0])};
    }
    return ranges;
  }

  /// The first key that begins otherwise than all those that begin so.
  static byte[] after(byte[] prefix) {
    byte[] end = prefix.clone();
    int last = end.length - 1;
    while (end[last] == -1) {
      last--;
    }
    end[last]++;
    return Arrays.copyOf(end, last + 1);
  }

  /// The first key behind this one.
  static byte[] behind(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(8).putLong(number).array();
  }

  private static byte[] named(byte kind, String text) {
    byte[] name = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + name.length).put(KEYSPACE).put(kind).put(name).array();
  }

  private static byte[] key(byte kind, long group, byte[] rest) {
    return ByteBuffer.allocate(REST_AT + rest.length)
        .put(KEYSPACE)
        .put(kind)
        .putLong(group)
        .put(rest)
        .array();
  }
}
