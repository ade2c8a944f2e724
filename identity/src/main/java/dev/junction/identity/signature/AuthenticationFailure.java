package dev.junction.identity.signature;

import dev.junction.kernel.ServiceError;
import java.util.Map;

/// Why a request was not accepted as its caller's: a kind that decides the code, and a sentence.
///
/// The messages keep the forms of the real services, because clients read them: SDKs correct their
/// clock by "Signature expired", people compare canonical requests. Secrets never appear in them.
///
/// @param kind what was wrong
/// @param message a sentence for a person
public record AuthenticationFailure(FailureKind kind, String message) {

  private static final int ECHO_LENGTH_MAX = 256;

  /// The error as the caller's protocol spells it.
  public ServiceError toServiceError(ProtocolFamily family) {
    int status = kind.httpStatus(family);
    return switch (family) {
      case QUERY -> ServiceError.client(kind.queryCode(), status, message);
      case JSON, REST_JSON -> ServiceError.client(kind.jsonCode(), status, message);
      case JSON_QUERY_COMPATIBLE ->
          new ServiceError(
              kind.jsonCode(),
              kind.queryCode(),
              status,
              ServiceError.Fault.CLIENT,
              message,
              Map.of());
    };
  }

  /// The request carries neither an `Authorization` header nor a presigned query.
  public static AuthenticationFailure missingToken() {
    return new AuthenticationFailure(
        FailureKind.MISSING_TOKEN, "Request is missing Authentication Token");
  }

  /// A part of the signature is missing or malformed.
  public static AuthenticationFailure incomplete(String message) {
    return new AuthenticationFailure(FailureKind.INCOMPLETE_SIGNATURE, message);
  }

  /// Nobody here has this access key, or the session token is not one of ours.
  public static AuthenticationFailure unknownClient() {
    return new AuthenticationFailure(
        FailureKind.UNKNOWN_CLIENT, "The security token included in the request is invalid.");
  }

  /// The session credentials were ours once.
  public static AuthenticationFailure expiredToken() {
    return new AuthenticationFailure(
        FailureKind.EXPIRED_TOKEN, "The security token included in the request is expired");
  }

  /// A date, scope or signed header is not what the request needs.
  public static AuthenticationFailure wrong(String message) {
    return new AuthenticationFailure(FailureKind.WRONG_SIGNATURE, message);
  }

  /// The signature is good, but for another service than the one that is called. For whoever knows
  /// which service that is.
  public static AuthenticationFailure wrongService(String signingName) {
    return wrong("Credential should be scoped to correct service: '" + signingName + "'.");
  }

  /// The presigned URL was valid until the given time.
  public static AuthenticationFailure requestExpired(long validUntilSeconds) {
    return new AuthenticationFailure(
        FailureKind.REQUEST_EXPIRED,
        "Request has expired: it was valid until " + BasicTimestamp.format(validUntilSeconds));
  }

  static AuthenticationFailure signatureExpired(String timestamp, long nowSeconds) {
    return wrong(
        "Signature expired: "
            + timestamp
            + " is now earlier than "
            + BasicTimestamp.format(nowSeconds - SignatureLimits.CLOCK_SKEW_SECONDS)
            + " ("
            + BasicTimestamp.format(nowSeconds)
            + " - 15 min.)");
  }

  static AuthenticationFailure signatureNotYetCurrent(String timestamp, long nowSeconds) {
    return wrong(
        "Signature not yet current: "
            + timestamp
            + " is still later than "
            + BasicTimestamp.format(nowSeconds + SignatureLimits.CLOCK_SKEW_SECONDS)
            + " ("
            + BasicTimestamp.format(nowSeconds)
            + " + 15 min.)");
  }

  static AuthenticationFailure mustBeSigned(String header) {
    return wrong("'" + header + "' must be a 'SignedHeader' in the AWS Authorization.");
  }

  static AuthenticationFailure mismatch() {
    return wrong(
        "The request signature we calculated does not match the signature you provided. Check your"
            + " AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.");
  }

  static AuthenticationFailure mismatch(String canonicalRequest, String stringToSign) {
    return wrong(
        mismatch().message()
            + "\n\nThe Canonical String for this request should have been\n'"
            + canonicalRequest
            + "'\n\nThe String-to-Sign should have been\n'"
            + stringToSign
            + "'\n");
  }

  /// What a client sent, cut to a length that fits into a message.
  static String echo(String text) {
    return text.length() <= ECHO_LENGTH_MAX ? text : text.substring(0, ECHO_LENGTH_MAX) + "...";
  }
}
