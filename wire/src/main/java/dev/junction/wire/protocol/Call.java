package dev.junction.wire.protocol;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.kernel.TraceContext;
import org.jspecify.annotations.Nullable;

/// The circumstances of one call of an operation: who, where, and as which request.
///
/// @param requestId the id that the answer carries
/// @param caller who calls
/// @param region the region that the call concerns
/// @param endpoint scheme, host and port under which the client reached this process, as in
///     `http://localhost:4566`; what URLs in answers start with
/// @param departure where to hear that the client went away before it was answered
/// @param trace the trace that the caller says it belongs to, or null
public record Call(
    String requestId,
    Caller caller,
    Region region,
    String endpoint,
    Departure departure,
    @Nullable TraceContext trace) {

  /// A call that says nothing of a trace.
  public Call(
      String requestId, Caller caller, Region region, String endpoint, Departure departure) {
    this(requestId, caller, region, endpoint, departure, null);
  }

  /// Where calls that wait hear that nobody waits for them any more.
  @FunctionalInterface
  public interface Departure {
    void onGone(Runnable listener);

    /// A caller inside this process, which never goes away.
    Departure NEVER = _ -> {};
  }

  /// The account that the call acts in.
  public AccountId accountId() {
    return caller.accountId();
  }

  /// The full name of the caller.
  public String principalArn() {
    return caller.principalArn();
  }

  /// The unique id of the caller.
  public String userId() {
    return caller.userId();
  }

  /// The access key that signed the request; empty for an anonymous one.
  public String accessKeyId() {
    return caller.accessKeyId();
  }

  /// Registers what to do when the client goes away before the answer.
  public void onGone(Runnable listener) {
    departure.onGone(listener);
  }
}
