package dev.junction.identity;

import dev.junction.identity.signature.AuthenticationFailure;
import dev.junction.wire.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/// The one door through which requests get a caller.
///
/// Threads: any number, also the event loop: nothing blocks but a rare look at the credentials
/// file. Errors: a refusal is a value; nothing that a client sends is thrown.
public interface Authenticator {

  /// Says who sent a request.
  Authentication authenticate(HttpRequest request);

  /// Why a caller may not call a service with a signature for the service that it named; null when
  /// it may, as it always may where signatures do not count.
  ///
  /// @param signingName the called service's name in the scope of signatures
  default @Nullable AuthenticationFailure wrongService(CallerIdentity caller, String signingName) {
    return null;
  }
}
