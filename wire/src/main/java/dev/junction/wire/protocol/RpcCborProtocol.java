package dev.junction.wire.protocol;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.DocumentReader;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeReader;
import dev.junction.wire.schema.Unit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The protocol that names service and operation in the path and has CBOR bodies.
///
/// Source: Smithy, "Smithy RPC v2 CBOR protocol".
public final class RpcCborProtocol implements ServerProtocol {

  private static final String HEADER = "Smithy-Protocol";
  private static final String NAME = "rpc-v2-cbor";
  private static final String CBOR = "application/cbor";
  private static final String SERVICE = "/service/";
  private static final String OPERATION = "/operation/";

  private final ServiceSchema service;

  public RpcCborProtocol(ServiceSchema service) {
    this.service = service;
  }

  private static boolean isSpoken(HttpRequest request) {
    return NAME.equals(request.header(HEADER));
  }

  /// The service that a request of this protocol names in its path; null for other requests.
  static @Nullable String serviceOf(HttpRequest request) {
    String path = request.path();
    int end = path.lastIndexOf(OPERATION);
    int start = end < 0 ? -1 : path.lastIndexOf(SERVICE, end);
    return start < 0 || !isSpoken(request) ? null : path.substring(start + SERVICE.length(), end);
  }

  @Override
  public boolean recognizes(HttpRequest request) {
    return isSpoken(request);
  }

  @Override
  public Outcome<RequestedOperation> operation(HttpRequest request) {
    String path = request.path();
    boolean ours = service.targetPrefix().equals(serviceOf(request));
    @Nullable OperationSchema operation =
        ours
            ? service.operation(path.substring(path.lastIndexOf(OPERATION) + OPERATION.length()))
            : null;
    return operation == null
        ? Outcome.rejected(CommonErrors.unknownPath(request.method(), path))
        : Outcome.accepted(RequestedOperation.of(operation));
  }

  @Override
  public <I> Outcome<I> decode(
      HttpRequest request, RequestedOperation operation, Function<ShapeReader, I> reader) {
    try {
      byte[] body = request.body();
      if (body.length == 0) {
        Document empty = Document.of(Unit.SCHEMA).build();
        return Outcome.accepted(reader.apply(new DocumentReader(empty)));
      }
      @Nullable String type = request.header("Content-Type");
      if (type == null || !MediaTypes.fits(type, CBOR)) {
        return Outcome.rejected(CommonErrors.unsupportedMediaType());
      }
      return Outcome.accepted(TokenCodec.RPC_CBOR.decode(body, reader));
    } catch (MalformedInput malformed) {
      return Outcome.rejected(CommonErrors.serialization(malformed.text()));
    }
  }

  @Override
  public HttpResponse encode(
      HttpRequest request, OperationSchema operation, Shape output, String requestId) {
    HttpHeaders headers = headers(requestId);
    if (operation.output() == Unit.SCHEMA) {
      return new HttpResponse(200, headers, new byte[0]);
    }
    headers.add("Content-Type", CBOR);
    return new HttpResponse(200, headers, TokenCodec.RPC_CBOR.encode(output));
  }

  @Override
  public HttpResponse encodeError(HttpRequest request, ServiceError error, String requestId) {
    HttpHeaders headers = headers(requestId).add("Content-Type", CBOR);
    if (service.isQueryCompatible()) {
      headers.add("x-amzn-query-error", ErrorShapes.queryError(error));
    }
    Shape shape = ErrorShapes.of(service, error);
    byte[] body =
        TokenCodec.RPC_CBOR.encode(
            "__type", ErrorShapes.shapeId(service, error), shape::writeMembers);
    return new HttpResponse(error.httpStatus(), headers, body);
  }

  private static HttpHeaders headers(String requestId) {
    return new HttpHeaders().add(HEADER, NAME).add("x-amzn-RequestId", requestId);
  }
}
