package dev.junction.identity.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A reusable run of bytes that grows at its end.
///
/// Text from HTTP comes in two kinds: a transport that keeps bytes apart hands out one char per
/// byte, so chars up to 255 are written as that byte; anything above can only be real text and is
/// written as UTF-8. Threads: one at a time.
final class GrowingBytes {

  /// A larger array is given back after use, so that one giant request does not stay in memory.
  private static final int KEPT_CAPACITY_MAX = 64 * 1024;

  private static final int FIRST_CAPACITY = 2 * 1024;

  private static final byte[] HEX_LOWER = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEX_UPPER = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final boolean[] UNRESERVED = unreserved();

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;

  private static boolean[] unreserved() {
    boolean[] table = new boolean[256];
    for (char c :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".toCharArray()) {
      table[c] = true;
    }
    return table;
  }

  void clear() {
    length = 0;
    if (bytes.length > KEPT_CAPACITY_MAX) {
      bytes = new byte[FIRST_CAPACITY];
    }
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  byte at(int index) {
    return bytes[index];
  }

  /// Forgets everything from the index on.
  void cut(int index) {
    length = index;
  }

  void put(int value) {
    room(1);
    bytes[length++] = (byte) value;
  }

  void put(byte[] source, int from, int to) {
    room(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
  }

  void put(byte[] source) {
    put(source, 0, source.length);
  }

  void put(String text) {
    put(text, 0, text.length());
  }

  void put(String text, int from, int to) {
    room(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c > 0xFF) {
        int end = wideEnd(text, i, to);
        put(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
        room(to - end);
        i = end - 1;
      } else {
        bytes[length++] = (byte) c;
      }
    }
  }

  void putHex(byte[] source, int count) {
    room(2 * count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = HEX_LOWER[(source[i] >> 4) & 0xF];
      bytes[length++] = HEX_LOWER[source[i] & 0xF];
    }
  }

  /// Writes one byte percent-encoded, unless RFC 3986 calls its character unreserved.
  void putEncoded(int value) {
    if (UNRESERVED[value & 0xFF]) {
      put(value);
      return;
    }
    room(3);
    bytes[length++] = '%';
    bytes[length++] = HEX_UPPER[(value >> 4) & 0xF];
    bytes[length++] = HEX_UPPER[value & 0xF];
  }

  /// Writes text percent-encoded.
  void putEncoded(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c > 0xFF) {
        int end = wideEnd(text, i, to);
        for (byte b : text.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
          putEncoded(b);
        }
        i = end - 1;
      } else {
        putEncoded(c);
      }
    }
  }

  /// The bytes as text, one char per byte.
  String text() {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  /// Where the run of chars that cannot be single bytes ends; it is encoded as a whole, because a
  /// character may take two chars.
  static int wideEnd(String text, int from, int to) {
    int end = from;
    while (end < to && text.charAt(end) > 0xFF) {
      end++;
    }
    return end;
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
