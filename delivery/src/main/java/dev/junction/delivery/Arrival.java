package dev.junction.delivery;

/// What became of a message at its target.
public sealed interface Arrival {

  /// The target has it.
  record Delivered() implements Arrival {}

  /// The target does not take it, and trying again would not help: it is not there, or its policy
  /// does not let the source in.
  ///
  /// @param code the error's code
  /// @param reason a sentence for a person
  record Refused(String code, String reason) implements Arrival {}

  /// The message arrived.
  Arrival DELIVERED = new Delivered();
}
