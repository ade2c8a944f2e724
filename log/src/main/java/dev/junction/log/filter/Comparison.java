package dev.junction.log.filter;

import java.math.BigDecimal;
import java.util.Optional;

/// A comparison with a number, with a text in which asterisks stand for anything, or with a
/// regular expression.
///
/// @param operator how to compare
/// @param text the text to compare with
/// @param number the number to compare with; empty when the text is none or was quoted
/// @param expression the regular expression in place of a text
record Comparison(
    Operator operator,
    String text,
    Optional<BigDecimal> number,
    Optional<RegularExpression> expression) {

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
    if (in.peek() == '%') {
      return with(operator, RegularExpression.read(in));
    }
    boolean quoted = in.peek() == '"';
    String value = quoted ? in.quoted() : in.word(ends);
    if (!quoted && value.isEmpty()) {
      throw new MalformedFilter("a value is missing.");
    }
    Optional<BigDecimal> number = quoted ? Optional.empty() : number(value);
    if (operator.needsNumber && number.isEmpty()) {
      throw new MalformedFilter("less and greater compare with numbers, not with " + value + ".");
    }
    return new Comparison(operator, value, number, Optional.empty());
  }

  private static Comparison with(Operator operator, RegularExpression expression) {
    if (operator.needsNumber) {
      throw new MalformedFilter("less and greater compare with numbers, not with " + expression);
    }
    return new Comparison(
        operator, expression.toString(), Optional.empty(), Optional.of(expression));
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
  boolean holds(String value, Effort effort) {
    Optional<BigDecimal> other = number.isEmpty() ? Optional.empty() : number(value);
    if (number.isPresent() && other.isPresent()) {
      return holds(other.get(), effort);
    }
    return switch (operator) {
      case EQUAL -> isLike(value, effort);
      case UNEQUAL -> !isLike(value, effort);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> false;
    };
  }

  /// Compares with a number.
  boolean holds(BigDecimal value, Effort effort) {
    if (number.isEmpty()) {
      return holdsText(JsonText.written(value), effort);
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

  private boolean holdsText(String value, Effort effort) {
    return (operator == Operator.EQUAL) == isLike(value, effort);
  }

  private boolean isLike(String value, Effort effort) {
    return expression.isPresent()
        ? expression.get().isFoundIn(value, effort)
        : like(text, value, effort);
  }

  /// Whether a text is like a pattern. Goes back to the last asterisk only, and gives up when
  /// the effort is spent.
  private static boolean like(String pattern, String value, Effort effort) {
    int p = 0;
    int v = 0;
    int star = -1;
    int from = 0;
    while (v < value.length()) {
      if (!effort.spend(1)) {
        return false;
      }
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
