package dev.junction.wire.protocol;

import dev.junction.kernel.AccountId;

/// Who makes a call.
///
/// @param account the account that the call acts in
/// @param principalArn the user, role session or service that the call is made as
/// @param accessKeyId the key that signed the request; empty when nothing was signed
public record Caller(AccountId account, String principalArn, String accessKeyId) {}
