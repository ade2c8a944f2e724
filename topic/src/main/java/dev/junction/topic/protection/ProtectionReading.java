package dev.junction.topic.protection;

/// What came of reading a data protection policy.
public sealed interface ProtectionReading {

  /// The text is a policy.
  record Accepted(ProtectionPolicy policy) implements ProtectionReading {}

  /// The text is refused, with a sentence for `InvalidParameter`.
  record Refused(String reason) implements ProtectionReading {}
}
