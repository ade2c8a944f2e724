package dev.junction.delivery.outbound;

/// What an exchange with the outside brought: what became of the request, and the beginning of the
/// answer's body.
///
/// @param result what became of the request
/// @param body the body of an answer, as far as it was read; empty without one
public record OutboundReply(OutboundResult result, byte[] body) {}
