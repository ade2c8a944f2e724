package dev.junction.wire.protocol;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.codec.PercentCoding;
import dev.junction.wire.codec.query.ParameterTree;
import dev.junction.wire.codec.query.QueryReader;
import dev.junction.wire.codec.xml.XmlWriter;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeReader;
import dev.junction.wire.schema.Unit;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The protocol that has everything in the parameters of a form or query string and answers in XML.
///
/// Source: Smithy, "AWS query protocol".
public final class AwsQueryProtocol implements ServerProtocol {

  private static final String ACTION = "Action=";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final ServiceSchema service;
  private final Function<HttpRequest, Map<String, String>> implied;
  private final BiPredicate<HttpRequest, String> offered;
  private final UnaryOperator<ServiceError> wording;

  public AwsQueryProtocol(ServiceSchema service) {
    this(service, _ -> Map.of(), (_, _) -> true, error -> error);
  }

  /// @param implied the parameters that a request has without stating them, such as the queue's URL
  ///     of a request that is made to that URL; a stated parameter wins
  /// @param offered whether there is an action where a request went
  /// @param wording what an error is in this protocol, where the service says it otherwise here
  public AwsQueryProtocol(
      ServiceSchema service,
      Function<HttpRequest, Map<String, String>> implied,
      BiPredicate<HttpRequest, String> offered,
      UnaryOperator<ServiceError> wording) {
    this.service = service;
    this.implied = implied;
    this.offered = offered;
    this.wording = wording;
  }

  @Override
  public boolean recognizes(HttpRequest request) {
    if (request.header("X-Amz-Target") != null) {
      return false;
    }
    return isForm(request) || find(request.query()) != null;
  }

  private static boolean isForm(HttpRequest request) {
    String type = request.header("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM);
  }

  @Override
  public Outcome<RequestedOperation> operation(HttpRequest request) {
    try {
      String action = find(request.query());
      if (action == null) {
        action = find(form(request));
      }
      if (action == null) {
        return Outcome.rejected(CommonErrors.missingAction());
      }
      OperationSchema operation = service.operation(action);
      return operation == null || !offered.test(request, action)
          ? Outcome.rejected(CommonErrors.invalidAction(action))
          : Outcome.accepted(RequestedOperation.of(operation));
    } catch (MalformedInput malformed) {
      return Outcome.rejected(CommonErrors.malformedQuery(malformed.text()));
    }
  }

  /// The action among encoded parameters, without reading the others.
  private static @Nullable String find(@Nullable String parameters) {
    for (int at = 0; parameters != null && at >= 0 && at < parameters.length(); ) {
      int end = parameters.indexOf('&', at);
      if (parameters.startsWith(ACTION, at)) {
        String value =
            parameters.substring(at + ACTION.length(), end < 0 ? parameters.length() : end);
        return PercentCoding.decodeForm(value);
      }
      at = end < 0 ? -1 : end + 1;
    }
    return null;
  }

  private static String form(HttpRequest request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  @Override
  public <I> Outcome<I> decode(
      HttpRequest request, RequestedOperation operation, Function<ShapeReader, I> reader) {
    try {
      ParameterTree parameters = ParameterTree.parse(request.query(), form(request));
      implied
          .apply(request)
          .forEach(
              (name, value) -> {
                if (parameters.child(name) == null) {
                  parameters.add(name, value);
                }
              });
      return Outcome.accepted(reader.apply(new QueryReader(parameters)));
    } catch (MalformedInput malformed) {
      return Outcome.rejected(CommonErrors.malformedQuery(malformed.text()));
    }
  }

  @Override
  public HttpResponse encode(
      HttpRequest request, OperationSchema operation, Shape output, String requestId) {
    String response = operation.name() + "Response";
    String result = operation.name() + "Result";
    XmlWriter xml = new XmlWriter().open(response, service.xmlNamespace());
    if (operation.output() != Unit.SCHEMA) {
      xml.open(result, "");
      output.writeMembers(xml);
      xml.close(result);
    }
    xml.open("ResponseMetadata", "").element("RequestId", requestId).close("ResponseMetadata");
    return response(operation.http().status(), xml.close(response), requestId);
  }

  @Override
  public HttpResponse encodeError(HttpRequest request, ServiceError plain, String requestId) {
    ServiceError error = wording.apply(plain);
    XmlWriter xml = new XmlWriter().open("ErrorResponse", service.xmlNamespace());
    xml.open("Error", "");
    xml.element("Type", ErrorShapes.fault(error));
    xml.element("Code", error.codeForQuery());
    if (!error.message().isEmpty()) {
      xml.element("Message", error.message());
    }
    ErrorShapes.withoutMessage(service, error).writeMembers(xml);
    xml.close("Error");
    xml.element("RequestId", requestId);
    return response(error.httpStatus(), xml.close("ErrorResponse"), requestId);
  }

  private static HttpResponse response(int status, XmlWriter xml, String requestId) {
    HttpHeaders headers =
        new HttpHeaders().add("Content-Type", "text/xml").add("x-amzn-RequestId", requestId);
    return new HttpResponse(status, headers, xml.toBytes());
  }
}
