package dev.junction.schedule.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The keys of the schedule service in a partition's map.
///
/// Shape: the service's keyspace byte, a letter for the kind, then for schedules, groups and
/// deleted groups their texts with zero bytes between, for an execution its number (8 bytes,
/// big-endian).
final class ScheduleKeys {

  static final byte KEYSPACE = 32;

  private static final byte SCHEDULE = 'S';
  private static final byte GROUP = 'G';
  private static final byte EXECUTION = 'X';
  private static final byte NEXT_ID = 'N';
  private static final byte DELETED_GROUP = 'D';

  private ScheduleKeys() {}

  static byte[] schedule(String key) {
    return textKey(SCHEDULE, key);
  }

  static byte[] group(String key) {
    return textKey(GROUP, key);
  }

  static byte[] deletedGroup(String key) {
    return textKey(DELETED_GROUP, key);
  }

  static byte[] execution(long number) {
    return ByteBuffer.allocate(10).put(KEYSPACE).put(EXECUTION).putLong(number).array();
  }

  static byte[] nextId() {
    return new byte[] {KEYSPACE, NEXT_ID};
  }

  static byte[][] schedules() {
    return all(SCHEDULE);
  }

  static byte[][] groups() {
    return all(GROUP);
  }

  static byte[][] executions() {
    return all(EXECUTION);
  }

  static byte[][] deletedGroups() {
    return all(DELETED_GROUP);
  }

  /// The text behind the kind.
  static String textOf(byte[] key) {
    return new String(key, 2, key.length - 2, StandardCharsets.UTF_8);
  }

  static long numberOf(byte[] executionKey) {
    return ByteBuffer.wrap(executionKey).getLong(2);
  }

  private static byte[][] all(byte kind) {
    return new byte[][] {{KEYSPACE, kind}, {KEYSPACE, (byte) (kind + 1)}};
  }

  private static byte[] textKey(byte kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + bytes.length).put(KEYSPACE).put(kind).put(bytes).array();
  }
}
