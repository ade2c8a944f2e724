package dev.junction.wire.protocol;

import dev.junction.kernel.ServiceError;
import dev.junction.wire.codec.QueryCodec;
import dev.junction.wire.codec.QueryNode;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.schema.ShapeReader;
import dev.junction.wire.schema.Structure;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;

/// AWS Query: parameters in the URL or a form, XML back. Source: Smithy 2.0, "AWS Query protocol".
public final class AwsQueryProtocol implements Protocol {

  private final QueryNode parameters;

  /// @param parameters the parameters of the request that is answered
  public AwsQueryProtocol(QueryNode parameters) {
    this.parameters = parameters;
  }

  /// The parameters of a request, those of its URL and those of its form.
  public static QueryNode parameters(HttpRequest request) {
    return QueryNode.parse(request.query(), new String(request.body(), StandardCharsets.UTF_8));
  }

  @Override
  public <I> I read(HttpRequest request, Function<ShapeReader, I> reader) {
    // Old clients call a queue at its own URL and leave the parameter out.
    if (parameters.text("QueueUrl") == null && request.path().length() > 1) {
      parameters.put("QueueUrl", request.path());
    }
    return QueryCodec.read(parameters, reader);
  }

  @Override
  public HttpResponse accepted(
      Service service, String operation, Structure output, String requestId) {
    return new HttpResponse(
        200,
        headers(requestId),
        QueryCodec.write(operation, namespace(service), output, requestId));
  }

  @Override
  public HttpResponse rejected(Service service, ServiceError error, String requestId) {
    return new HttpResponse(
        error.httpStatus(),
        headers(requestId),
        QueryCodec.writeError(error, namespace(service), requestId));
  }

  private static String namespace(Service service) {
    return Objects.requireNonNullElse(service.xmlNamespace(), "");
  }

  private static HttpHeaders headers(String requestId) {
    return new HttpHeaders().add("Content-Type", "text/xml").add("x-amzn-RequestId", requestId);
  }
}
