package dev.junction.delivery.outbound;

/// What became of a request to the outside.
public sealed interface OutboundResult {

  /// The other side answered.
  ///
  /// @param retryAfterSeconds how long it wants to be left alone; 0 when it does not say,
  ///     negative when it does not want to be asked again
  record Answered(int status, long retryAfterSeconds) implements OutboundResult {

    /// An answer that does not say when to come again.
    public Answered(int status) {
      this(status, 0);
    }

    /// Whether the other side did not accept who we said we are.
    public boolean isUnauthorized() {
      return status == 401 || status == 407;
    }

    /// Whether the next attempt may get a better answer.
    ///
    /// Source: SNS Developer Guide, "Amazon SNS message delivery retries" and "Fanout to HTTP/S
    /// endpoints": server errors and throttling are tried again, other errors of the client are
    /// not. EventBridge User Guide, "API destinations as targets": there also 401, 407 and 409 are.
    ///
    /// A negative `Retry-After` ends the attempts there.
    ///
    /// @param throughGateway whether an API destination answered
    public boolean isWorthAnother(boolean throughGateway) {
      if (throughGateway && retryAfterSeconds < 0) {
        return false;
      }
      return status >= 500
          || status < 200
          || status == 429
          || (throughGateway && (isUnauthorized() || status == 409));
    }
  }

  /// There was no answer; the next attempt may have one.
  record Unanswered(String reason) implements OutboundResult {}

  /// The request was never sent and never will be: the address is not allowed or no address.
  record Forbidden(String reason) implements OutboundResult {}
}
