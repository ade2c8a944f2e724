package dev.junction.identity.signature;

import java.nio.charset.StandardCharsets;

/// Percent-decoding of one query parameter. A percent sign that no two hexadecimal digits follow
/// stands for itself; a plus sign is a space.
final class PercentText {

  private PercentText() {}

  static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    GrowingBytes decoded = new GrowingBytes();
    int i = 0;
    while (i < text.length()) {
      int value = decodedByte(text, i, text.length());
      if (value < 0) {
        int end = Math.max(i + 1, GrowingBytes.wideEnd(text, i, text.length()));
        decoded.put(text, i, end);
        i = end;
      } else {
        decoded.put(value);
        i += encodedLength(text.charAt(i));
      }
    }
    return new String(decoded.array(), 0, decoded.length(), StandardCharsets.UTF_8);
  }

  /// The byte that is encoded at the index, or -1 when the char there stands for itself.
  static int decodedByte(String text, int index, int end) {
    char c = text.charAt(index);
    if (c == '+') {
      return ' ';
    }
    if (c != '%' || index + 2 >= end) {
      return -1;
    }
    int high = hexDigit(text.charAt(index + 1));
    int low = hexDigit(text.charAt(index + 2));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  /// How many chars encode the byte that begins with this char.
  static int encodedLength(char first) {
    return first == '%' ? 3 : 1;
  }

  static int hexDigit(int c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }
}
