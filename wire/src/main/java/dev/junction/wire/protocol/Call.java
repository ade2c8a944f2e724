package dev.junction.wire.protocol;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;

/// The circumstances of one call of an operation.
///
/// @param requestId the id that the answer carries
/// @param accountId the account of the caller
/// @param region the region that the call concerns
/// @param accessKeyId the access key that signed the request, or empty for an anonymous one
/// @param principalArn the ARN of the caller
/// @param userId the unique id of the caller
/// @param endpoint scheme and authority under which the client reached this process
/// @param departure where to hear that the client went away before it was answered
public record Call(
    String requestId,
    AccountId accountId,
    Region region,
    String accessKeyId,
    String principalArn,
    String userId,
    String endpoint,
    Departure departure) {

  /// Where calls that wait hear that nobody waits for them any more.
  @FunctionalInterface
  public interface Departure {
    void onGone(Runnable listener);

    /// A caller inside this process, which never goes away.
    Departure NEVER = _ -> {};
  }

  /// Registers what to do when the client goes away before the answer.
  public void onGone(Runnable listener) {
    departure.onGone(listener);
  }
}
