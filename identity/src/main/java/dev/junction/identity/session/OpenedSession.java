package dev.junction.identity.session;

import dev.junction.kernel.Secret;

/// What came of opening a session token.
public sealed interface OpenedSession {

  /// The session is ours and runs.
  ///
  /// @param claims what it says
  /// @param secret what its requests are signed with
  record Valid(SessionClaims claims, Secret secret) implements OpenedSession {}

  /// The session is ours and has ended.
  record Expired() implements OpenedSession {}

  /// The token is not ours, not for this access key, or its key is gone.
  record Foreign() implements OpenedSession {}
}
