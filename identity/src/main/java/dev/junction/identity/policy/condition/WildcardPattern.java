package dev.junction.identity.policy.condition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A text in which `*` stands for any characters and `?` for one.
///
/// Kept as the pieces between the stars. The first and the last piece have their place at the ends;
/// each one between is looked for from where the one before ended, and its first occurrence is as
/// good as any other. So nothing is tried twice, and the time grows with the length of the text.
///
/// Shape: a character is a UTF-16 unit. Limits: a piece between two stars that holds `?` has
/// {@value #SEARCHED_CHARS_MAX} characters at most, see [#isCostly].
public final class WildcardPattern {

  /// Up to this length a piece is looked for by trying each place; longer ones need a table.
  static final int SEARCHED_CHARS_MAX = 64;

  private final List<Piece> pieces;

  private WildcardPattern(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /// Reads the written form.
  public static WildcardPattern of(String text) {
    Builder builder = new Builder();
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '*' -> builder.any();
        case '?' -> builder.one();
        default -> builder.literal(text, i, i + 1);
      }
    }
    return builder.build();
  }

  /// Whether looking for a piece could take more than linear time. Such patterns are refused.
  public boolean isCostly() {
    for (int i = 1; i < pieces.size() - 1; i++) {
      Piece piece = pieces.get(i);
      if (piece.ones != null && piece.text.length() > SEARCHED_CHARS_MAX) {
        return true;
      }
    }
    return false;
  }

  /// Whether the whole text matches.
  public boolean matches(String text) {
    return matches(text, 0, text.length(), false);
  }

  /// Whether a part of a text matches.
  ///
  /// @param from the first character's index
  /// @param to the index after the last character
  public boolean matches(String text, int from, int to, boolean ignoreCase) {
    Piece first = pieces.getFirst();
    if (pieces.size() == 1) {
      return first.length() == to - from && first.standsAt(text, from, ignoreCase);
    }
    Piece last = pieces.getLast();
    int at = from + first.length();
    int end = to - last.length();
    if (at > end
        || !first.standsAt(text, from, ignoreCase)
        || !last.standsAt(text, end, ignoreCase)) {
      return false;
    }
    for (int i = 1; i < pieces.size() - 1; i++) {
      Piece piece = pieces.get(i);
      int found = piece.find(text, at, end, ignoreCase);
      if (found < 0) {
        return false;
      }
      at = found + piece.length();
    }
    return true;
  }

  /// The characters between two stars.
  ///
  /// @param ones where a `?` stands; null when there is none
  private record Piece(String text, boolean @Nullable [] ones) {

    int length() {
      return text.length();
    }

    boolean standsAt(String other, int at, boolean ignoreCase) {
      boolean[] free = ones;
      if (free == null) {
        return other.regionMatches(ignoreCase, at, text, 0, text.length());
      }
      for (int i = 0; i < free.length; i++) {
        if (!free[i] && !same(text.charAt(i), other.charAt(at + i), ignoreCase)) {
          return false;
        }
      }
      return true;
    }

    int find(String other, int from, int to, boolean ignoreCase) {
      if (ones == null && text.length() > SEARCHED_CHARS_MAX) {
        return findLong(other, from, to, ignoreCase);
      }
      for (int at = from; at <= to - text.length(); at++) {
        if (standsAt(other, at, ignoreCase)) {
          return at;
        }
      }
      return -1;
    }

    /// The search of Knuth, Morris and Pratt.
    private int findLong(String other, int from, int to, boolean ignoreCase) {
      int[] shorter = new int[text.length()];
      for (int i = 1, matched = 0; i < shorter.length; i++) {
        while (matched > 0 && !same(text.charAt(i), text.charAt(matched), ignoreCase)) {
          matched = shorter[matched - 1];
        }
        matched += same(text.charAt(i), text.charAt(matched), ignoreCase) ? 1 : 0;
        shorter[i] = matched;
      }
      for (int i = from, matched = 0; i < to; i++) {
        while (matched > 0 && !same(other.charAt(i), text.charAt(matched), ignoreCase)) {
          matched = shorter[matched - 1];
        }
        matched += same(other.charAt(i), text.charAt(matched), ignoreCase) ? 1 : 0;
        if (matched == shorter.length) {
          return i - matched + 1;
        }
      }
      return -1;
    }

    private static boolean same(char one, char other, boolean ignoreCase) {
      return one == other
          || (ignoreCase
              && Character.toLowerCase(Character.toUpperCase(one))
                  == Character.toLowerCase(Character.toUpperCase(other)));
    }
  }

  /// Puts a pattern together from its parts.
  public static final class Builder {

    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> ones = new ArrayList<>();

    /// Characters that stand for themselves, stars and question marks included.
    public Builder literal(String characters) {
      return literal(characters, 0, characters.length());
    }

    /// A part of a text whose characters stand for themselves.
    public Builder literal(String characters, int from, int to) {
      text.append(characters, from, to);
      return this;
    }

    /// One character, whichever it is.
    public Builder one() {
      ones.add(text.length());
      text.append('?');
      return this;
    }

    /// Any characters, or none.
    public Builder any() {
      // Stars in a row mean the same as one, and would only make pieces of no length.
      if (pieces.isEmpty() || !text.isEmpty()) {
        closePiece();
      }
      return this;
    }

    /// The pattern.
    public WildcardPattern build() {
      closePiece();
      return new WildcardPattern(pieces);
    }

    private void closePiece() {
      boolean @Nullable [] free = null;
      if (!ones.isEmpty()) {
        free = new boolean[text.length()];
        for (int at : ones) {
          free[at] = true;
        }
      }
      pieces.add(new Piece(text.toString(), free));
      text.setLength(0);
      ones.clear();
    }
  }
}
