package dev.junction.identity.policy;

import dev.junction.identity.policy.condition.ContextValues;
import dev.junction.identity.policy.condition.MalformedPolicy;
import dev.junction.identity.policy.condition.Match;
import dev.junction.identity.policy.condition.PolicyText;
import java.util.ArrayList;
import java.util.List;

/// The resources that a statement is about, or with `NotResource` those that it is not about.
///
/// Shape: `*`, or an ARN in which wildcards may stand, and behind the fifth colon policy variables.
/// A star reaches over colons. Source: IAM User Guide, "IAM JSON policy elements: Resource".
///
/// @param excluded whether the patterns say what the statement is not about
public record Resources(boolean excluded, List<PolicyText> patterns) {

  private static final int COLONS_BEFORE_VARIABLES = 5;

  public Resources {
    patterns = List.copyOf(patterns);
  }

  /// Reads the resources of a statement.
  ///
  /// @param variables whether policy variables are known
  /// @throws MalformedPolicy when one is none
  static Resources parse(boolean excluded, List<String> written, boolean variables) {
    List<PolicyText> patterns = new ArrayList<>(written.size());
    for (String resource : written) {
      if (!resource.equals("*") && !resource.startsWith("arn:")) {
        throw MalformedPolicy.value(
            "A resource is * or an ARN: " + MalformedPolicy.quoted(resource));
      }
      PolicyText pattern = PolicyText.parse(resource, variables, true);
      if (pattern.hasVariables() && !variablesStandBehindTheAccount(resource)) {
        throw MalformedPolicy.value(
            "Policy variables may stand only behind the fifth colon of a resource: "
                + MalformedPolicy.quoted(resource));
      }
      patterns.add(pattern);
    }
    return new Resources(excluded, patterns);
  }

  private static boolean variablesStandBehindTheAccount(String resource) {
    int colons = 0;
    for (int i = 0; i < resource.indexOf("${"); i++) {
      colons += resource.charAt(i) == ':' ? 1 : 0;
    }
    return colons >= COLONS_BEFORE_VARIABLES;
  }

  /// Whether each of those that are not excluded can stand for a resource.
  boolean standFor(String resource) {
    ContextValues unknown = _ -> List.of();
    return excluded
        || patterns.stream()
            .allMatch(pattern -> pattern.matches(resource, unknown, false) != Match.NO);
  }

  /// Whether the statement is about this resource.
  ///
  /// @param allows whether the statement allows something; then a resource that cannot be told,
  ///     because the request has no value for a variable, is not outside of those that are excluded
  boolean cover(String resource, ContextValues context, boolean allows) {
    boolean unresolved = false;
    for (PolicyText pattern : patterns) {
      switch (pattern.matches(resource, context, false)) {
        case YES -> {
          return !excluded;
        }
        case UNRESOLVED -> unresolved = true;
        case NO -> {
          // Another pattern may match.
        }
      }
    }
    return excluded && !(unresolved && allows);
  }
}
