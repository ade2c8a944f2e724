package dev.junction.log.filter;

import java.math.BigDecimal;
import java.util.Optional;

/// A comparison with a number or a text, in which asterisks stand for anything.
///
/// @param operator how to compare
/// @param text the text to compare with
/// @param number the number to compare with; empty when the text is none or was quoted
record Comparison(Operator operator, String text, Optional<BigDecimal> number) {

  private static final int NUMBER_CHARACTERS_MAX = 100;

  enum Operator {
    EQUAL(false),
    UNEQUAL(false),
    LESS(true),
    LESS_OR_EQUAL(true),
    GREATER(true),
    GREATER_OR_EQUAL(true);

    private final boolean needsNumber;

    Operator(boolean needsNumber) {
      this.needsNumber = needsNumber;
    }
  }

  /// Reads an operator and a value.
  ///
  /// @param ends what ends a value that is not quoted
  static Comparison read(FilterScanner in, String ends) {
    Operator operator = operator(in);
    in.skipBlanks();
    boolean quoted = in.peek() == '"';
    String value = quoted ? in.quoted() : in.word(ends);
    if (!quoted && value.startsWith("%")) {
      throw MalformedFilter.regularExpression();
    }
    if (!quoted && value.isEmpty()) {
      throw new MalformedFilter("a value is missing.");
    }
    Optional<BigDecimal> number = quoted ? Optional.empty() : number(value);
    if (operator.needsNumber && number.isEmpty()) {
      throw new MalformedFilter("less and greater compare with numbers, not with " + value + ".");
    }
    return new Comparison(operator, value, number);
  }

  private static Operator operator(FilterScanner in) {
    if (in.takeText("!=")) {
      return Operator.UNEQUAL;
    }
    if (in.takeText("<=")) {
      return Operator.LESS_OR_EQUAL;
    }
    if (in.takeText(">=")) {
      return Operator.GREATER_OR_EQUAL;
    }
    if (in.takeText("<")) {
      return Operator.LESS;
    }
    if (in.takeText(">")) {
      return Operator.GREATER;
    }
    if (in.takeText("=")) {
      return Operator.EQUAL;
    }
    throw new MalformedFilter("an operator is missing.");
  }

  /// The number that a text is.
  static Optional<BigDecimal> number(String text) {
    if (text.isEmpty() || text.length() > NUMBER_CHARACTERS_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// Compares with a value that was written as text.
  boolean holds(String value) {
    Optional<BigDecimal> other = number.isEmpty() ? Optional.empty() : number(value);
    if (number.isPresent() && other.isPresent()) {
      return holds(other.get());
    }
    return switch (operator) {
      case EQUAL -> like(text, value);
      case UNEQUAL -> !like(text, value);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> false;
    };
  }

  /// Compares with a number.
  boolean holds(BigDecimal value) {
    if (number.isEmpty()) {
      return holdsText(value.toPlainString());
    }
    int order = value.compareTo(number.get());
    return switch (operator) {
      case EQUAL -> order == 0;
      case UNEQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  private boolean holdsText(String value) {
    return (operator == Operator.EQUAL) == like(text, value);
  }

  /// Whether a text is like a pattern; goes back to the last asterisk only, so that time is at most
  /// pattern times text.
  private static boolean like(String pattern, String value) {
    int p = 0;
    int v = 0;
    int star = -1;
    int from = 0;
    while (v < value.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        from = v;
      } else if (p < pattern.length() && pattern.charAt(p) == value.charAt(v)) {
        p++;
        v++;
      } else if (star >= 0) {
        p = star + 1;
        v = ++from;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
