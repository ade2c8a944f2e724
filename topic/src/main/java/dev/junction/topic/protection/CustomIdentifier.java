package dev.junction.topic.protection;

import dev.junction.kernel.BoundedText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A data identifier that a policy defines itself, by a regular expression.
///
/// Limits: 128 characters of the name, 200 of the expression, which may look at each character of a
/// text about [#LOOKS_PER_CHARACTER] times; where that is not enough, all that is left of the text
/// counts as found. Source of the limits and of the characters, among which there are no
/// parentheses: SNS Developer Guide, "Using custom data identifiers".
///
/// @param name what statements call it
/// @param pattern the expression
record CustomIdentifier(String name, Pattern pattern) {

  static final int COUNT_MAX = 10;
  private static final int LOOKS_PER_CHARACTER = 16;
  private static final int LOOKS_MIN = 10_000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Pattern CHARACTERS =
      Pattern.compile("[A-Za-z0-9_#=@/;,\\- ^$?\\[\\]{}|\\\\*+.]{1,200}");

  /// What takes one character of a text: a plain one, an escaped one or a class.
  private static final String ONE =
      "(?:[A-Za-z0-9_#=@/;,\\- .]"
          + "|\\\\(?:[pPx]\\{[A-Za-z0-9_=]++\\}|[dDsSwWhHvVtnrfpPxu]|[^A-Za-z0-9])"
          + "|\\[\\^?+(?:\\\\[dDsSwWhHvVtnrf]|\\\\[^A-Za-z0-9]|[^\\\\\\[\\]])++\\])";

  /// At most 1,000 times.
  private static final String TIMES =
      "(?:[*+?]|\\{N(?:,N?+)?+\\})[?+]?+".replace("N", "(?:1000|[0-9]{1,3})");

  /// What takes nothing is not repeated: that would take time without a look at the text.
  private static final Pattern EXPRESSION =
      Pattern.compile("(?:" + ONE + "(?:" + TIMES + ")?+|[\\^$|]|\\\\[bB])++");

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /// The identifier, or null when the expression is none.
  static @Nullable CustomIdentifier of(String name, String expression) {
    if (!CHARACTERS.matcher(expression).matches() || !EXPRESSION.matcher(expression).matches()) {
      return null;
    }
    try {
      return new CustomIdentifier(name, Pattern.compile(expression));
    } catch (PatternSyntaxException _) {
      return null;
    }
  }

  List<Finding> find(String text) {
    List<Finding> findings = new ArrayList<>();
    int end = 0;
    int looks = LOOKS_MIN + LOOKS_PER_CHARACTER * text.length();
    Matcher matcher = pattern.matcher(BoundedText.of(text, looks));
    try {
      while (matcher.find()) {
        end = matcher.end();
        if (end > matcher.start()) {
          findings.add(new Finding(name, matcher.start(), end));
        }
      }
    } catch (BoundedText.Exhausted _) {
      findings.add(new Finding(name, end, text.length()));
    }
    return findings;
  }
}
