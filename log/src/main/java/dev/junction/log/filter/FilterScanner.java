package dev.junction.log.filter;

/// A walk over the characters of a pattern.
///
/// Limits: two regular expressions. Source: CloudWatch Logs User Guide, "Filter pattern syntax",
/// and the API reference, PutMetricFilter.
final class FilterScanner {

  private static final char NONE = '\0';
  private static final int EXPRESSIONS_MAX = 2;

  private final String text;
  private int at;
  private int expressions;

  FilterScanner(String text) {
    this.text = text;
  }

  /// Skips white space; answers whether something follows.
  boolean skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length();
  }

  /// The next character, or a zero character at the end.
  char peek() {
    return at < text.length() ? text.charAt(at) : NONE;
  }

  /// Takes a character if it is the next one.
  boolean take(char wanted) {
    if (peek() == wanted && at < text.length()) {
      at++;
      return true;
    }
    return false;
  }

  /// Takes a text if it comes next behind white space.
  boolean takeText(String wanted) {
    skipBlanks();
    if (text.startsWith(wanted, at)) {
      at += wanted.length();
      return true;
    }
    return false;
  }

  /// Takes a word in any case if it comes next behind white space.
  boolean takeWord(String wanted) {
    skipBlanks();
    int end = at + wanted.length();
    boolean whole = end >= text.length() || !Character.isLetterOrDigit(text.charAt(end));
    if (whole && text.regionMatches(true, at, wanted, 0, wanted.length())) {
      at = end;
      return true;
    }
    return false;
  }

  void expect(char wanted) {
    skipBlanks();
    if (!take(wanted)) {
      throw new MalformedFilter("'" + wanted + "' is expected at character " + (at + 1) + ".");
    }
  }

  /// Nothing but white space may follow.
  void expectEnd() {
    if (skipBlanks()) {
      throw new MalformedFilter("something stands behind it at character " + (at + 1) + ".");
    }
  }

  /// What stands between quotation marks; a backslash takes the next character as it is.
  String quoted() {
    expect('"');
    StringBuilder found = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return found.toString();
      }
      boolean escaped = c == '\\' && at < text.length();
      found.append(escaped ? text.charAt(at++) : c);
    }
    throw new MalformedFilter("a quotation mark is not closed.");
  }

  /// What stands between percent signs, which is a regular expression.
  String expression() {
    if (++expressions > EXPRESSIONS_MAX) {
      throw new MalformedFilter("it has more than two regular expressions.");
    }
    return between('%');
  }

  /// What stands between two of these characters; a backslash goes on with the one behind it.
  private String between(char mark) {
    expect(mark);
    int from = at;
    while (at < text.length() && text.charAt(at) != mark) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw new MalformedFilter("a '" + mark + "' is not closed.");
    }
    return text.substring(from, at++);
  }

  /// Everything up to white space, the end or one of these characters.
  String word(String ends) {
    int from = at;
    while (at < text.length()
        && !Character.isWhitespace(text.charAt(at))
        && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at);
  }
}
