package dev.junction.identity;

import dev.junction.identity.credential.Principal;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;

/// Who makes a call, and for which region and service it was signed.
///
/// @param principal who calls
/// @param region the region that the call is for
/// @param service the service that the signature names, as in `sqs`; empty when the request does
///     not say
/// @param accessKeyId the access key that the request names; empty when it names none; begins with
///     `ASIA` for session credentials
public record CallerIdentity(
    Principal principal, Region region, String service, String accessKeyId) {

  /// The account that the call counts for.
  public AccountId account() {
    return principal.account();
  }

  /// The caller's full name.
  public Arn principalArn() {
    return principal.arn();
  }

  /// The unique id that goes with the full name.
  public String userId() {
    return principal.userId();
  }
}
