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

  /// A caller inside this process.
  public Caller(AccountId accountId, String principalArn, String userId, String accessKeyId) {
    this(accountId, principalArn, userId, accessKeyId, "");
  }
}
