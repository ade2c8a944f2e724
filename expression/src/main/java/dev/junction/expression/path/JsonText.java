package dev.junction.expression.path;

/// Texts as JSON writes them.
public final class JsonText {

  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /// The text in quotation marks.
  public static String quoted(String text) {
    return quote(new StringBuilder(text.length() + 16), text).toString();
  }

  /// The text as it stands between quotation marks.
  public static String escaped(String text) {
    return escape(new StringBuilder(text.length() + 16), text).toString();
  }

  /// Appends the text in quotation marks.
  public static StringBuilder quote(StringBuilder out, String text) {
    out.append('"');
    return escape(out, text).append('"');
  }

  private static StringBuilder escape(StringBuilder out, String text) {
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\') {
        continue;
      }
      out.append(text, from, i);
      from = i + 1;
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return out.append(text, from, text.length());
  }
}
