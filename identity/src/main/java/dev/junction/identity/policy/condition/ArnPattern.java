package dev.junction.identity.policy.condition;

import java.util.ArrayList;
import java.util.List;

/// An ARN of a condition, whose six parts are compared one by one, so that no wildcard reaches over
/// the colon after its part.
///
/// Shape: six parts split at the first five colons; or `*` for any ARN; or one variable that is
/// replaced by a whole ARN. Source: IAM User Guide, "IAM JSON policy elements: Condition
/// operators", Amazon Resource Name (ARN) condition operators.
public final class ArnPattern {

  private static final int PARTS = 6;

  private final String written;
  private final List<PolicyText> parts;

  private ArnPattern(String written, List<PolicyText> parts) {
    this.written = written;
    this.parts = parts;
  }

  /// Reads a pattern.
  ///
  /// @param variables whether policy variables are known
  /// @throws MalformedPolicy when it cannot match any ARN
  public static ArnPattern parse(String written, boolean variables) {
    List<PolicyText> parts = new ArrayList<>(PARTS);
    int from = 0;
    for (int i = 0; i < written.length() && parts.size() < PARTS - 1; i++) {
      if (variables && written.startsWith("${", i)) {
        // The colons of a variable's key and default do not separate parts.
        int end = written.indexOf('}', i);
        i = end < 0 ? written.length() : end;
      } else if (written.charAt(i) == ':') {
        parts.add(PolicyText.parse(written.substring(from, i), variables, true));
        from = i + 1;
      }
    }
    parts.add(PolicyText.parse(written.substring(from), variables, true));
    boolean whole = parts.size() == 1 && (written.equals("*") || parts.getFirst().hasVariables());
    if (parts.size() != PARTS && !whole) {
      throw MalformedPolicy.value(
          "An ARN has six parts, separated by colons: " + MalformedPolicy.quoted(written));
    }
    return new ArnPattern(written, List.copyOf(parts));
  }

  /// The pattern as it stands in the document.
  public String written() {
    return written;
  }

  /// Compares the pattern with a value of the request; what is no ARN does not match.
  public Match matches(String value, ContextValues context) {
    if (!value.startsWith("arn:")) {
      return Match.NO;
    }
    if (parts.size() == 1) {
      return parts.getFirst().matches(value, context, false);
    }
    Match result = Match.YES;
    int from = 0;
    for (int i = 0; i < PARTS; i++) {
      int to = i == PARTS - 1 ? value.length() : value.indexOf(':', from);
      if (to < 0) {
        return Match.NO;
      }
      switch (parts.get(i).matches(value, from, to, context, false)) {
        case NO -> {
          return Match.NO;
        }
        case UNRESOLVED -> result = Match.UNRESOLVED;
        case YES -> {
          // The next part decides.
        }
      }
      from = to + 1;
    }
    return result;
  }
}
