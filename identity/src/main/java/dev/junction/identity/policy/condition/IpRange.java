package dev.junction.identity.policy.condition;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A range of IP addresses in CIDR notation, as in `203.0.113.0/24` or `2001:db8::/32`.
///
/// An address without a prefix is a range of one. Ranges of version 4 hold no addresses of version
/// 6 and the other way round; `::ffff:203.0.113.1` is an address of version 4. Names are never
/// looked up. Source: IAM User Guide, "IAM JSON policy elements: Condition operators", IP address
/// condition operators; RFC 4291, section 2.2.
public final class IpRange {

  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;
  private static final int MAPPED_BITS = 96;
  private static final int TEXT_CHARS_MAX = 64;

  private final String written;
  private final byte[] network;
  private final int prefixBits;

  private IpRange(String written, byte[] network, int prefixBits) {
    this.written = written;
    this.network = network;
    this.prefixBits = prefixBits;
  }

  /// Reads a range.
  ///
  /// @throws MalformedPolicy when it is none
  public static IpRange parse(String written) {
    int slash = written.indexOf('/');
    byte[] network = address(slash < 0 ? written : written.substring(0, slash));
    if (network != null) {
      int bits = network.length * Byte.SIZE;
      int prefix = slash < 0 ? bits : decimal(written, slash + 1, written.length(), bits);
      if (prefix >= 0) {
        return isMapped(network) && prefix >= MAPPED_BITS
            ? new IpRange(written, plain(network), prefix - MAPPED_BITS)
            : new IpRange(written, network, prefix);
      }
    }
    throw MalformedPolicy.value(
        "Not an IP address or a range in CIDR notation: " + MalformedPolicy.quoted(written));
  }

  /// The range as it stands in the document.
  public String written() {
    return written;
  }

  /// Whether the text is an address inside this range.
  public boolean contains(String text) {
    byte[] parsed = address(text);
    if (parsed == null) {
      return false;
    }
    byte[] address = isMapped(parsed) ? plain(parsed) : parsed;
    if (address.length != network.length) {
      return false;
    }
    int whole = prefixBits / Byte.SIZE;
    int rest = prefixBits % Byte.SIZE;
    return Arrays.equals(address, 0, whole, network, 0, whole)
        && (rest == 0 || (address[whole] ^ network[whole]) >> (Byte.SIZE - rest) == 0);
  }

  private static boolean isMapped(byte[] address) {
    if (address.length != V6_BYTES || address[10] != -1 || address[11] != -1) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] plain(byte[] mapped) {
    return Arrays.copyOfRange(mapped, V6_BYTES - V4_BYTES, V6_BYTES);
  }

  private static byte @Nullable [] address(String text) {
    if (text.length() > TEXT_CHARS_MAX) {
      return null;
    }
    byte[] bytes = new byte[text.indexOf(':') < 0 ? V4_BYTES : V6_BYTES];
    boolean valid =
        bytes.length == V4_BYTES ? readV4(text, 0, text.length(), bytes, 0) : readV6(text, bytes);
    return valid ? bytes : null;
  }

  private static boolean readV4(String text, int from, int to, byte[] bytes, int first) {
    int at = from;
    for (int i = 0; i < V4_BYTES; i++) {
      int dot = i == V4_BYTES - 1 ? to : text.indexOf('.', at);
      int value = dot < 0 || dot > to ? -1 : decimal(text, at, dot, 255);
      if (value < 0) {
        return false;
      }
      bytes[first + i] = (byte) value;
      at = dot + 1;
    }
    return true;
  }

  private static boolean readV6(String text, byte[] bytes) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return readGroups(text, 0, text.length(), bytes) == V6_BYTES;
    }
    byte[] tail = new byte[V6_BYTES];
    int head = readGroups(text, 0, gap, bytes);
    int rest = readGroups(text, gap + 2, text.length(), tail);
    if (head < 0 || rest < 0 || head + rest > V6_BYTES - 2) {
      return false;
    }
    System.arraycopy(tail, 0, bytes, V6_BYTES - rest, rest);
    return true;
  }

  /// Reads groups separated by colons and answers how many bytes they fill, or -1.
  private static int readGroups(String text, int from, int to, byte[] bytes) {
    int filled = 0;
    int at = from;
    while (at < to) {
      int colon = text.indexOf(':', at);
      int end = colon < 0 || colon > to ? to : colon;
      int dot = text.indexOf('.', at);
      if (dot >= 0 && dot < end) {
        boolean last = end == text.length() && filled <= V6_BYTES - V4_BYTES;
        return last && readV4(text, at, to, bytes, filled) ? filled + V4_BYTES : -1;
      }
      int value = hexadecimal(text, at, end);
      if (value < 0 || filled == V6_BYTES || end == to - 1) {
        return -1;
      }
      bytes[filled++] = (byte) (value >> Byte.SIZE);
      bytes[filled++] = (byte) value;
      at = end + 1;
    }
    return filled;
  }

  private static int decimal(String text, int from, int to, int max) {
    int length = to - from;
    if (length < 1 || length > 3 || (length > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value <= max ? value : -1;
  }

  private static int hexadecimal(String text, int from, int to) {
    if (to - from < 1 || to - from > 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
