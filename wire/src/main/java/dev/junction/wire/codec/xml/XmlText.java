package dev.junction.wire.codec.xml;

/// Text as it may stand in XML.
///
/// A character that XML 1.0 does not allow becomes U+FFFD: a client would refuse the whole answer
/// otherwise. Source: XML 1.0, section 2.2.
final class XmlText {

  private XmlText() {}

  static void append(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\r' -> out.append("&#xD;");
        case '\n', '\t' -> out.append(c);
        default -> i = appendOther(out, text, i, c);
      }
    }
  }

  private static int appendOther(StringBuilder out, String text, int i, char c) {
    if (Character.isHighSurrogate(c)
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1))) {
      out.append(c).append(text.charAt(i + 1));
      return i + 1;
    }
    boolean allowed = c >= 0x20 && !Character.isSurrogate(c) && c < 0xFFFE;
    out.append(allowed ? c : '\uFFFD');
    return i;
  }
}
