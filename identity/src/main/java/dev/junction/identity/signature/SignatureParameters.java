package dev.junction.identity.signature;

import org.jspecify.annotations.Nullable;

/// The signature of one request as its client states it: well formed, not yet verified.
///
/// @param scope who signed, for what
/// @param signedHeaders the names of the signed header fields, joined by semicolons
/// @param signature the signature in hexadecimal digits
/// @param timestamp when it was signed, in ISO 8601 basic format
/// @param sessionToken the token of session credentials; null for long-lived keys
/// @param presigned what only a presigned URL says; null for a signature in the header
public record SignatureParameters(
    CredentialScope scope,
    String signedHeaders,
    String signature,
    String timestamp,
    @Nullable String sessionToken,
    @Nullable Presigned presigned) {

  /// What only a presigned URL says about its signature.
  ///
  /// @param expiresSeconds how long the URL is valid; 0 when it does not say, and then it is as
  ///     long as a signature in the header
  /// @param contentSha256 the hash of the body or a word in its place; null when it does not say
  public record Presigned(long expiresSeconds, @Nullable String contentSha256) {}
}
