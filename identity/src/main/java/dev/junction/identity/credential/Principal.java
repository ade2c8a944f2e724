package dev.junction.identity.credential;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.wire.protocol.Caller;

/// Somebody who can make calls: an account's root, one of its users, or a session of a role.
///
/// @param account the account that the calls count for
/// @param arn the full name, as `GetCallerIdentity` answers it
/// @param userId the unique id that goes with it: the account id for a root, `AIDA…` for a user,
///     `AROA…:session` for a session of a role
public record Principal(AccountId account, Arn arn, String userId) {

  private static final String USER = "user/";
  private static final String ASSUMED_ROLE = "assumed-role/";

  /// The owner of an account.
  public static Principal root(AccountId account) {
    return new Principal(account, iam(account, "root"), account.value());
  }

  /// Nobody in particular: the caller of the few operations that need no signature. It has no
  /// rights, those of the account that the call is counted for neither.
  public static Principal anonymous() {
    return new Principal(AccountId.DEFAULT, iam(AccountId.DEFAULT, "anonymous"), Caller.ANONYMOUS);
  }

  /// A user of an account; the name may begin with a path, as in `team/alice`.
  public static Principal user(AccountId account, String name) {
    return named(account, iam(account, USER + name));
  }

  /// A session of a role.
  ///
  /// @param account the role's account
  /// @param roleName the role's name without its path
  /// @param sessionName the name that the session was given
  public static Principal assumedRole(AccountId account, String roleName, String sessionName) {
    Arn arn =
        new Arn("aws", "sts", "", account.value(), ASSUMED_ROLE + roleName + '/' + sessionName);
    return named(account, arn);
  }

  /// Whoever has this full name; the id follows from the name.
  public static Principal named(AccountId account, Arn arn) {
    String resource = arn.resource();
    if (arn.service().equals("iam") && resource.startsWith(USER)) {
      String name = resource.substring(resource.lastIndexOf('/') + 1);
      return new Principal(account, arn, UniqueId.ofUser(account, name));
    }
    int sessionAt = resource.lastIndexOf('/');
    if (isAssumedRole(arn) && sessionAt >= ASSUMED_ROLE.length()) {
      String role = resource.substring(ASSUMED_ROLE.length(), sessionAt);
      String id = UniqueId.ofRole(account, role) + ':' + resource.substring(sessionAt + 1);
      return new Principal(account, arn, id);
    }
    return new Principal(account, arn, account.value());
  }

  /// Whether this is the owner of the account.
  public boolean isRoot() {
    return arn.service().equals("iam") && arn.resource().equals("root");
  }

  /// Whether this is a session of a role.
  public boolean isAssumedRole() {
    return isAssumedRole(arn);
  }

  private static boolean isAssumedRole(Arn arn) {
    return arn.service().equals("sts") && arn.resource().startsWith(ASSUMED_ROLE);
  }

  private static Arn iam(AccountId account, String resource) {
    return new Arn("aws", "iam", "", account.value(), resource);
  }
}
