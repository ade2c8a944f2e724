package dev.junction.identity.policy;

import dev.junction.identity.policy.condition.PolicyFault;

/// What reading a policy document came to.
public sealed interface ParsedPolicy {

  /// The document is a policy.
  record Accepted(Policy policy) implements ParsedPolicy {}

  /// The document is none.
  ///
  /// @param reason a sentence for its author, with a part of the document at most
  record Refused(PolicyFault fault, String reason) implements ParsedPolicy {}
}
