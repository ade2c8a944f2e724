package dev.junction.identity.signature;

import dev.junction.wire.http.HttpRequest;

/// How the check of a signature ended.
public sealed interface Verification {

  /// The request is what the holder of the secret signed.
  ///
  /// @param request the request to go on with: the one that came, or, when its body came in signed
  ///     chunks, the same with the plain body
  record Verified(HttpRequest request) implements Verification {}

  /// The request is not accepted.
  record Refused(AuthenticationFailure failure) implements Verification {}
}
