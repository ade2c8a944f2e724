package dev.junction.storage.rocks;

import dev.junction.storage.WriteBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A batch in the database's own form, written in one piece: a native call for each operation costs
/// more than the operation.
///
/// Shape: `long 0, int operations` little-endian, then per operation its kind, the family's number
/// and one or two texts with their lengths, numbers as varints. Source: RocksDB,
/// `db/write_batch.cc` and `db/dbformat.h`. Threads: one at a time; an object is used again and
/// again.
final class NativeBatch implements WriteBatch.SliceReader {
  private static final byte PUT = 0x5;
  private static final byte DELETE = 0x4;
  private static final byte DELETE_RANGE = 0xE;
  private static final int HEADER_BYTES = 12;
  private static final int COUNT_AT = 8;

  /// The most that kind, family and two lengths take.
  private static final int OVERHEAD_BYTES_MAX = 16;

  private static final int KEPT_BYTES_MAX = 1 << 20;

  private final int family;
  private byte[] bytes = new byte[4096];
  private int size = HEADER_BYTES;
  private int operations;

  NativeBatch(int family) {
    this.family = family;
  }

  /// Forgets everything.
  void clear() {
    if (bytes.length > KEPT_BYTES_MAX) {
      bytes = new byte[4096];
    }
    size = HEADER_BYTES;
    operations = 0;
  }

  /// What the database takes, in an array of its own.
  byte[] encode() {
    byte[] encoded = Arrays.copyOf(bytes, size);
    ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).putInt(COUNT_AT, operations);
    return encoded;
  }

  @Override
  public void put(byte[] from, int keyAt, int keyBytes, int valueBytes) {
    checkKey(from, keyAt, keyBytes);
    putUnchecked(from, keyAt, keyBytes, valueBytes);
  }

  /// A put of a key that users may not have.
  void putUnchecked(byte[] from, int keyAt, int keyBytes, int valueBytes) {
    begin(PUT, keyBytes + valueBytes);
    text(from, keyAt, keyBytes);
    text(from, keyAt + keyBytes, valueBytes);
  }

  @Override
  public void delete(byte[] from, int keyAt, int keyBytes) {
    checkKey(from, keyAt, keyBytes);
    begin(DELETE, keyBytes);
    text(from, keyAt, keyBytes);
  }

  @Override
  public void deleteRange(byte[] from, int fromAt, int fromBytes, int toBytes) {
    byte[] first = Arrays.copyOfRange(from, fromAt, fromAt + fromBytes);
    if (Arrays.compareUnsigned(first, RocksStateStore.FIRST_USER_KEY) < 0) {
      first = RocksStateStore.FIRST_USER_KEY;
    }
    int toAt = fromAt + fromBytes;
    if (Arrays.compareUnsigned(first, 0, first.length, from, toAt, toAt + toBytes) < 0) {
      begin(DELETE_RANGE, first.length + toBytes);
      text(first, 0, first.length);
      text(from, toAt, toBytes);
    }
  }

  private static void checkKey(byte[] from, int at, int length) {
    if (length == 0 || (length == 1 && from[at] == 0)) {
      throw new IllegalArgumentException("A key is neither empty nor the single byte zero");
    }
  }

  private void begin(byte kind, int textBytes) {
    int needed = size + OVERHEAD_BYTES_MAX + textBytes;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }
    bytes[size++] = kind;
    number(family);
    operations++;
  }

  private void text(byte[] from, int at, int length) {
    number(length);
    System.arraycopy(from, at, bytes, size, length);
    size += length;
  }

  private void number(int value) {
    int rest = value;
    while (rest >= 0x80) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }
}
