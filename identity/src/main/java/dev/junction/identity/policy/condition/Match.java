package dev.junction.identity.policy.condition;

/// What comparing a value of a request with a value of a policy came to.
public enum Match {
  /// They match.
  YES,
  /// They do not match.
  NO,
  /// The policy's value holds a variable that the request gives no value for.
  UNRESOLVED;

  /// A plain answer.
  public static Match of(boolean matches) {
    return matches ? YES : NO;
  }
}
