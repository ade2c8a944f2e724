package dev.junction.identity.signature;

import dev.junction.kernel.Secret;
import java.security.Key;

/// A secret narrowed to one day, region and service: what signatures are made with.
///
/// @param secret the secret that it was derived from
/// @param key the derived key
record SigningKey(Secret secret, Key key) {

  /// Whether it was derived from this secret. Secrets from a file are one object each, so that the
  /// comparison of contents is for session credentials and reloaded files.
  @SuppressWarnings("ReferenceEquality") // the quick way for the common case, not a mistake
  boolean comesFrom(Secret other) {
    return secret == other || secret.equals(other);
  }
}
