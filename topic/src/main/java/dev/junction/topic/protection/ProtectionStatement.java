package dev.junction.topic.protection;

import java.util.Set;

/// One statement of a policy: for whose messages, in which direction, what is looked for and what
/// follows.
///
/// @param direction the way of the messages
/// @param principals ARNs, or `*` for everyone
/// @param identifiers the names of the data identifiers
/// @param action what follows when they are found
public record ProtectionStatement(
    DataDirection direction, Set<String> principals, Set<String> identifiers, Action action) {

  /// What follows when sensitive data is found.
  public sealed interface Action {

    /// A record is written of this share of the messages.
    record Audit(int samplePercent) implements Action {}

    /// Each character of the data is replaced.
    record Mask(char with) implements Action {}

    /// The data is taken out.
    record Redact() implements Action {}

    /// The message is refused, or not delivered.
    record Deny() implements Action {}
  }

  boolean concerns(DataDirection way, String principal) {
    return direction == way && (principals.contains("*") || principals.contains(principal));
  }
}
