package dev.junction.expression.filter;

/// What came of reading a filter policy.
public sealed interface FilterReading {

  /// The text is a policy.
  record Accepted(FilterPolicy policy) implements FilterReading {}

  /// The text is refused. The service says `InvalidParameter` with `Invalid parameter: ` and the
  /// reason; `Subscribe` puts `Attributes Reason: ` between the two.
  record Refused(String reason) implements FilterReading {}
}
