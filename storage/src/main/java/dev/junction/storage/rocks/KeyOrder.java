package dev.junction.storage.rocks;

import dev.junction.storage.WriteBatch;
import java.util.Arrays;
import java.util.Comparator;

/// Hands the operations of a batch on in the order of their keys, and of those with one key only
/// the last: the database's memory is a sorted list, in which the place beside the one before is
/// found at once and any other by a walk.
///
/// A range delete stays behind everything before it and before everything behind it. Threads: one
/// at a time; an object is used again and again.
final class KeyOrder implements WriteBatch.SliceReader {

  /// What a slice of an operation without a value has for its length.
  private static final int DELETE = -1;

  private static final int KEPT_MAX = 4096;

  private static final class Slice {
    int keyAt;
    int keyBytes;
    int valueBytes;
  }

  private final WriteBatch.SliceReader target;
  private final Comparator<Slice> byKey = this::compare;
  private Slice[] slices = {};
  private int count;
  private byte[] bytes = {};

  KeyOrder(WriteBatch.SliceReader target) {
    this.target = target;
  }

  @Override
  public void put(byte[] from, int keyAt, int keyBytes, int valueBytes) {
    add(from, keyAt, keyBytes, valueBytes);
  }

  @Override
  public void delete(byte[] from, int keyAt, int keyBytes) {
    add(from, keyAt, keyBytes, DELETE);
  }

  @Override
  public void deleteRange(byte[] from, int fromAt, int fromBytes, int toBytes) {
    handOn();
    target.deleteRange(from, fromAt, fromBytes, toBytes);
  }

  /// Hands on what is left.
  void finish() {
    handOn();
    bytes = new byte[0];
    if (slices.length > KEPT_MAX) {
      slices = new Slice[0];
    }
  }

  private void add(byte[] from, int keyAt, int keyBytes, int valueBytes) {
    bytes = from;
    if (count == slices.length) {
      slices = Arrays.copyOf(slices, Math.max(16, 2 * count));
      for (int i = count; i < slices.length; i++) {
        slices[i] = new Slice();
      }
    }
    Slice slice = slices[count++];
    slice.keyAt = keyAt;
    slice.keyBytes = keyBytes;
    slice.valueBytes = valueBytes;
  }

  private void handOn() {
    Arrays.sort(slices, 0, count, byKey);
    for (int i = 0; i < count; i++) {
      Slice slice = slices[i];
      boolean isLast = i + 1 == count || compare(slice, slices[i + 1]) != 0;
      if (isLast && slice.valueBytes == DELETE) {
        target.delete(bytes, slice.keyAt, slice.keyBytes);
      } else if (isLast) {
        target.put(bytes, slice.keyAt, slice.keyBytes, slice.valueBytes);
      }
    }
    count = 0;
  }

  private int compare(Slice one, Slice two) {
    return Arrays.compareUnsigned(
        bytes, one.keyAt, one.keyAt + one.keyBytes, bytes, two.keyAt, two.keyAt + two.keyBytes);
  }
}
