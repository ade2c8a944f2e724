package dev.junction.wire.protocol;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.eventstream.EventStreamOutput;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.http.StreamedResponse;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeReader;
import java.util.function.Function;

/// One wire protocol for one service, the server's side: from requests to inputs, from outputs and
/// errors to responses.
///
/// Errors: whatever a client sends, it gets an outcome; no method throws because of a request.
/// Threads: immutable, callable from any thread.
public interface ServerProtocol {

  /// Whether a request to the service is made in this protocol.
  boolean recognizes(HttpRequest request);

  /// The operation that a request asks for, or the protocol's error for one that does not exist.
  Outcome<RequestedOperation> operation(HttpRequest request);

  /// The input of the request, not yet checked against the constraints of the model.
  ///
  /// @param reader makes the input of what the protocol hands out
  <I> Outcome<I> decode(
      HttpRequest request, RequestedOperation operation, Function<ShapeReader, I> reader);

  /// The response for an output.
  HttpResponse encode(
      HttpRequest request, OperationSchema operation, Shape output, String requestId);

  /// The response for an output that is a stream of events.
  ///
  /// Errors: a protocol for which streams are not built throws [UnsupportedOperationException].
  default StreamedResponse encodeStream(
      HttpRequest request, EventStreamOutput output, String requestId) {
    throw new UnsupportedOperationException("streams of events in " + getClass().getSimpleName());
  }

  /// The response for an error.
  HttpResponse encodeError(HttpRequest request, ServiceError error, String requestId);
}
