package dev.junction.expression.pattern;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// IP addresses written as text, and the ranges that a CIDR names. Nothing is ever looked up.
final class Addresses {

  private static final int TEXT_LENGTH_MAX = 45;

  private Addresses() {}

  /// The 4 or 16 bytes of an address, or null when the text is none.
  static byte @Nullable [] parse(String text) {
    if (text.isEmpty() || text.length() > TEXT_LENGTH_MAX) {
      return null;
    }
    int dots = 0;
    int colons = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        dots++;
      } else if (c == ':') {
        colons++;
      } else if (Character.digit(c, 16) < 0 || c > 'f') {
        return null;
      }
    }
    if (dots == 3 && colons == 0) {
      return four(text);
    }
    return dots == 0 && colons > 1 ? six(text) : null;
  }

  private static byte @Nullable [] four(String text) {
    try {
      return Inet4Address.ofLiteral(text).getAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }

  private static byte @Nullable [] six(String text) {
    try {
      return Inet6Address.ofLiteral(text).getAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }

  /// The range of a CIDR, or the reason why it is none.
  ///
  /// The range begins at the address itself, also when bits below the mask are set. Source: the
  /// rule engine's `CIDR` class, whose words the reasons are.
  static CidrRange cidr(String text) {
    // As the engine splits: empty parts at the end do not count.
    String[] parts = text.split("/");
    if (parts.length != 2) {
      return CidrRange.wrong("Malformed CIDR, one '/' required");
    }
    int bits;
    try {
      bits = Integer.parseInt(parts[1]);
    } catch (NumberFormatException e) {
      return CidrRange.wrong("Malformed CIDR, mask bits must be an integer");
    }
    if (bits < 0) {
      return CidrRange.wrong("Malformed CIDR, mask bits must not be negative");
    }
    byte[] low = parse(parts[0]);
    if (low == null) {
      return CidrRange.wrong("Nonstandard IP address: " + parts[0]);
    }
    if (bits > low.length * 8 - 1) {
      return CidrRange.wrong(
          low.length == 4 ? "IPv4 mask bits must be < 32" : "IPv6 mask bits must be < 128");
    }
    byte[] high = low.clone();
    for (int bit = bits; bit < high.length * 8; bit++) {
      high[bit / 8] |= (byte) (0x80 >>> (bit % 8));
    }
    return new CidrRange(low, high, null);
  }

  /// A range of addresses, or the reason why a text names none.
  record CidrRange(byte[] low, byte[] high, @Nullable String reason) {

    private static CidrRange wrong(String reason) {
      return new CidrRange(new byte[0], new byte[0], reason);
    }
  }

  static boolean within(byte @Nullable [] address, byte[] low, byte[] high) {
    return address != null
        && address.length == low.length
        && Arrays.compareUnsigned(address, low) >= 0
        && Arrays.compareUnsigned(address, high) <= 0;
  }
}
