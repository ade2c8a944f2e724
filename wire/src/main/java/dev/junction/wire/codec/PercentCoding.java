package dev.junction.wire.codec;

import dev.junction.wire.schema.MalformedInput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Undoes the percent encoding of paths, query strings and forms.
///
/// Errors: a percent sign without two hexadecimal digits, or bytes that are not UTF-8, are
/// malformed input. Source: RFC 3986, section 2.1; WHATWG URL, "application/x-www-form-urlencoded".
public final class PercentCoding {

  private PercentCoding() {}

  /// The text of a part of a path, in which a plus is a plus.
  public static String decodePath(String text) {
    return decode(text, false);
  }

  /// The text of a name or value of a query string or form, in which a plus is a space.
  public static String decodeForm(String text) {
    return decode(text, true);
  }

  private static String decode(String text, boolean plusIsSpace) {
    if (text.indexOf('%') < 0) {
      return plusIsSpace ? text.replace('+', ' ') : text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '%') {
        b = hexByte(bytes, i + 1);
        i += 2;
      } else if (b == '+' && plusIsSpace) {
        b = ' ';
      }
      bytes[length++] = b;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException _) {
      throw new MalformedInput("A percent-encoded text is not UTF-8");
    }
  }

  private static byte hexByte(byte[] bytes, int at) {
    if (at + 1 >= bytes.length
        || !HexFormat.isHexDigit(bytes[at])
        || !HexFormat.isHexDigit(bytes[at + 1])) {
      throw new MalformedInput("A percent sign is not followed by two hexadecimal digits");
    }
    return (byte) (HexFormat.fromHexDigit(bytes[at]) << 4 | HexFormat.fromHexDigit(bytes[at + 1]));
  }
}
