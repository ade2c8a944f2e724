package dev.junction.identity.credential;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;

/// Somebody who can make calls: an account's root, one of its users, or a session of a role.
///
/// @param account the account that the calls count for
/// @param arn the full name, as `GetCallerIdentity` answers it
/// @param userId the unique id that goes with it: the account id for a root, `AIDA…` for a user,
///     `AROA…:session` for a session of a role
public record Principal(AccountId account, Arn arn, String userId) {

  /// The owner of an account.
  public static Principal root(AccountId account) {
    return new Principal(account, iam(account, "root"), account.value());
  }

  /// A user of an account; the name may begin with a path, as in `team/alice`.
  public static Principal user(AccountId account, String name) {
    Arn arn = iam(account, "user/" + name);
    return new Principal(account, arn, UniqueId.ofUser(arn));
  }

  /// A session of a role.
  ///
  /// @param role the role's own ARN, `arn:aws:iam::account:role/path/name`
  /// @param sessionName the name that the session was given
  public static Principal assumedRole(AccountId account, Arn role, String sessionName) {
    String roleName = role.resource().substring(role.resource().lastIndexOf('/') + 1);
    Arn arn =
        new Arn(
            role.partition(),
            "sts",
            "",
            account.value(),
            "assumed-role/" + roleName + '/' + sessionName);
    return new Principal(account, arn, UniqueId.ofRole(role) + ':' + sessionName);
  }

  /// Whether this is the owner of the account.
  public boolean isRoot() {
    return arn.service().equals("iam") && arn.resource().equals("root");
  }

  private static Arn iam(AccountId account, String resource) {
    return new Arn("aws", "iam", "", account.value(), resource);
  }
}
