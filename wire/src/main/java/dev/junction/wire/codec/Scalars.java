package dev.junction.wire.codec;

import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.Member;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/// Reads single values from text, as query parameters, header fields and path labels carry them.
///
/// Reading is strict: no spaces, no signs but a minus, no hexadecimal numbers. Limits: numbers of
/// 500 characters.
public final class Scalars {

  private static final int CHARACTERS_MAX = 500;
  private static final Pattern WHOLE = Pattern.compile("-?\\d+");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,4})?");

  private Scalars() {}

  private static MalformedInput malformed(Member member, String wanted) {
    return new MalformedInput("The value of " + member.name() + " is not " + wanted);
  }

  public static boolean toBoolean(String text, Member member) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw malformed(member, "true or false");
    };
  }

  /// A whole number between the bounds, both of which belong to it.
  public static long toWhole(String text, Member member, long min, long max) {
    if (text.length() > 20 || !WHOLE.matcher(text).matches()) {
      throw malformed(member, "a whole number");
    }
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException _) {
      throw malformed(member, "in the range of its type");
    }
    throw malformed(member, "in the range of its type");
  }

  public static double toDouble(String text, Member member) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(decimal(text, member));
    };
  }

  public static BigInteger toBigInteger(String text, Member member) {
    if (text.length() > CHARACTERS_MAX || !WHOLE.matcher(text).matches()) {
      throw malformed(member, "a whole number");
    }
    return new BigInteger(text);
  }

  public static BigDecimal toBigDecimal(String text, Member member) {
    return new BigDecimal(decimal(text, member));
  }

  private static String decimal(String text, Member member) {
    if (text.length() > CHARACTERS_MAX || !DECIMAL.matcher(text).matches()) {
      throw malformed(member, "a number");
    }
    return text;
  }

  /// The bytes of a Base64 text, which has to be padded.
  public static byte[] toBlob(String text, Member member) {
    if (text.length() % 4 == 0) {
      try {
        return Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IllegalArgumentException _) {
        throw malformed(member, "Base64");
      }
    }
    throw malformed(member, "Base64");
  }
}
