package dev.junction.wire.codec.xml;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Which characters XML allows, and so bodies of messages in queues.
///
/// Source: XML 1.0, section 2.2; SQS API reference, SendMessage.
public final class XmlCharacters {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  // In each of eight bytes the same number.
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long SPACES = 0x2020_2020_2020_2020L;
  private static final long QUESTION_MARKS = 0x3F3F_3F3F_3F3F_3F3FL;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private XmlCharacters() {}

  /// What [#isAllowed(String)] says of a text that is there in UTF-8 as well, which tells sooner.
  public static boolean isAllowed(String text, byte[] utf8) {
    return isPlain(utf8) || isAllowed(text);
  }

  /// What [#isAllowed(String)] says of the text that is encoded so.
  public static boolean isAllowed(byte[] utf8) {
    return isPlain(utf8) || isAllowed(new String(utf8, StandardCharsets.UTF_8));
  }

  /// Whether each byte is an allowed ASCII character other than the question mark, which an encoder
  /// writes for a surrogate of its own; eight bytes at a time.
  private static boolean isPlain(byte[] utf8) {
    int at = 0;
    for (; at + Long.BYTES <= utf8.length; at += Long.BYTES) {
      long eight = (long) LONG.get(utf8, at);
      long below = (eight - SPACES) & ~eight;
      long zeroWhereAsked = eight ^ QUESTION_MARKS;
      long asked = (zeroWhereAsked - ONES) & ~zeroWhereAsked;
      long found = eight | below | asked;
      if ((found & HIGH_BITS) != 0 && !isPlain(utf8, at, at + Long.BYTES)) {
        return false;
      }
    }
    return isPlain(utf8, at, utf8.length);
  }

  private static boolean isPlain(byte[] utf8, int from, int to) {
    for (int at = from; at < to; at++) {
      byte b = utf8[at];
      if ((b < ' ' && b != '\t' && b != '\n' && b != '\r') || b == '?') {
        return false;
      }
    }
    return true;
  }

  /// Whether a text holds allowed characters only: tab, line feed, carriage return and the code
  /// points from U+0020 on, without surrogates of their own, U+FFFE and U+FFFF.
  public static boolean isAllowed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < Character.MIN_SURROGATE) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c != '\t' && c != '\n' && c != '\r' && !isHighPlain(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHighPlain(char c) {
    return c > Character.MAX_SURROGATE && c <= '\uFFFD';
  }
}
