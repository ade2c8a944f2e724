package dev.junction.log.filter;

import dev.junction.log.filter.RegularExpression.Begin;
import dev.junction.log.filter.RegularExpression.Characters;
import dev.junction.log.filter.RegularExpression.End;
import dev.junction.log.filter.RegularExpression.Many;
import dev.junction.log.filter.RegularExpression.Match;
import dev.junction.log.filter.RegularExpression.One;
import dev.junction.log.filter.RegularExpression.Perhaps;
import dev.junction.log.filter.RegularExpression.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Reads a regular expression: letters and digits of ASCII, `: _ # = @ / ; , -`, classes, anchors,
/// quantifiers, alternatives, and what a backslash takes as it is. There are no groups.
///
/// Limits: 1,000 steps, where `{3,5}` is five. Source: CloudWatch Logs User Guide, "Supported
/// regular expressions (regex) syntax".
final class ExpressionReader {

  private static final int STEPS_MAX = 1_000;
  private static final int ASCII = 128;
  private static final String SYMBOLS = ":_#=@/;,-";
  private static final String OPERATORS = "^$?[]{}|*+.\\";
  private static final String NUMBERS = "0123456789";

  private final String text;
  private int at;
  private final List<Step> steps = new ArrayList<>();

  ExpressionReader(String text) {
    this.text = text;
  }

  List<Step> steps() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '|') {
        at++;
        endAlternative();
      } else if (c == '^') {
        at++;
        steps.add(new Begin());
      } else if (c == '$') {
        at++;
        steps.add(new End());
      } else {
        quantified(characters());
      }
    }
    endAlternative();
    return List.copyOf(steps);
  }

  private void endAlternative() {
    if (steps.isEmpty() || steps.getLast() instanceof Match) {
      throw malformed("something is missing");
    }
    steps.add(new Match());
  }

  private void quantified(Characters one) {
    int least = 1;
    int most = 1;
    switch (at < text.length() ? text.charAt(at) : '\0') {
      case '?' -> least = 0;
      case '*' -> {
        least = 0;
        most = -1;
      }
      case '+' -> most = -1;
      case '{' -> {
        counted(one);
        return;
      }
      default -> {
        repeat(one, 1, 1);
        return;
      }
    }
    at++;
    repeat(one, least, most);
  }

  /// `{3}`, `{3,}` or `{3,5}`.
  private void counted(Characters one) {
    at++;
    int least = number();
    int most = least;
    if (peek() == ',') {
      at++;
      most = peek() == '}' ? -1 : number();
    }
    if (peek() != '}' || (most >= 0 && most < least)) {
      throw malformed("a quantifier is wrong");
    }
    at++;
    repeat(one, least, most);
  }

  private int number() {
    int from = at;
    while (NUMBERS.indexOf(peek()) >= 0) {
      at++;
    }
    if (at == from || at - from > 4) {
      throw malformed("a quantifier is wrong");
    }
    return Integer.parseInt(text.substring(from, at));
  }

  /// @param most how often at most, or -1
  private void repeat(Characters one, int least, int most) {
    if (steps.size() + Math.max(least, most) > STEPS_MAX) {
      throw malformed("it is too long");
    }
    for (int i = 0; i < least; i++) {
      steps.add(new One(one));
    }
    if (most < 0) {
      steps.add(new Many(one));
    }
    for (int i = least; i < most; i++) {
      steps.add(new Perhaps(one));
    }
  }

  /// The character at the place, or a zero character at the end.
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  /// A character, an escape or a class.
  private Characters characters() {
    char c = text.charAt(at++);
    if (c == '.') {
      return of(new boolean[ASCII], true, false);
    }
    if (c == '[') {
      return bracketed();
    }
    boolean[] set = new boolean[ASCII];
    if (c == '\\') {
      return escaped(set) ? of(set, true) : of(set, false);
    }
    if (!isAlphanumeric(c) && SYMBOLS.indexOf(c) < 0) {
      throw malformed("'" + c + "' is not supported there");
    }
    set[c] = true;
    return of(set, false);
  }

  private Characters bracketed() {
    boolean isNegated = peek() == '^';
    if (isNegated) {
      at++;
    }
    boolean[] set = new boolean[ASCII];
    boolean isInverse = false;
    int from = at;
    while (peek() != ']') {
      if (peek() == '\\' && isClass(at + 1)) {
        at++;
        isInverse |= escaped(set);
        continue;
      }
      char first = member();
      char last = first;
      if (peek() == '-' && at + 1 < text.length() && text.charAt(at + 1) != ']') {
        at++;
        last = member();
      }
      if (last < first) {
        throw malformed("a range is the wrong way round");
      }
      IntStream.rangeClosed(first, last).forEach(each -> set[each] = true);
    }
    if (at == from) {
      throw malformed("a class is empty");
    }
    at++;
    return of(set, isNegated, isInverse);
  }

  private boolean isClass(int place) {
    return place < text.length() && "dDsSwW".indexOf(text.charAt(place)) >= 0;
  }

  /// One character of a class.
  private char member() {
    char c = peek();
    if (c == '\\') {
      at++;
      return literal();
    }
    if (c == '[' || (!isAlphanumeric(c) && SYMBOLS.indexOf(c) < 0 && OPERATORS.indexOf(c) < 0)) {
      throw malformed(c == '\0' ? "a class is not closed" : "'" + c + "' is not supported there");
    }
    at++;
    return c;
  }

  /// Adds what stands behind a backslash; answers whether all beyond ASCII is meant, too.
  private boolean escaped(boolean[] set) {
    if (!isClass(at)) {
      set[literal()] = true;
      return false;
    }
    char c = text.charAt(at++);
    boolean isInverse = Character.isUpperCase(c);
    for (char each = 0; each < ASCII; each++) {
      boolean isOfClass =
          switch (Character.toLowerCase(c)) {
            case 'd' -> NUMBERS.indexOf(each) >= 0;
            case 's' -> each == ' ' || (each >= '\t' && each <= '\r');
            default -> isAlphanumeric(each) || each == '_';
          };
      set[each] |= isOfClass != isInverse;
    }
    return isInverse;
  }

  /// The one character behind a backslash.
  private char literal() {
    char c = peek();
    if (c == 'x') {
      return hexadecimal();
    }
    if (c <= ' ' || c > '~' || isAlphanumeric(c)) {
      throw malformed("a backslash does not go with what follows");
    }
    at++;
    return c;
  }

  private char hexadecimal() {
    int from = at + 1;
    int end = from + 2;
    int value = 0;
    for (int i = from; i < end; i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
      value = digit < 0 ? ASCII : value * 16 + digit;
    }
    if (value >= ASCII) {
      throw malformed("a backslash does not go with what follows");
    }
    at = end;
    return (char) value;
  }

  private static Characters of(boolean[] set, boolean isInverse) {
    return of(set, false, isInverse);
  }

  private static Characters of(boolean[] set, boolean isNegated, boolean isInverse) {
    List<Boolean> all = IntStream.range(0, ASCII).mapToObj(i -> set[i] != isNegated).toList();
    return new Characters(all, isInverse != isNegated);
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private MalformedFilter malformed(String reason) {
    return new MalformedFilter(reason + " in %" + text + "% at character " + (at + 1) + ".");
  }
}
