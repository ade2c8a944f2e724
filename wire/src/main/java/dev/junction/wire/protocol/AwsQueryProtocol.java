package dev.junction.wire.protocol;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.codec.PercentCoding;
import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.codec.query.ParameterTree;
import dev.junction.wire.codec.query.QueryReader;
import dev.junction.wire.codec.query.ResultTree;
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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The protocol that has everything in the parameters of a form or query string and answers in XML,
/// or in JSON where a service does so and is asked to by `Accept: application/json`.
///
/// Source: Smithy, "AWS query protocol".
public final class AwsQueryProtocol implements ServerProtocol {

  private static final String ACTION = "Action=";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private final ServiceSchema service;
  private final Function<HttpRequest, Map<String, String>> implied;
  private final BiPredicate<HttpRequest, String> offered;
  private final UnaryOperator<ServiceError> wording;
  private final boolean hasDetail;
  private final @Nullable Map<String, String> jsonNames;

  public AwsQueryProtocol(ServiceSchema service) {
    this(service, _ -> Map.of(), (_, _) -> true, error -> error, false, null);
  }

  /// @param implied the parameters that a request has without stating them, such as the queue's URL
  ///     of a request that is made to that URL; a stated parameter wins
  /// @param offered whether there is an action where a request went
  /// @param wording what an error is in this protocol, where the service says it otherwise here
  /// @param hasDetail whether errors have an element for details, which stays empty
  /// @param jsonNames how members are called in JSON whose name in the model is another one; null
  ///     for a service that answers in XML whatever it is asked for
  public AwsQueryProtocol(
      ServiceSchema service,
      Function<HttpRequest, Map<String, String>> implied,
      BiPredicate<HttpRequest, String> offered,
      UnaryOperator<ServiceError> wording,
      boolean hasDetail,
      @Nullable Map<String, String> jsonNames) {
    this.service = service;
    this.implied = implied;
    this.offered = offered;
    this.wording = wording;
    this.hasDetail = hasDetail;
    this.jsonNames = jsonNames;
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
    if (jsonNames != null && wantsJson(request)) {
      Map<String, Object> answer = new LinkedHashMap<>();
      if (operation.output() != Unit.SCHEMA) {
        answer.put(result, ResultTree.of(output, jsonNames));
      }
      answer.put("ResponseMetadata", Map.of("RequestId", requestId));
      return json(operation.http().status(), Map.of(response, answer), requestId);
    }
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
    if (jsonNames != null && wantsJson(request)) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("Code", error.codeForQuery());
      told.put("Message", error.message());
      told.put("Type", ErrorShapes.fault(error));
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("Error", told);
      answer.put("RequestId", requestId);
      return json(error.httpStatus(), answer, requestId);
    }
    XmlWriter xml = new XmlWriter().open("ErrorResponse", service.xmlNamespace());
    xml.open("Error", "");
    xml.element("Type", ErrorShapes.fault(error));
    xml.element("Code", error.codeForQuery());
    if (!error.message().isEmpty()) {
      xml.element("Message", error.message());
    }
    if (hasDetail) {
      xml.element("Detail", "");
    }
    ErrorShapes.withoutMessage(service, error).writeMembers(xml);
    xml.close("Error");
    xml.element("RequestId", requestId);
    return response(error.httpStatus(), xml.close("ErrorResponse"), requestId);
  }

  /// Who takes other content as well is answered in XML.
  private static boolean wantsJson(HttpRequest request) {
    String accept = request.header("Accept");
    return accept != null && accept.trim().equalsIgnoreCase(JSON);
  }

  private static HttpResponse response(int status, XmlWriter xml, String requestId) {
    return response(status, "text/xml", xml.toBytes(), requestId);
  }

  private static HttpResponse json(int status, Map<String, ?> answer, String requestId) {
    return response(status, JSON, TokenCodec.AWS_JSON.encodeUntyped(answer), requestId);
  }

  private static HttpResponse response(int status, String type, byte[] body, String requestId) {
    HttpHeaders headers =
        new HttpHeaders().add("Content-Type", type).add("x-amzn-RequestId", requestId);
    return new HttpResponse(status, headers, body);
  }
}
