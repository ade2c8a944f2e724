package dev.junction.server.page;

import dev.junction.identity.Authentication;
import dev.junction.identity.Authenticator;
import dev.junction.identity.CallerIdentity;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Caller;
import dev.junction.wire.server.RequestIds;
import java.util.Objects;
import java.util.Set;

/// Who may use the pages that show data or change something.
///
/// In strict mode whoever signs with a valid key, for `sqs` or `junction` as the service. In open
/// mode everybody, but not a foreign site by way of somebody's browser: the name in `Host` must be
/// one that such a site cannot have, and `Origin`, which browsers send with what a script asks for,
/// must be this server's own.
public final class PageGuard {

  private static final Set<String> SIGNING_NAMES = Set.of("sqs", "junction");

  private final Authenticator authenticator;
  private final boolean open;
  private final String ownHost;

  /// @param open whether signatures do not count
  /// @param ownHost the host that this server was told to listen on
  public PageGuard(Authenticator authenticator, boolean open, String ownHost) {
    this.authenticator = authenticator;
    this.open = open;
    this.ownHost = ownHost;
  }

  Admission admit(HttpRequest request, String remoteAddress) {
    return open ? admitOpen(request) : admitSigned(request, remoteAddress);
  }

  private Admission admitOpen(HttpRequest request) {
    String host = Objects.requireNonNullElse(request.header("Host"), "");
    String name = HostName.of(host);
    if (!HostName.isLoopbackOrAddress(name) && !name.equalsIgnoreCase(ownHost)) {
      return new Admission.Refused(
          forbidden(
              "This page is shown under localhost or an IP address only, not as the host \""
                  + name
                  + "\", so that no web site can read it through a browser."));
    }
    String own = (request.secure() ? "https://" : "http://") + host;
    for (String origin : request.headers().all("Origin")) {
      if (!origin.equalsIgnoreCase(own)) {
        return new Admission.Refused(
            forbidden("This page is not for scripts of other sites (Origin: " + origin + ")."));
      }
    }
    return new Admission.Granted(null);
  }

  private Admission admitSigned(HttpRequest request, String remoteAddress) {
    return switch (authenticator.authenticate(request)) {
      case Authentication.Refused refused -> {
        ServiceError error = refused.errorFor(request);
        yield new Admission.Refused(Answers.refusal(403, error.code(), error.message()));
      }
      case Authentication.Authenticated(CallerIdentity caller, HttpRequest _) ->
          SIGNING_NAMES.contains(caller.service())
              ? new Admission.Granted(call(request, caller, remoteAddress))
              : new Admission.Refused(
                  forbidden(
                      "Sign this request for the service sqs or junction, not for \""
                          + caller.service()
                          + "\"."));
    };
  }

  private static Call call(HttpRequest request, CallerIdentity caller, String remoteAddress) {
    String host = Objects.requireNonNullElse(request.header("Host"), "localhost");
    return new Call(
        RequestIds.next(),
        new Caller(
            caller.account(),
            caller.principalArn().toString(),
            caller.userId(),
            caller.accessKeyId(),
            remoteAddress,
            Objects.requireNonNullElse(request.header("User-Agent"), "")),
        caller.region(),
        (request.secure() ? "https://" : "http://") + host,
        Call.Departure.NEVER);
  }

  private static HttpResponse forbidden(String message) {
    return Answers.refusal(403, "Forbidden", message);
  }
}
