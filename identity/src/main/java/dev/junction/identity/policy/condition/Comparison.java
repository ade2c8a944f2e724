package dev.junction.identity.policy.condition;

/// How the request's value must stand to the policy's.
enum Comparison {
  EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL;

  /// Whether an order is the one that is asked for.
  ///
  /// @param order negative, zero or positive, as `compareTo` answers it for request and policy
  boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }
}
