package dev.junction.delivery.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Bytes that grow as fields are written one after the other.
///
/// Shape: numbers big-endian; texts in UTF-8 and bytes with an int length before each, -1 for none;
/// maps as a count and pairs of texts in the order of their keys.
public final class FieldWriter {

  private byte[] bytes;
  private int size;

  public FieldWriter(int expectedBytes) {
    bytes = new byte[Math.max(16, expectedBytes)];
  }

  /// How many bytes were written.
  public int size() {
    return size;
  }

  public FieldWriter octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  public FieldWriter flag(boolean value) {
    return octet(value ? 1 : 0);
  }

  public FieldWriter number(int value) {
    room(4);
    bytes[size++] = (byte) (value >>> 24);
    bytes[size++] = (byte) (value >>> 16);
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) value;
    return this;
  }

  public FieldWriter longNumber(long value) {
    return number((int) (value >>> 32)).number((int) value);
  }

  /// A number in as few octets as it needs, seven bits in each and the lowest first; that of a
  /// negative one takes ten.
  public FieldWriter shortNumber(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      octet((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return octet((int) rest);
  }

  public FieldWriter text(@Nullable String value) {
    return bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  public FieldWriter bytes(byte @Nullable [] value) {
    if (value == null) {
      return number(-1);
    }
    return number(value.length).raw(value);
  }

  /// Bytes without their length.
  public FieldWriter raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  /// What another one has written.
  public FieldWriter raw(FieldWriter other) {
    room(other.size);
    System.arraycopy(other.bytes, 0, bytes, size, other.size);
    size += other.size;
    return this;
  }

  /// Forgets what was written, to begin again in the same place. Not after [#toBytes], which may
  /// have handed that place out.
  public void clear() {
    size = 0;
  }

  public FieldWriter texts(Map<String, String> values) {
    number(values.size());
    new TreeMap<>(values).forEach((key, value) -> text(key).text(value));
    return this;
  }

  public byte[] toBytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
