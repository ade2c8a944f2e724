package dev.junction.topic.protection;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One statement of a policy: for whose messages, in which direction, what is looked for and what
/// follows.
///
/// @param direction the way of the messages
/// @param principals ARNs, or `*` for everyone
/// @param identifiers what is looked for
/// @param action what follows when they are found
public record ProtectionStatement(
    DataDirection direction, Set<String> principals, Set<Identifier> identifiers, Action action) {

  /// What follows when sensitive data is found.
  public sealed interface Action {

    /// A record is written of this share of the messages.
    ///
    /// @param findingsGroup the log group for those in which something was found, or null
    /// @param othersGroup the log group for those in which nothing was found, or null
    record Audit(int samplePercent, @Nullable String findingsGroup, @Nullable String othersGroup)
        implements Action {

      @Nullable String group(boolean isFound) {
        return isFound ? findingsGroup : othersGroup;
      }
    }

    /// Each character of the data is replaced.
    record Mask(char with) implements Action {}

    /// The data is taken out.
    record Redact() implements Action {}

    /// The message is refused, or not delivered.
    record Deny() implements Action {}
  }

  /// Whether it is about messages that go this way, of this principal.
  boolean concerns(DataDirection way, String principal) {
    return direction == way && (principals.contains("*") || principals.contains(principal));
  }
}
