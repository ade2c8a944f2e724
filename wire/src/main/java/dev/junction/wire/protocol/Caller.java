package dev.junction.wire.protocol;

import dev.junction.kernel.AccountId;

/// Who makes a call.
///
/// @param accountId the account that the call acts in
/// @param principalArn the user, role session or account root that the call is made as
/// @param userId the unique id of that principal
/// @param accessKeyId the key that signed the request; empty when nothing was signed
/// @param sourceAddress the IP address that the request came from; empty for a caller inside
public record Caller(
    AccountId accountId,
    String principalArn,
    String userId,
    String accessKeyId,
    String sourceAddress) {

  /// The id of callers that nobody knows, where signatures count.
  public static final String ANONYMOUS = "anonymous";

  /// Whether nobody knows who calls: then no account's rights are theirs, whatever account the call
  /// is counted for.
  public boolean isAnonymous() {
    return userId.equals(ANONYMOUS);
  }

  /// A caller inside this process.
  public Caller(AccountId accountId, String principalArn, String userId, String accessKeyId) {
    this(accountId, principalArn, userId, accessKeyId, "");
  }
}
