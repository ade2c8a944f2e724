package dev.junction.wire.protocol;

import dev.junction.kernel.AccountId;

/// Who makes a call.
///
/// @param accountId the account that the call acts in
/// @param principalArn the user, role session or account root that the call is made as; for a call
///     that a service of this process makes on behalf of the account, the name of the service, as
///     in `schemas.amazonaws.com`
/// @param userId the unique id of that principal
/// @param accessKeyId the key that signed the request; empty when nothing was signed
/// @param sourceAddress the IP address that the request came from; empty for a caller inside
/// @param userAgent what the client calls itself; empty when it does not, and for a caller inside
public record Caller(
    AccountId accountId,
    String principalArn,
    String userId,
    String accessKeyId,
    String sourceAddress,
    String userAgent) {

  /// The id of callers that nobody knows, where signatures count.
  public static final String ANONYMOUS = "anonymous";

  /// Whether nobody knows who calls: then no account's rights are theirs, whatever account the call
  /// is counted for.
  public boolean isAnonymous() {
    return userId.equals(ANONYMOUS);
  }

  /// A caller inside this process.
  public Caller(AccountId accountId, String principalArn, String userId, String accessKeyId) {
    this(accountId, principalArn, userId, accessKeyId, "", "");
  }

  /// A service of this process on behalf of an account. No request from outside is made so.
  ///
  /// @param principal the service, as in `schemas.amazonaws.com`
  public static Caller service(AccountId accountId, String principal) {
    return new Caller(accountId, principal, accountId.value(), "");
  }

  /// Whether a service of this process calls on behalf of the account.
  public boolean isService() {
    return !principalArn.startsWith("arn:");
  }
}
