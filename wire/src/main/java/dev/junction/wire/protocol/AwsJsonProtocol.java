package dev.junction.wire.protocol;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.eventstream.EventEncoder;
import dev.junction.wire.eventstream.EventParts;
import dev.junction.wire.eventstream.EventStreamOutput;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.http.StreamedResponse;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeReader;
import dev.junction.wire.schema.Unit;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The protocol that names the operation in the `X-Amz-Target` header and has JSON bodies, or CBOR
/// ones where a client asks for them.
///
/// Source: Smithy, "AWS JSON 1.0 protocol", "AWS JSON 1.1 protocol", "awsQueryCompatible trait".
public final class AwsJsonProtocol implements ServerProtocol {

  private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String CBOR = "application/x-amz-cbor-1.1";
  private static final String JSON = "application/x-amz-json-";

  /// Errors about who calls. The JSON services answer all of them with 400, but for those that keep
  /// the codes and statuses of the query protocol; source: Amazon DynamoDB Developer Guide, "Error
  /// handling"; SQS API Reference, "Common Errors".
  private static final Set<String> CALLER_ERRORS =
      Set.of(
          "AccessDeniedException",
          "ExpiredTokenException",
          "IncompleteSignatureException",
          "InvalidSignatureException",
          "MissingAuthenticationTokenException",
          "UnrecognizedClientException");

  private final ServiceSchema service;
  private final boolean version10;
  private final String contentType;
  private final String targetPrefix;

  /// @param version `AWS_JSON_1_0` or `AWS_JSON_1_1`
  public AwsJsonProtocol(ServiceSchema service, ServiceSchema.Protocol version) {
    this.service = service;
    this.version10 = version == ServiceSchema.Protocol.AWS_JSON_1_0;
    this.contentType = JSON + (version10 ? "1.0" : "1.1");
    this.targetPrefix = service.targetPrefix() + '.';
  }

  @Override
  public boolean recognizes(HttpRequest request) {
    return request.header("X-Amz-Target") != null;
  }

  @Override
  public Outcome<RequestedOperation> operation(HttpRequest request) {
    String target = request.header("X-Amz-Target");
    if (target == null) {
      return Outcome.rejected(CommonErrors.unknownOperation(""));
    }
    OperationSchema operation =
        target.startsWith(targetPrefix)
            ? service.operation(target.substring(targetPrefix.length()))
            : null;
    return operation == null
        ? Outcome.rejected(CommonErrors.unknownOperation(target))
        : Outcome.accepted(RequestedOperation.of(operation));
  }

  @Override
  public <I> Outcome<I> decode(
      HttpRequest request, RequestedOperation operation, Function<ShapeReader, I> reader) {
    try {
      byte[] body = request.body();
      boolean cbor = isCbor(request);
      TokenCodec codec = cbor ? TokenCodec.AWS_CBOR : TokenCodec.AWS_JSON;
      if (body.length == 0) {
        return Outcome.accepted(TokenCodec.AWS_JSON.decode(EMPTY_OBJECT, reader));
      }
      return Outcome.accepted(codec.decode(body, reader));
    } catch (MalformedInput malformed) {
      return Outcome.rejected(CommonErrors.serialization(malformed.text()));
    }
  }

  @Override
  public HttpResponse encode(
      HttpRequest request, OperationSchema operation, Shape output, String requestId) {
    boolean nothing = operation.output() == Unit.SCHEMA;
    byte[] body = nothing ? new byte[0] : codec(request).encode(output);
    return new HttpResponse(operation.http().status(), headers(request, requestId), body);
  }

  /// The members beside the stream come as the first message of it. Source: Smithy, "AWS JSON 1.1
  /// protocol", event streams.
  @Override
  public StreamedResponse encodeStream(
      HttpRequest request, EventStreamOutput output, String requestId) {
    EventEncoder encoder =
        new EventEncoder(service, codec(request), isCbor(request) ? CBOR : contentType);
    HttpHeaders headers =
        new HttpHeaders()
            .add("Content-Type", EventEncoder.CONTENT_TYPE)
            .add("x-amzn-RequestId", requestId);
    return new StreamedResponse(
        new HttpResponse(200, headers, new byte[0]),
        new EventParts(encoder, encoder.initialResponse(output), output.events()));
  }

  @Override
  public HttpResponse encodeError(HttpRequest request, ServiceError error, String requestId) {
    HttpHeaders headers = headers(request, requestId);
    if (service.isQueryCompatible()) {
      headers.add("x-amzn-query-error", ErrorShapes.queryError(error));
    }
    Shape shape = ErrorShapes.of(service, error);
    byte[] body = codec(request).encode("__type", type(error), shape::writeMembers);
    return new HttpResponse(status(error), headers, body);
  }

  private int status(ServiceError error) {
    boolean always400 = CALLER_ERRORS.contains(error.code()) && !service.isQueryCompatible();
    return always400 ? 400 : error.httpStatus();
  }

  /// Version 1.0 names errors with their namespace, version 1.1 without.
  private String type(ServiceError error) {
    return version10 ? ErrorShapes.shapeId(service, error) : error.code();
  }

  private HttpHeaders headers(HttpRequest request, String requestId) {
    return new HttpHeaders()
        .add("Content-Type", isCbor(request) ? CBOR : contentType)
        .add("x-amzn-RequestId", requestId);
  }

  private static TokenCodec codec(HttpRequest request) {
    return isCbor(request) ? TokenCodec.AWS_CBOR : TokenCodec.AWS_JSON;
  }

  private static boolean isCbor(HttpRequest request) {
    @Nullable String type = request.header("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(CBOR);
  }
}
