package dev.junction.identity;

import dev.junction.identity.credential.Principal;
import dev.junction.identity.session.OpenedSession;
import dev.junction.identity.session.SessionClaims;
import dev.junction.identity.session.Sessions;
import dev.junction.identity.signature.AuthenticationFailure;
import dev.junction.identity.signature.AwsChunkedBody;
import dev.junction.identity.signature.StatedCaller;
import dev.junction.identity.signature.Verification;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.kernel.Secret;
import dev.junction.wire.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/// Believes what a request says about its caller, and accepts requests that say nothing.
///
/// An access key id of twelve digits is that account; every other one, and none, is
/// [AccountId#DEFAULT]. Session credentials that were issued here carry their own account, and end
/// when they end. For development on one machine only: nothing is verified.
public final class OpenAuthenticator implements Authenticator {

  private final Sessions sessions;

  public OpenAuthenticator(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Authentication authenticate(HttpRequest request) {
    StatedCaller stated = StatedCaller.of(request);
    String token = stated.sessionToken();
    if (token == null) {
      return accept(request, stated, null);
    }
    return switch (sessions.open(stated.accessKeyId(), token)) {
      case OpenedSession.Foreign _ -> accept(request, stated, null);
      case OpenedSession.Expired _ ->
          new Authentication.Refused(AuthenticationFailure.expiredToken());
      case OpenedSession.Valid(SessionClaims claims, Secret _) ->
          accept(request, stated, claims.principal());
    };
  }

  private static Authentication accept(
      HttpRequest request, StatedCaller stated, @Nullable Principal ofSession) {
    return switch (AwsChunkedBody.decodeUnverified(request)) {
      case Verification.Refused(AuthenticationFailure failure) ->
          new Authentication.Refused(failure);
      case Verification.Verified(HttpRequest plain) ->
          new Authentication.Authenticated(
              new CallerIdentity(
                  ofSession == null ? principalOf(stated.accessKeyId()) : ofSession,
                  regionOf(stated.region(), request.header("Host")),
                  stated.service(),
                  stated.accessKeyId()),
              plain);
    };
  }

  private static Principal principalOf(String accessKeyId) {
    return Principal.root(
        AccountId.isValid(accessKeyId) ? new AccountId(accessKeyId) : AccountId.DEFAULT);
  }

  private static Region regionOf(String stated, @Nullable String host) {
    if (Region.isValid(stated)) {
      return new Region(stated);
    }
    return host == null ? Region.DEFAULT : HostRegion.of(host).orElse(Region.DEFAULT);
  }
}
