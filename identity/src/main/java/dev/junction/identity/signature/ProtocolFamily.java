package dev.junction.identity.signature;

import dev.junction.wire.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/// The protocols as far as authentication errors differ between them.
public enum ProtocolFamily {
  /// Form-encoded calls with XML answers, as in STS, SNS and the older form of SQS.
  QUERY,
  /// JSON or CBOR calls named by `X-Amz-Target`, as in Kinesis, Events and Step Functions.
  JSON,
  /// JSON calls of a service that spoke the query protocol before: SQS. The answer also carries the
  /// code that the query protocol used.
  JSON_QUERY_COMPATIBLE,
  /// JSON calls named by method and path, as in Lambda, Scheduler and Pipes.
  REST_JSON;

  private static final String SQS_TARGET_PREFIX = "AmazonSQS.";

  /// The family that a request belongs to, seen from outside: enough to choose an error when the
  /// request is refused before its service is known.
  public static ProtocolFamily of(HttpRequest request) {
    String target = request.header("X-Amz-Target");
    if (target != null) {
      return target.startsWith(SQS_TARGET_PREFIX) ? JSON_QUERY_COMPATIBLE : JSON;
    }
    String contentType = request.header("Content-Type");
    boolean form =
        contentType != null && contentType.startsWith("application/x-www-form-urlencoded");
    return form || namesAction(request.query()) ? QUERY : REST_JSON;
  }

  private static boolean namesAction(@Nullable String query) {
    return query != null && (query.startsWith("Action=") || query.contains("&Action="));
  }
}
