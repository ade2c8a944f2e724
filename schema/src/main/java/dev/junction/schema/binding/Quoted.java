package dev.junction.schema.binding;

import java.util.Locale;

/// Texts as literals of programs.
final class Quoted {

  private Quoted() {}

  /// A text for Java and TypeScript.
  static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars().forEach(c -> append(quoted, c));
    return quoted.append('"').toString();
  }

  /// A text for Python, whose characters are not cut in two.
  static String python(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> append(quoted, c));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int c) {
    switch (c) {
      case '"', '\\' -> quoted.append('\\').append((char) c);
      // For Java an escape with a number would end the line before there is a literal.
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      default -> {
        if (c >= ' ' && c < 127) {
          quoted.append((char) c);
        } else {
          quoted.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
        }
      }
    }
  }
}
