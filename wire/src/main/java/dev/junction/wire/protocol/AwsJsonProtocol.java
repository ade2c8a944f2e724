package dev.junction.wire.protocol;

import dev.junction.kernel.ServiceError;
import dev.junction.kernel.ServiceError.Fault;
import dev.junction.wire.codec.JsonCodec;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.schema.ShapeReader;
import dev.junction.wire.schema.Structure;
import java.util.function.Function;

/// AWS JSON 1.0 and 1.1. Source: Smithy 2.0, "AWS JSON 1.0 protocol" and "AWS JSON 1.1 protocol".
public final class AwsJsonProtocol implements Protocol {

  public static final AwsJsonProtocol JSON_1_0 = new AwsJsonProtocol("1.0");
  public static final AwsJsonProtocol JSON_1_1 = new AwsJsonProtocol("1.1");

  private final String contentType;

  private AwsJsonProtocol(String version) {
    this.contentType = "application/x-amz-json-" + version;
  }

  @Override
  public <I> I read(HttpRequest request, Function<ShapeReader, I> reader) {
    return JsonCodec.read(request.body(), reader);
  }

  @Override
  public HttpResponse accepted(
      Service service, String operation, Structure output, String requestId) {
    return new HttpResponse(200, headers(requestId), JsonCodec.write(output));
  }

  @Override
  public HttpResponse rejected(Service service, ServiceError error, String requestId) {
    HttpHeaders headers = headers(requestId);
    String type = error.code();
    if (service.queryCompatible()) {
      String fault = error.fault() == Fault.CLIENT ? "Sender" : "Receiver";
      headers.add("x-amzn-query-error", error.codeForQuery() + ";" + fault);
      type = "com.amazonaws." + service.name() + "#" + type;
    }
    return new HttpResponse(
        error.httpStatus(), headers, JsonCodec.writeError(type, error.message()));
  }

  private HttpHeaders headers(String requestId) {
    return new HttpHeaders().add("Content-Type", contentType).add("x-amzn-RequestId", requestId);
  }
}
