package dev.junction.wire.codec.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Which texts JSON carries as they are, looked at eight bytes at once.
final class PlainText {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long TOP_BITS = 0x8080808080808080L;
  private static final long SPACES = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  private PlainText() {}

  /// Whether all bytes are ASCII that needs no escape in JSON.
  static boolean isPlain(byte[] text) {
    int at = 0;
    for (int end = text.length - 7; at < end; at += 8) {
      if (hasOther((long) LONGS.get(text, at))) {
        return false;
      }
    }
    for (; at < text.length; at++) {
      byte c = text[at];
      if (c < ' ' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /// Whether one of the eight bytes is above 127, below a space, a quote or a backslash. A borrow
  /// may point at a byte too far, but only behind one that is rightly pointed at.
  private static boolean hasOther(long eight) {
    long low = eight - SPACES;
    long quote = (eight ^ QUOTES) - ONES;
    long backslash = (eight ^ BACKSLASHES) - ONES;
    return ((eight | low | quote | backslash) & TOP_BITS) != 0;
  }
}
