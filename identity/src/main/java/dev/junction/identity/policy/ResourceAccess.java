package dev.junction.identity.policy;

import dev.junction.kernel.AccountId;
import org.jspecify.annotations.Nullable;

/// Whether a request may use a resource, from the resource's policy and its owner.
///
/// | caller | policy denies | policy allows | policy is silent, or there is none |
/// |---|---|---|---|
/// | somebody of the owner's account | no | yes | yes |
/// | somebody of another account | no | yes | no |
/// | a service | no | yes | no |
/// | nobody known | no | yes, which only `"Principal": "*"` does | no |
///
/// The owner's account is let through where the policy is silent, because there are no policies of
/// users and roles here that could allow or deny something. For the same reason an allowing policy
/// is enough for another account, which in the real service would have to allow it too.
///
/// Source: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic".
public final class ResourceAccess {

  /// Whether the request goes on.
  public enum Decision {
    ALLOWED,
    /// A statement of the policy denies it.
    DENIED_BY_POLICY,
    /// Nothing allows it.
    NOT_ALLOWED;

    /// Whether the request may go on.
    public boolean isAllowed() {
      return this == ALLOWED;
    }

    /// What a caller is told whose request does not go on.
    ///
    /// Source: IAM User Guide, "Troubleshoot access denied error messages".
    ///
    /// @param action with the service's prefix, as in `SNS:Publish`
    public String refusal(String principal, String action, String resource) {
      return "User: "
          + principal
          + " is not authorized to perform: "
          + action
          + " on resource: "
          + resource
          + (this == DENIED_BY_POLICY
              ? " with an explicit deny in a resource-based policy"
              : " because no resource-based policy allows the " + action + " action");
    }
  }

  private ResourceAccess() {}

  /// Decides.
  ///
  /// @param policy the resource's policy; null when it has none
  /// @param owner the account that the resource belongs to
  public static Decision decide(@Nullable Policy policy, AccountId owner, PolicyRequest request) {
    PolicyEvaluation.Verdict verdict =
        policy == null
            ? PolicyEvaluation.Verdict.SILENT
            : PolicyEvaluation.evaluate(policy, request);
    return switch (verdict) {
      case DENY -> Decision.DENIED_BY_POLICY;
      case ALLOW -> Decision.ALLOWED;
      case SILENT -> request.caller().belongsTo(owner) ? Decision.ALLOWED : Decision.NOT_ALLOWED;
    };
  }
}
