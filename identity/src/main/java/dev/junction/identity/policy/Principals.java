package dev.junction.identity.policy;

import java.util.List;

/// The callers that a statement is about, or with `NotPrincipal` those that it is not about.
///
/// Source: IAM User Guide, "AWS JSON policy elements: Principal" and "… NotPrincipal".
///
/// @param excluded whether the names say whom the statement is not about; only statements that deny
///     may do that
public record Principals(boolean excluded, List<PrincipalName> names) {

  public Principals {
    names = List.copyOf(names);
  }

  boolean cover(Caller caller) {
    return excluded ? !excepts(caller) : isNamed(caller);
  }

  private boolean isNamed(Caller caller) {
    for (PrincipalName name : names) {
      if (name.names(caller)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a caller is excepted by `NotPrincipal`. For somebody of an account it takes the name
  /// of the account and that of the user; for a session it takes the account and the role, and the
  /// session when any session of the role is named. The real service looks at each of these in
  /// turn, and denies when one is missing.
  private boolean excepts(Caller caller) {
    if (!(caller instanceof Caller.Identity identity)) {
      return isNamed(caller);
    }
    boolean account = false;
    boolean role = false;
    boolean otherSession = false;
    boolean exact = identity.isRoot();
    for (PrincipalName name : names) {
      switch (name) {
        case PrincipalName.Everyone() -> {
          return true;
        }
        case PrincipalName.Account each -> account |= each.names(caller);
        case PrincipalName.Role each -> role |= each.names(caller);
        case PrincipalName.UniqueId each -> exact |= each.names(caller);
        case PrincipalName.Identity each -> {
          exact |= each.names(caller);
          otherSession |= each.written().contains(":assumed-role/" + identity.roleName() + '/');
        }
        case PrincipalName.Service _, PrincipalName.Stranger _ -> {
          // They never name somebody of an account.
        }
      }
    }
    boolean session = identity.roleName() != null;
    return account && (session ? role && (exact || !otherSession) : exact);
  }
}
