package dev.junction.identity.policy;

import dev.junction.identity.policy.condition.MalformedPolicy;
import dev.junction.identity.policy.condition.PolicyFault;
import dev.junction.identity.policy.condition.WildcardPattern;
import java.util.ArrayList;
import java.util.List;

/// The actions that a statement is about, or with `NotAction` those that it is not about.
///
/// Shape: `*`, or a service, a colon and a name in which wildcards may stand. Case does not matter.
/// Source: IAM User Guide, "IAM JSON policy elements: Action".
///
/// @param excluded whether the patterns say what the statement is not about
public record Actions(boolean excluded, List<ActionPattern> patterns) {

  public Actions {
    patterns = List.copyOf(patterns);
  }

  /// One action, or several by wildcards.
  public record ActionPattern(String written, WildcardPattern pattern) {

    /// Whether it stands for an action.
    boolean covers(String action) {
      return pattern.matches(action, 0, action.length(), true);
    }
  }

  /// Reads the actions of a statement.
  ///
  /// @throws MalformedPolicy when one is none
  static Actions parse(boolean excluded, List<String> written) {
    List<ActionPattern> patterns = new ArrayList<>(written.size());
    for (String action : written) {
      WildcardPattern pattern = WildcardPattern.of(action);
      if (!isAction(action)) {
        throw MalformedPolicy.value(
            "An action is * or a service, a colon and a name: " + MalformedPolicy.quoted(action));
      }
      if (pattern.isCostly()) {
        throw new MalformedPolicy(
            PolicyFault.LIMIT, "An action is too complex: " + MalformedPolicy.quoted(action));
      }
      patterns.add(new ActionPattern(action, pattern));
    }
    return new Actions(excluded, patterns);
  }

  boolean cover(String action) {
    for (ActionPattern each : patterns) {
      if (each.covers(action)) {
        return !excluded;
      }
    }
    return excluded;
  }

  private static boolean isAction(String text) {
    if (text.equals("*")) {
      return true;
    }
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean wildcard = i > colon && (c == '*' || c == '?');
      if (!isNameCharacter(c) && !wildcard && i != colon) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
