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
/// Limits: 128 characters of the name, 200 of the expression. Source of the limits and of the
/// characters, among which there are no parentheses: SNS Developer Guide, "Using custom data
/// identifiers".
///
/// @param name what statements call it
/// @param pattern the expression
/// @param weight what a look costs
record CustomIdentifier(String name, Pattern pattern, int weight) implements Identifier {

  static final int COUNT_MAX = 10;

  /// Characters of a class that cost nothing more, and how many more cost another look.
  private static final int CLASS_CHARACTERS = 12;

  private static final int CLASS_CHARACTERS_PER_LOOK = 8;
  private static final int ANCHORS_PER_LOOK = 2;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Pattern CHARACTERS =
      Pattern.compile("[A-Za-z0-9_#=@/;,\\- ^$?\\[\\]{}|\\\\*+.]{1,200}");

  private static final String ESCAPED =
      "\\\\(?:[pPx]\\{[A-Za-z0-9_=]++\\}|[dDsSwWhHvVtnrfpPxu]|[^A-Za-z0-9])";

  private static final String CLASS =
      "\\[\\^?+(?:\\\\[dDsSwWhHvVtnrf]|\\\\[^A-Za-z0-9]|[^\\\\\\[\\]])++\\]";

  /// What takes one character of a text: a plain one, an escaped one or a class.
  private static final String ONE = "(?:[A-Za-z0-9_#=@/;,\\- .]|" + ESCAPED + "|" + CLASS + ")";

  /// What costs more than a look: its first group is a class, its second an anchor, which may stand
  /// in many alternatives and looks at nothing.
  private static final Pattern COSTLY = Pattern.compile(ESCAPED + "|(" + CLASS + ")|([\\^$])");

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
      return new CustomIdentifier(name, Pattern.compile(expression), weight(expression));
    } catch (PatternSyntaxException _) {
      return null;
    }
  }

  private static int weight(String expression) {
    int anchors = 0;
    int longest = 0;
    Matcher costly = COSTLY.matcher(expression);
    while (costly.find()) {
      anchors += costly.group(2) == null ? 0 : 1;
      longest = Math.max(longest, costly.group(1) == null ? 0 : costly.group(1).length());
    }
    return 1
        + anchors / ANCHORS_PER_LOOK
        + Math.max(0, longest - CLASS_CHARACTERS) / CLASS_CHARACTERS_PER_LOOK;
  }

  @Override
  public List<Finding> find(CharSequence text, int findingsMax) {
    List<Finding> findings = new ArrayList<>();
    int end = 0;
    Matcher matcher = pattern.matcher(text);
    try {
      while (findings.size() < findingsMax && matcher.find()) {
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
