package dev.junction.expression.pattern;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A text with asterisks that stand for anything, matched from left to right without going back.
///
/// Shape: `\*` and `\\` are an asterisk and a backslash. Limits: time is linear in pattern plus
/// text; long pieces are searched with a failure table.
final class Wildcard {

  /// What stands for an asterisk among the tokens.
  static final int ASTERISK = -1;

  private static final int PLAIN_SEARCH_LENGTH_MAX = 16;

  private final List<String> pieces;
  private final int[][] failures;

  private Wildcard(List<String> pieces) {
    this.pieces = pieces;
    this.failures = new int[pieces.size()][];
    for (int i = 0; i < failures.length; i++) {
      failures[i] = failureTable(pieces.get(i));
    }
  }

  static Wildcard of(String pattern) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*') {
        pieces.add(piece.toString());
        piece.setLength(0);
      } else {
        piece.append(c == '\\' && i + 1 < pattern.length() ? pattern.charAt(++i) : c);
      }
    }
    pieces.add(piece.toString());
    return new Wildcard(pieces);
  }

  /// Why a text is no wildcard pattern, in the rule engine's words, or null. Positions count the
  /// bytes of the quoted text.
  static @Nullable String fault(String pattern) {
    byte[] bytes = ('"' + pattern + '"').getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '*' && i + 1 < bytes.length && bytes[i + 1] == '*') {
        return "Consecutive wildcard characters at pos " + i;
      }
      if (bytes[i] == '\\') {
        byte next = i + 1 < bytes.length ? bytes[i + 1] : 0;
        if (next != '*' && next != '\\') {
          return "Invalid escape character at pos " + i;
        }
        i++;
      }
    }
    return null;
  }

  /// The texts between the asterisks.
  List<String> pieces() {
    return List.copyOf(pieces);
  }

  /// The bytes of the pattern in quotes, and its asterisks.
  int[] tokens() {
    IntStream.Builder tokens = IntStream.builder().add('"');
    for (int i = 0; i < pieces.size(); i++) {
      if (i > 0) {
        tokens.add(ASTERISK);
      }
      for (byte each : pieces.get(i).getBytes(StandardCharsets.UTF_8)) {
        tokens.add(Byte.toUnsignedInt(each));
      }
    }
    return tokens.add('"').build().toArray();
  }

  boolean matches(String text) {
    String first = pieces.getFirst();
    if (pieces.size() == 1) {
      return text.equals(first);
    }
    String last = pieces.getLast();
    if (!text.startsWith(first)
        || !text.endsWith(last)
        || text.length() < first.length() + last.length()) {
      return false;
    }
    int at = first.length();
    int end = text.length() - last.length();
    for (int i = 1; i < pieces.size() - 1; i++) {
      int found = find(text, at, end, i);
      if (found < 0) {
        return false;
      }
      at = found + pieces.get(i).length();
    }
    return true;
  }

  private int find(String text, int from, int end, int index) {
    String piece = pieces.get(index);
    int[] failure = failures[index];
    if (failure.length == 0) {
      return text.indexOf(piece, from, end);
    }
    int matched = 0;
    for (int i = from; i < end; i++) {
      while (matched > 0 && text.charAt(i) != piece.charAt(matched)) {
        matched = failure[matched - 1];
      }
      if (text.charAt(i) == piece.charAt(matched)) {
        matched++;
      }
      if (matched == piece.length()) {
        return i + 1 - matched;
      }
    }
    return -1;
  }

  private static int[] failureTable(String piece) {
    if (piece.length() <= PLAIN_SEARCH_LENGTH_MAX) {
      return new int[0];
    }
    int[] table = new int[piece.length()];
    int matched = 0;
    for (int i = 1; i < piece.length(); i++) {
      while (matched > 0 && piece.charAt(i) != piece.charAt(matched)) {
        matched = table[matched - 1];
      }
      if (piece.charAt(i) == piece.charAt(matched)) {
        matched++;
      }
      table[i] = matched;
    }
    return table;
  }
}
