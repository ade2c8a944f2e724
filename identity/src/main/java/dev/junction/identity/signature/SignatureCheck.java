package dev.junction.identity.signature;

import dev.junction.identity.signature.SignatureParameters.Presigned;
import dev.junction.kernel.Secret;
import dev.junction.wire.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/// The check of one signature, step by step: canonical request, string to sign, signature, chunks.
final class SignatureCheck {

  private static final String MASK = "***";

  private final HttpRequest request;
  private final SignatureParameters parameters;
  private final Secret secret;
  private final SignatureWorkspace workspace;
  private final SigningKeys keys;

  SignatureCheck(
      HttpRequest request,
      SignatureParameters parameters,
      Secret secret,
      SignatureWorkspace workspace,
      SigningKeys keys) {
    this.request = request;
    this.parameters = parameters;
    this.secret = secret;
    this.workspace = workspace;
    this.keys = keys;
  }

  Verification run() {
    String contentSha256 = statedContentSha256();
    PayloadForm form = PayloadForm.of(contentSha256);
    if (form == null) {
      return refused(
          AuthenticationFailure.incomplete(
              "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING-AWS4-HMAC-SHA256 or"
                  + " STREAMING-UNSIGNED form, or a valid sha256 value."));
    }
    AuthenticationFailure failure = writeCanonicalRequest(contentSha256, form);
    if (failure != null) {
      return refused(failure);
    }
    writeStringToSign();
    SigningKey ready = keys.find(parameters.scope(), secret);
    SigningKey key = ready == null ? workspace.derive(secret, parameters.scope()) : ready;
    workspace.useKey(key.key());
    workspace.sign(workspace.stringToSign);
    if (!workspace.signatureIs(parameters.signature())) {
      return refused(mismatch());
    }
    if (ready == null) {
      keys.keep(parameters.scope(), key);
    }
    if (!form.isChunked()) {
      return new Verification.Verified(request);
    }
    ChunkSignatures signatures =
        form.hasSignedChunks() ? new ChunkSignatures(parameters, workspace) : null;
    return AwsChunkedBody.decode(request, form, signatures);
  }

  private @Nullable String statedContentSha256() {
    Presigned presigned = parameters.presigned();
    String inQuery = presigned == null ? null : presigned.contentSha256();
    return inQuery == null ? request.header("x-amz-content-sha256") : inQuery;
  }

  private @Nullable AuthenticationFailure writeCanonicalRequest(
      @Nullable String contentSha256, PayloadForm form) {
    String signedHeaders = parameters.signedHeaders();
    GrowingBytes target = workspace.canonicalRequest;
    target.put(request.method());
    target.put('\n');
    CanonicalPath.write(request.path(), target);
    target.put('\n');
    String query = request.query();
    if (query != null) {
      if (!workspace.query.read(query, parameters.presigned() != null)) {
        return AuthenticationFailure.incomplete(
            "A signed request has at most "
                + SignatureLimits.QUERY_PARAMETERS_MAX
                + " query parameters.");
      }
      workspace.query.writeSorted(target);
    }
    target.put('\n');
    AuthenticationFailure failure = writeHeaders(signedHeaders, target);
    if (failure != null) {
      return failure;
    }
    target.put('\n');
    target.put(signedHeaders);
    target.put('\n');
    return writePayload(contentSha256, form, target);
  }

  private @Nullable AuthenticationFailure writeHeaders(String signedHeaders, GrowingBytes target) {
    if (signedHeaders.length() > SignatureLimits.SIGNED_HEADERS_LENGTH_MAX) {
      return AuthenticationFailure.incomplete(
          "SignedHeaders has at most "
              + SignatureLimits.SIGNED_HEADERS_LENGTH_MAX
              + " characters.");
    }
    workspace.headers.collect(request.headers());
    String unsigned = workspace.headers.unsignedField(signedHeaders);
    if (unsigned != null) {
      return AuthenticationFailure.mustBeSigned(AuthenticationFailure.echo(unsigned));
    }
    String missing = workspace.headers.writeCanonical(signedHeaders, target);
    return missing == null
        ? null
        : AuthenticationFailure.wrong(
            "The signed header '"
                + AuthenticationFailure.echo(missing)
                + "' is not in the request.");
  }

  private @Nullable AuthenticationFailure writePayload(
      @Nullable String contentSha256, PayloadForm form, GrowingBytes target) {
    if (contentSha256 != null && form != PayloadForm.HASHED) {
      target.put(contentSha256);
      return null;
    }
    int start = target.length();
    workspace.putHash(request.body(), 0, request.body().length, target);
    if (contentSha256 == null || isAt(target, start, contentSha256)) {
      return null;
    }
    return AuthenticationFailure.wrong(
        "The provided 'x-amz-content-sha256' header does not match what was computed.");
  }

  private void writeStringToSign() {
    GrowingBytes canonical = workspace.canonicalRequest;
    GrowingBytes target = workspace.stringToSign;
    target.put(SigningAlgorithm.SUPPORTED);
    target.put('\n');
    target.put(parameters.timestamp());
    target.put('\n');
    writeScope(parameters.scope(), target);
    target.put('\n');
    workspace.putHash(canonical.array(), 0, canonical.length(), target);
  }

  /// The scope without the access key.
  static void writeScope(CredentialScope scope, GrowingBytes target) {
    target.put(scope.text(), scope.accessKeyId().length() + 1, scope.text().length());
  }

  private AuthenticationFailure mismatch() {
    String canonical = workspace.canonicalRequest.text();
    if (canonical.length() > SignatureLimits.ECHOED_REQUEST_LENGTH_MAX) {
      return AuthenticationFailure.mismatch();
    }
    String token = parameters.sessionToken();
    if (token != null && !token.isBlank()) {
      GrowingBytes encoded = new GrowingBytes();
      encoded.putEncoded(token, 0, token.length());
      canonical = canonical.replace(token.strip(), MASK).replace(encoded.text(), MASK);
    }
    return AuthenticationFailure.mismatch(canonical, workspace.stringToSign.text());
  }

  private static boolean isAt(GrowingBytes bytes, int start, String text) {
    int difference = 0;
    for (int i = 0; i < text.length(); i++) {
      difference |= bytes.at(start + i) ^ text.charAt(i);
    }
    return difference == 0;
  }

  private static Verification refused(AuthenticationFailure failure) {
    return new Verification.Refused(failure);
  }
}
