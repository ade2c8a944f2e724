package dev.junction.delivery.outbound;

/// What became of a request to the outside.
public sealed interface OutboundResult {

  /// The other side answered.
  record Answered(int status) implements OutboundResult {}

  /// There was no answer; the next attempt may have one.
  record Unanswered(String reason) implements OutboundResult {}

  /// The request was never sent and never will be: the address is not allowed or no address.
  record Forbidden(String reason) implements OutboundResult {}
}
