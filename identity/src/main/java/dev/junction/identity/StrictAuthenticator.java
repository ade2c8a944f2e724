package dev.junction.identity;

import dev.junction.identity.credential.AccessKey;
import dev.junction.identity.credential.AccessKeys;
import dev.junction.identity.credential.Principal;
import dev.junction.identity.session.OpenedSession;
import dev.junction.identity.session.SessionClaims;
import dev.junction.identity.session.Sessions;
import dev.junction.identity.signature.AuthenticationFailure;
import dev.junction.identity.signature.SignatureInput;
import dev.junction.identity.signature.SignatureParameters;
import dev.junction.identity.signature.SignatureVerifier;
import dev.junction.identity.signature.Verification;
import dev.junction.kernel.Region;
import dev.junction.kernel.Secret;
import dev.junction.wire.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/// Accepts a request only with a valid signature by a known access key, or by session credentials
/// that were issued here.
public final class StrictAuthenticator implements Authenticator {

  private final AccessKeys accessKeys;
  private final Sessions sessions;
  private final SignatureVerifier verifier;

  public StrictAuthenticator(AccessKeys accessKeys, Sessions sessions, SignatureVerifier verifier) {
    this.accessKeys = accessKeys;
    this.sessions = sessions;
    this.verifier = verifier;
  }

  @Override
  public Authentication authenticate(HttpRequest request) {
    return switch (SignatureInput.of(request)) {
      case SignatureInput.Absent _ -> refused(AuthenticationFailure.missingToken());
      case SignatureInput.Malformed(AuthenticationFailure failure) -> refused(failure);
      case SignatureInput.Present(SignatureParameters parameters) ->
          authenticate(request, parameters);
    };
  }

  @Override
  public @Nullable AuthenticationFailure wrongService(CallerIdentity caller, String signingName) {
    return caller.service().equals(signingName)
        ? null
        : AuthenticationFailure.wrongService(signingName);
  }

  private Authentication authenticate(HttpRequest request, SignatureParameters parameters) {
    String accessKeyId = parameters.scope().accessKeyId();
    String token = parameters.sessionToken();
    if (token == null || token.isEmpty()) {
      AccessKey key = accessKeys.find(accessKeyId);
      return key == null
          ? refused(AuthenticationFailure.unknownClient())
          : verify(request, parameters, key.secret(), key.principal());
    }
    return switch (sessions.open(accessKeyId, token)) {
      case OpenedSession.Foreign _ -> refused(AuthenticationFailure.unknownClient());
      case OpenedSession.Expired _ -> refused(AuthenticationFailure.expiredToken());
      case OpenedSession.Valid(SessionClaims claims, Secret secret) ->
          verify(request, parameters, secret, claims.principal());
    };
  }

  private Authentication verify(
      HttpRequest request, SignatureParameters parameters, Secret secret, Principal principal) {
    return switch (verifier.verify(request, parameters, secret)) {
      case Verification.Refused(AuthenticationFailure failure) -> refused(failure);
      case Verification.Verified(HttpRequest verified) ->
          new Authentication.Authenticated(
              new CallerIdentity(
                  principal,
                  new Region(parameters.scope().region()),
                  parameters.scope().service(),
                  parameters.scope().accessKeyId()),
              verified);
    };
  }

  private static Authentication refused(AuthenticationFailure failure) {
    return new Authentication.Refused(failure);
  }
}
