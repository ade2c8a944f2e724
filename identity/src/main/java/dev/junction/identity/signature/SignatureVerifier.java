package dev.junction.identity.signature;

import dev.junction.identity.signature.SignatureParameters.Presigned;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Region;
import dev.junction.kernel.Secret;
import dev.junction.wire.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/// Checks whether the holder of a secret signed a request as it came.
///
/// Rebuilds the canonical request with the rules of every service but S3, derives the signing key
/// and compares in constant time. A body in signed chunks is checked chunk by chunk and handed out
/// plain. Threads: any number; no locks. Errors: a refusal is a value, nothing is thrown for what a
/// client sends. Source: IAM User Guide, "Create a signed AWS API request".
public final class SignatureVerifier {

  private final Clock clock;
  private final SigningKeys keys = new SigningKeys(SignatureLimits.CACHED_KEYS_MAX);

  public SignatureVerifier(Clock clock) {
    this.clock = clock;
  }

  /// Checks a request against the secret of the access key that it names.
  public Verification verify(HttpRequest request, SignatureParameters parameters, Secret secret) {
    AuthenticationFailure unfit = checkScope(parameters);
    if (unfit == null) {
      unfit = checkTime(parameters);
    }
    if (unfit != null) {
      return new Verification.Refused(unfit);
    }
    SignatureWorkspace workspace = SignatureWorkspace.ofThread();
    workspace.clear();
    try {
      return new SignatureCheck(request, parameters, secret, workspace, keys).run();
    } finally {
      workspace.clear();
    }
  }

  private static @Nullable AuthenticationFailure checkScope(SignatureParameters parameters) {
    CredentialScope scope = parameters.scope();
    String timestamp = parameters.timestamp();
    if (!scope.terminator().equals(CredentialScope.TERMINATOR)) {
      return AuthenticationFailure.wrong(
          "Credential should be scoped with a valid terminator: 'aws4_request', not '"
              + AuthenticationFailure.echo(scope.terminator())
              + "'.");
    }
    if (!Region.isValid(scope.region())) {
      return AuthenticationFailure.wrong(
          "Credential should be scoped to a valid Region, not '"
              + AuthenticationFailure.echo(scope.region())
              + "'.");
    }
    if (BasicTimestamp.parse(timestamp) == BasicTimestamp.MALFORMED) {
      return AuthenticationFailure.incomplete(
          "Date must be in ISO-8601 'basic format'. Got '"
              + AuthenticationFailure.echo(timestamp)
              + "'. See http://en.wikipedia.org/wiki/ISO_8601");
    }
    boolean sameDay = scope.date().length() == 8 && timestamp.startsWith(scope.date());
    return sameDay
        ? null
        : AuthenticationFailure.wrong(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
                + " HTTP: '"
                + AuthenticationFailure.echo(scope.date())
                + "' != '"
                + timestamp.substring(0, 8)
                + "', from '"
                + timestamp
                + "'.");
  }

  private @Nullable AuthenticationFailure checkTime(SignatureParameters parameters) {
    long signedSeconds = BasicTimestamp.parse(parameters.timestamp());
    long nowMillis = clock.millis();
    long nowSeconds = Math.floorDiv(nowMillis, 1000L);
    if (signedSeconds * 1000 - nowMillis > SignatureLimits.CLOCK_SKEW_SECONDS * 1000) {
      return AuthenticationFailure.signatureNotYetCurrent(parameters.timestamp(), nowSeconds);
    }
    Presigned presigned = parameters.presigned();
    if (presigned != null && presigned.expiresSeconds() > 0) {
      long validUntilSeconds = signedSeconds + presigned.expiresSeconds();
      return nowMillis > validUntilSeconds * 1000
          ? AuthenticationFailure.requestExpired(validUntilSeconds)
          : null;
    }
    return nowMillis - signedSeconds * 1000 > SignatureLimits.CLOCK_SKEW_SECONDS * 1000
        ? AuthenticationFailure.signatureExpired(parameters.timestamp(), nowSeconds)
        : null;
  }
}
