package dev.junction.kernel;

import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which trace a message belongs to, as headers say it: `traceparent` of W3C and
/// `X-Amzn-Trace-Id` of X-Ray. Both name the same 128 bits.
///
/// Source: W3C Trace Context, 3.2; X-Ray Developer Guide, "Tracing header".
///
/// @param id the trace
/// @param parent who passed the message on; not zero
/// @param sampled whether others record the trace
/// @param given the header that it was read from; null for a trace that began here
/// @param depth how many services have passed the message on
public record TraceContext(
    UUID id, long parent, boolean sampled, @Nullable String given, int depth) {

  private static final int GIVEN_CHARACTERS_MAX = 500;
  private static final String ROOT = "Root=";

  /// A trace that begins with a message: it has the message's own id, so that nothing has to be
  /// kept for it.
  public static TraceContext of(UUID message) {
    long parent = message.getLeastSignificantBits();
    return new TraceContext(message, parent == 0 ? 1 : parent, true, null, 0);
  }

  /// Reads either header; null for what is none.
  public static @Nullable TraceContext read(@Nullable String header) {
    if (header == null
        || header.isEmpty()
        || header.length() > GIVEN_CHARACTERS_MAX
        // It goes on as it came, also as a header of requests; an attribute may hold anything.
        || !isPrintable(header)) {
      return null;
    }
    return header.contains(ROOT) ? readXray(header) : readW3c(header);
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) >= 127) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable TraceContext readW3c(String header) {
    String text = header.strip();
    boolean isLong = text.length() > 55 && text.charAt(55) == '-' && !text.startsWith("00");
    if ((text.length() != 55 && !isLong)
        || text.startsWith("ff")
        || text.charAt(2) != '-'
        || text.charAt(35) != '-'
        || text.charAt(52) != '-') {
      return null;
    }
    UUID id = hex(text.substring(3, 35));
    Long parent = hexNumber(text.substring(36, 52));
    Long flags = hexNumber(text.substring(53, 55));
    return id == null || parent == null || parent == 0 || flags == null
        ? null
        : new TraceContext(id, parent, (flags & 1) == 1, text, 0);
  }

  private static @Nullable TraceContext readXray(String header) {
    UUID id = null;
    Long parent = null;
    boolean sampled = false;
    for (String part : header.split(";")) {
      String field = part.strip();
      if (field.startsWith(ROOT)) {
        id = root(field.substring(ROOT.length()));
      } else if (field.startsWith("Parent=")) {
        parent = hexNumber(field.substring("Parent=".length()));
      } else if (field.startsWith("Sampled=")) {
        sampled = field.endsWith("=1");
      }
    }
    if (id == null) {
      return null;
    }
    long known = parent == null || parent == 0 ? of(id).parent() : parent;
    return new TraceContext(id, known, sampled, header, 0);
  }

  /// A root as in `1-5759e988-bd862e3fe1be46a994272793`; null for another text.
  private static @Nullable UUID root(String text) {
    return text.length() == 35 && text.startsWith("1-") && text.charAt(10) == '-'
        ? hex(text.substring(2, 10) + text.substring(11))
        : null;
  }

  private static @Nullable UUID hex(String text) {
    Long high = hexNumber(text.substring(0, 16));
    Long low = hexNumber(text.substring(16));
    return high == null || low == null || (high == 0 && low == 0) ? null : new UUID(high, low);
  }

  private static @Nullable Long hexNumber(String text) {
    if (text.isEmpty() || text.length() > 16) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return null;
      }
    }
    return HexFormat.fromHexDigitsToLong(text);
  }

  /// The id that people and programs write in any of the usual ways: a trace's in the form of
  /// either header, a whole header, a message's or an event's, an execution's of a schedule; null
  /// for another text.
  public static @Nullable UUID idOf(String text) {
    String trimmed = text.strip();
    if (trimmed.length() == 36 && trimmed.charAt(8) == '-') {
      try {
        return UUID.fromString(trimmed);
      } catch (IllegalArgumentException _) {
        return null;
      }
    }
    if (trimmed.length() == 16) {
      Long number = hexNumber(trimmed);
      return number == null ? null : new UUID(number, number);
    }
    TraceContext whole = read(trimmed);
    if (whole != null) {
      return whole.id();
    }
    UUID root = root(trimmed);
    if (root != null) {
      return root;
    }
    return trimmed.length() == 32 ? hex(trimmed) : null;
  }

  /// The same after one more service has passed it on.
  public TraceContext deeper() {
    return new TraceContext(id, parent, sampled, given, depth + 1);
  }

  /// 32 hexadecimal digits.
  public String hexId() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(id.getMostSignificantBits())
        + hex.toHexDigits(id.getLeastSignificantBits());
  }

  /// The header of W3C; the very one that came, if it was that.
  public String traceparent() {
    String text = given;
    return text != null && !text.contains(ROOT)
        ? text
        : "00-" + hexId() + '-' + HexFormat.of().toHexDigits(parent) + (sampled ? "-01" : "-00");
  }

  /// The header of X-Ray; the very one that came, if it was that.
  public String xray() {
    String text = given;
    if (text != null && text.contains(ROOT)) {
      return text;
    }
    String hex = hexId();
    return String.format(
        Locale.ROOT,
        "Root=1-%s-%s;Parent=%s;Sampled=%d",
        hex.substring(0, 8),
        hex.substring(8),
        HexFormat.of().toHexDigits(parent),
        sampled ? 1 : 0);
  }
}
