package dev.junction.delivery.outbound;

/// What became of a request to the outside.
public sealed interface OutboundResult {

  /// The other side answered.
  ///
  /// @param retryAfterSeconds how long it wants to be left alone; 0 when it does not say
  record Answered(int status, long retryAfterSeconds) implements OutboundResult {

    /// An answer that does not say when to come again.
    public Answered(int status) {
      this(status, 0);
    }
  }

  /// There was no answer; the next attempt may have one.
  record Unanswered(String reason) implements OutboundResult {}

  /// The request was never sent and never will be: the address is not allowed or no address.
  record Forbidden(String reason) implements OutboundResult {}
}
