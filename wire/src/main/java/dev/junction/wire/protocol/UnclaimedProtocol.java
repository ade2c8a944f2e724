package dev.junction.wire.protocol;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/// What answers a request that no protocol claims, as that of a browser at the URL of a queue.
///
/// The real services answer it with one fixed document that has no content type, whatever protocols
/// they have. Source: a test of LocalStack that was validated against the real service
/// (`test_get_without_query_returns_unknown_operation`), and what users of several services show of
/// unknown paths. Other errors, as of a signature, are those of the protocol given.
///
/// @param otherwise the protocol for everything else
record UnclaimedProtocol(ServerProtocol otherwise) implements ServerProtocol {

  private static final byte[] UNKNOWN =
      "<UnknownOperationException/>\n".getBytes(StandardCharsets.UTF_8);

  @Override
  public boolean recognizes(HttpRequest request) {
    return otherwise.recognizes(request);
  }

  @Override
  public Outcome<RequestedOperation> operation(HttpRequest request) {
    return Outcome.rejected(CommonErrors.unknownPath(request.method(), request.path()));
  }

  @Override
  public <I> Outcome<I> decode(
      HttpRequest request, RequestedOperation operation, Function<ShapeReader, I> reader) {
    return otherwise.decode(request, operation, reader);
  }

  @Override
  public HttpResponse encode(
      HttpRequest request, OperationSchema operation, Shape output, String requestId) {
    return otherwise.encode(request, operation, output, requestId);
  }

  @Override
  public HttpResponse encodeError(HttpRequest request, ServiceError error, String requestId) {
    if (!error.code().equals(CommonErrors.UNKNOWN_OPERATION)) {
      return otherwise.encodeError(request, error, requestId);
    }
    HttpHeaders headers = new HttpHeaders().add("x-amzn-RequestId", requestId);
    return new HttpResponse(error.httpStatus(), headers, UNKNOWN);
  }
}
