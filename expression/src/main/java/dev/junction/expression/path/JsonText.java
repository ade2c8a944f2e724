package dev.junction.expression.path;

import tools.jackson.core.io.JsonStringEncoder;

/// Texts as JSON writes them.
public final class JsonText {

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
    // Most texts are plain, and the encoder appends them one character at a time.
    if (isPlain(text)) {
      return out.append(text);
    }
    JsonStringEncoder.getInstance().quoteAsString(text, out);
    return out;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }
}
