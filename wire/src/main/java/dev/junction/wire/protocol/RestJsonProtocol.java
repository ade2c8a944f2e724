package dev.junction.wire.protocol;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.codec.rest.QueryParameters;
import dev.junction.wire.codec.rest.RestBody;
import dev.junction.wire.codec.rest.RestReader;
import dev.junction.wire.codec.rest.RestWriter;
import dev.junction.wire.codec.rest.UriRouter;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeReader;
import dev.junction.wire.schema.Unit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The protocol that uses the parts of HTTP and has JSON bodies.
///
/// Source: Smithy, "AWS restJson1 protocol"; Smithy 2.0, "HTTP bindings".
public final class RestJsonProtocol implements ServerProtocol {

  private final ServiceSchema service;
  private final UriRouter router;

  public RestJsonProtocol(ServiceSchema service) {
    this.service = service;
    this.router = new UriRouter(service.operations());
  }

  @Override
  public boolean recognizes(HttpRequest request) {
    return request.header("X-Amz-Target") == null;
  }

  @Override
  public Outcome<RequestedOperation> operation(HttpRequest request) {
    try {
      UriRouter.Match match =
          router.find(request.method(), request.path(), QueryParameters.parse(request.query()));
      return match == null
          ? Outcome.rejected(CommonErrors.unknownPath(request.method(), request.path()))
          : Outcome.accepted(new RequestedOperation(match.operation(), match.labels()));
    } catch (MalformedInput malformed) {
      return Outcome.rejected(CommonErrors.serialization(malformed.text()));
    }
  }

  @Override
  public <I> Outcome<I> decode(
      HttpRequest request, RequestedOperation operation, Function<ShapeReader, I> reader) {
    try {
      byte[] body = request.body();
      ServiceError refusal = refusal(request, operation.schema(), body);
      return refusal == null
          ? Outcome.accepted(read(request, operation, body, reader))
          : Outcome.rejected(refusal);
    } catch (MalformedInput malformed) {
      return Outcome.rejected(CommonErrors.serialization(malformed.text()));
    }
  }

  private static @Nullable ServiceError refusal(
      HttpRequest request, OperationSchema operation, byte[] body) {
    Schema input = operation.input();
    if (body.length > 0) {
      @Nullable String wanted = RestBody.contentType(input);
      @Nullable String stated = request.header("Content-Type");
      boolean fits =
          RestBody.of(input) == RestBody.NONE
              ? stated == null
              : wanted == null || (stated != null && MediaTypes.fits(stated, wanted));
      if (!fits) {
        return CommonErrors.unsupportedMediaType();
      }
    }
    @Nullable String accepted = request.header("Accept");
    @Nullable String answered = RestBody.contentType(operation.output());
    boolean acceptable =
        accepted == null
            || answered == null
            || operation.output() == Unit.SCHEMA
            || MediaTypes.accepts(accepted, answered);
    return acceptable ? null : CommonErrors.notAcceptable();
  }

  private static <I> I read(
      HttpRequest request,
      RequestedOperation operation,
      byte[] body,
      Function<ShapeReader, I> reader) {
    RestBody kind = RestBody.of(operation.schema().input());
    boolean plain = kind == RestBody.PLAIN && body.length > 0;
    RestReader.Parts parts =
        new RestReader.Parts(
            operation.labels(),
            QueryParameters.parse(request.query()),
            request,
            plain ? body : null);
    if (kind == RestBody.STRUCTURED && body.length > 0) {
      return TokenCodec.REST_JSON.decode(body, in -> reader.apply(new RestReader(parts, in)));
    }
    return reader.apply(new RestReader(parts, null));
  }

  @Override
  public HttpResponse encode(
      HttpRequest request, OperationSchema operation, Shape output, String requestId) {
    return response(output, operation.http().status(), headers(requestId));
  }

  @Override
  public HttpResponse encodeError(HttpRequest request, ServiceError error, String requestId) {
    HttpHeaders headers = headers(requestId).add("X-Amzn-Errortype", error.code());
    return response(ErrorShapes.of(service, error), error.httpStatus(), headers);
  }

  private static HttpHeaders headers(String requestId) {
    return new HttpHeaders().add("x-amzn-RequestId", requestId);
  }

  private static HttpResponse response(Shape output, int status, HttpHeaders headers) {
    RestWriter[] written = new RestWriter[1];
    byte[] structured =
        TokenCodec.REST_JSON.encodeMembers(
            body -> {
              RestWriter writer = new RestWriter(TokenCodec.REST_JSON, body, headers, status);
              output.writeMembers(writer);
              written[0] = writer;
            });
    RestWriter writer = written[0];
    Schema schema = output.schema();
    byte[] body = new byte[0];
    if (writer.payload() != null) {
      body = writer.payload();
    } else if (RestBody.payload(schema) == null && schema != Unit.SCHEMA) {
      body = structured;
    }
    if (body.length > 0 && headers.get("Content-Type") == null) {
      headers.add("Content-Type", contentType(schema));
    }
    return new HttpResponse(writer.status(), headers, body);
  }

  private static String contentType(Schema schema) {
    String contentType = RestBody.contentType(schema);
    return contentType == null ? "application/octet-stream" : contentType;
  }
}
