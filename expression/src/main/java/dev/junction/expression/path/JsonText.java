package dev.junction.expression.path;

import tools.jackson.core.io.JsonStringEncoder;

/// Texts as JSON writes them.
public final class JsonText {

  private JsonText() {}

  /// The text in quotation marks.
  public static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  /// The text as it stands between quotation marks.
  public static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
  }
}
