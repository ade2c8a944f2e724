package dev.junction.identity;

import dev.junction.identity.signature.AuthenticationFailure;
import dev.junction.identity.signature.FailureKind;
import dev.junction.identity.signature.ProtocolFamily;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.http.HttpRequest;

/// How the question of who sent a request was answered.
public sealed interface Authentication {

  /// The request is its caller's.
  ///
  /// @param caller who that is
  /// @param request the request to go on with: the one that came, or, when its body came in
  ///     `aws-chunked` encoding, the same with the plain body
  record Authenticated(CallerIdentity caller, HttpRequest request) implements Authentication {}

  /// The request is not accepted.
  record Refused(AuthenticationFailure failure) implements Authentication {

    /// Whether it carries no signature at all, good or bad.
    public boolean isUnsigned() {
      return failure.kind() == FailureKind.MISSING_TOKEN;
    }

    /// The error in the words of the protocol that the request seems to speak.
    public ServiceError errorFor(HttpRequest request) {
      return failure.toServiceError(ProtocolFamily.of(request));
    }
  }

  /// The same as an outcome, with the error in the words of a protocol family.
  default Outcome<Authenticated> toOutcome(ProtocolFamily family) {
    return switch (this) {
      case Authenticated authenticated -> Outcome.accepted(authenticated);
      case Refused(AuthenticationFailure failure) ->
          Outcome.rejected(failure.toServiceError(family));
    };
  }
}
