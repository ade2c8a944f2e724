package dev.junction.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The writes of one command, in order, already in the form that the journal stores.
///
/// Shape: per operation one byte of kind, then for a put `int keyBytes, int valueBytes, key,
/// value`, for a delete `int keyBytes, key`, for a range delete `int fromBytes, int toBytes, from,
/// to`; all integers are big-endian. Threads: not safe for use by several at once.
public final class WriteBatch {

  /// Receives the operations of a batch in order.
  public interface Visitor {
    void put(byte[] key, byte[] value);

    void delete(byte[] key);

    /// Deletes the keys from `from` (inclusive) to `to` (exclusive).
    void deleteRange(byte[] from, byte[] to);
  }

  /// Receives the operations of a batch in order, as places in an array that it must not change or
  /// keep.
  public interface SliceReader {
    /// The value follows the key.
    void put(byte[] bytes, int keyAt, int keyBytes, int valueBytes);

    void delete(byte[] bytes, int keyAt, int keyBytes);

    /// The end, which is exclusive, follows the begin.
    void deleteRange(byte[] bytes, int fromAt, int fromBytes, int toBytes);
  }

  private record Copies(Visitor visitor) implements SliceReader {
    @Override
    public void put(byte[] bytes, int keyAt, int keyBytes, int valueBytes) {
      int valueAt = keyAt + keyBytes;
      visitor.put(
          Arrays.copyOfRange(bytes, keyAt, valueAt),
          Arrays.copyOfRange(bytes, valueAt, valueAt + valueBytes));
    }

    @Override
    public void delete(byte[] bytes, int keyAt, int keyBytes) {
      visitor.delete(Arrays.copyOfRange(bytes, keyAt, keyAt + keyBytes));
    }

    @Override
    public void deleteRange(byte[] bytes, int fromAt, int fromBytes, int toBytes) {
      int toAt = fromAt + fromBytes;
      visitor.deleteRange(
          Arrays.copyOfRange(bytes, fromAt, toAt), Arrays.copyOfRange(bytes, toAt, toAt + toBytes));
    }
  }

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final byte PUT = 1;
  private static final byte DELETE = 2;
  private static final byte DELETE_RANGE = 3;

  private byte[] bytes;
  private int size;
  private int operations;
  private boolean reserve;

  public WriteBatch() {
    this(256);
  }

  /// @param capacity how many bytes it will hold, as far as known
  public WriteBatch(int capacity) {
    bytes = new byte[capacity];
  }

  /// Reads a batch back from its stored form.
  ///
  /// @throws IllegalArgumentException when the bytes are not a whole batch
  public static WriteBatch decode(byte[] stored) {
    WriteBatch batch = new WriteBatch(0);
    batch.bytes = stored;
    batch.size = stored.length;
    int at = 0;
    while (at < stored.length) {
      at = batch.endOfOperation(at);
      batch.operations++;
    }
    return batch;
  }

  public void put(byte[] key, byte[] value) {
    two(PUT, key, value);
  }

  /// Changes the value of an earlier put to another of the same length.
  ///
  /// @param at how many bytes the batch had before that put
  /// @throws IllegalArgumentException when there is no such put
  public void replace(int at, byte[] key, byte[] value) {
    int keyAt = at + 9;
    int valueAt = keyAt + key.length;
    int end = valueAt + value.length;
    if (at >= size
        || bytes[at] != PUT
        || endOfOperation(at) != end
        || !Arrays.equals(bytes, keyAt, valueAt, key, 0, key.length)) {
      throw new IllegalArgumentException("No such put at byte " + at + " of a write batch");
    }
    System.arraycopy(value, 0, bytes, valueAt, value.length);
  }

  public void delete(byte[] key) {
    int at = grow(5 + key.length);
    bytes[at] = DELETE;
    INT.set(bytes, at + 1, key.length);
    System.arraycopy(key, 0, bytes, at + 5, key.length);
    operations++;
  }

  /// Deletes the keys from `from` (inclusive) to `to` (exclusive).
  public void deleteRange(byte[] from, byte[] to) {
    two(DELETE_RANGE, from, to);
  }

  /// Adds all operations of another batch behind those of this one.
  public void addAll(WriteBatch other) {
    int at = grow(other.size);
    System.arraycopy(other.bytes, 0, bytes, at, other.size);
    operations += other.operations;
  }

  /// The batch without its operations, to be filled again in the same memory.
  public WriteBatch cleared() {
    size = 0;
    operations = 0;
    reserve = false;
    return this;
  }

  /// Lets the batch be taken from the space that a journal keeps back when it has no other. It is
  /// no part of the stored form.
  public void allowReserve() {
    reserve = true;
  }

  /// Whether [#allowReserve] was called.
  public boolean mayUseReserve() {
    return reserve;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /// How many operations the batch holds.
  public int operations() {
    return operations;
  }

  /// The stored form's length in bytes.
  public int sizeBytes() {
    return size;
  }

  /// Copies the stored form into a buffer.
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, size);
  }

  /// The stored form, as a copy.
  public byte[] encode() {
    return Arrays.copyOf(bytes, size);
  }

  /// Hands every operation to the visitor, in order.
  public void forEach(Visitor visitor) {
    forEachSlice(new Copies(visitor));
  }

  /// Hands every operation to the reader, in order, without a copy.
  public void forEachSlice(SliceReader reader) {
    int at = 0;
    while (at < size) {
      int first = (int) INT.get(bytes, at + 1);
      int end = endOfOperation(at);
      switch (bytes[at]) {
        case DELETE -> reader.delete(bytes, at + 5, first);
        case PUT -> reader.put(bytes, at + 9, first, end - at - 9 - first);
        default -> reader.deleteRange(bytes, at + 9, first, end - at - 9 - first);
      }
      at = end;
    }
  }

  private void two(byte kind, byte[] one, byte[] two) {
    int at = grow(9 + one.length + two.length);
    bytes[at] = kind;
    INT.set(bytes, at + 1, one.length);
    INT.set(bytes, at + 5, two.length);
    System.arraycopy(one, 0, bytes, at + 9, one.length);
    System.arraycopy(two, 0, bytes, at + 9 + one.length, two.length);
    operations++;
  }

  private int grow(int by) {
    int at = size;
    size += by;
    if (size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size, bytes.length * 2));
    }
    return at;
  }

  private int endOfOperation(int at) {
    int header = bytes[at] == DELETE ? 5 : 9;
    if (bytes[at] < PUT || bytes[at] > DELETE_RANGE || at + header > size) {
      throw new IllegalArgumentException("No operation at byte " + at + " of a write batch");
    }
    long end = at + (long) header + (int) INT.get(bytes, at + 1);
    if ((int) INT.get(bytes, at + 1) < 0) {
      throw new IllegalArgumentException("A negative length at byte " + at + " of a write batch");
    }
    if (header == 9) {
      if ((int) INT.get(bytes, at + 5) < 0) {
        throw new IllegalArgumentException("A negative length at byte " + at + " of a write batch");
      }
      end += (int) INT.get(bytes, at + 5);
    }
    if (end > size) {
      throw new IllegalArgumentException("An operation at byte " + at + " of a batch is cut off");
    }
    return (int) end;
  }
}
