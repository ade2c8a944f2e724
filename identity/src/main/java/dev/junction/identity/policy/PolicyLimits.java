package dev.junction.identity.policy;

/// How much a policy may hold. Each service has its own; all are checked before anything is kept.
///
/// @param documentBytesMax the document in UTF-8
/// @param statementsMax statements of the policy
/// @param principalsMax names under `Principal` and `NotPrincipal` in the whole policy
/// @param conditionsMax pairs of operator and key in the whole policy
/// @param actionsMax actions of one statement
public record PolicyLimits(
    int documentBytesMax, int statementsMax, int principalsMax, int conditionsMax, int actionsMax) {

  /// For services that state nothing narrower. Ours, but for the size: 30 KB is the largest that a
  /// service documents for the policy of a resource (SNS API Reference, `SetTopicAttributes`).
  public static final PolicyLimits GENERAL = new PolicyLimits(30 * 1024, 100, 1000, 500, 200);

  /// How deep values lie in one another at most: policy, statements, statement, `Condition`,
  /// operator, values.
  static final int DEPTH_MAX = 6;
}
