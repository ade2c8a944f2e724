package dev.junction.identity.signature;

/// What was wrong with a request's credentials, as far as error codes tell it apart.
///
/// Source: "Common Errors" of the SQS, SNS and Kinesis API references for codes and statuses of the
/// query protocol; answers of the services for the JSON protocols, which put 400 on every one.
public enum FailureKind {
  /// The request carries no credentials.
  MISSING_TOKEN("MissingAuthenticationTokenException", "MissingAuthenticationToken", 403),
  /// The signature lacks a part, or a part is malformed.
  INCOMPLETE_SIGNATURE("IncompleteSignatureException", "IncompleteSignature", 400),
  /// The access key or the session token is not known here.
  UNKNOWN_CLIENT("UnrecognizedClientException", "InvalidClientTokenId", 403),
  /// The signature is not the one that the request should carry, or its date or scope is wrong.
  WRONG_SIGNATURE("InvalidSignatureException", "SignatureDoesNotMatch", 403),
  /// The session credentials have run out.
  EXPIRED_TOKEN("ExpiredTokenException", "ExpiredToken", 403),
  /// The presigned URL has run out.
  REQUEST_EXPIRED("RequestExpired", "RequestExpired", 400);

  private final String jsonCode;
  private final String queryCode;
  private final int queryHttpStatus;

  FailureKind(String jsonCode, String queryCode, int queryHttpStatus) {
    this.jsonCode = jsonCode;
    this.queryCode = queryCode;
    this.queryHttpStatus = queryHttpStatus;
  }

  /// The code of the JSON protocols.
  public String jsonCode() {
    return jsonCode;
  }

  /// The code of the query protocol.
  public String queryCode() {
    return queryCode;
  }

  /// The HTTP status that goes with the code in a protocol family.
  public int httpStatus(ProtocolFamily family) {
    return switch (family) {
      case QUERY, JSON_QUERY_COMPATIBLE -> queryHttpStatus;
      case JSON -> 400;
      case REST_JSON -> 403;
    };
  }
}
