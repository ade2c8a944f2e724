package dev.junction.wire.protocol;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import org.jspecify.annotations.Nullable;

/// The circumstances of one call of an operation: who, where, and as which request.
///
/// @param caller who calls
/// @param region the region that the call is addressed to
/// @param requestId the id that the answer carries
/// @param endpoint scheme, host and port by which the caller reached this process, as in
///     `http://localhost:4566`; what URLs in answers start with
/// @param sourceIp the address that the request came from; null for calls inside this process
/// @param userAgent how the client names itself; null when it does not
public record Call(
    Caller caller,
    Region region,
    String requestId,
    String endpoint,
    @Nullable String sourceIp,
    @Nullable String userAgent) {

  /// The account that the call acts in.
  public AccountId account() {
    return caller.account();
  }
}
