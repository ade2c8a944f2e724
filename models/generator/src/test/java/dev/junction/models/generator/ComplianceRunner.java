package dev.junction.models.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.generator.ComplianceModel.MalformedCase;
import dev.junction.models.generator.ComplianceModel.RequestCase;
import dev.junction.models.generator.ComplianceModel.ResponseCase;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.AwsJsonProtocol;
import dev.junction.wire.protocol.AwsQueryProtocol;
import dev.junction.wire.protocol.RequestedOperation;
import dev.junction.wire.protocol.RestJsonProtocol;
import dev.junction.wire.protocol.RpcCborProtocol;
import dev.junction.wire.protocol.ServerProtocol;
import dev.junction.wire.protocol.constraint.ConstraintCheck;
import dev.junction.wire.protocol.constraint.SmithyReport;
import dev.junction.wire.protocol.constraint.Violation;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.ErrorSchema;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.ServiceSchema;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.smithy.protocoltests.traits.HttpMalformedRequestDefinition;
import software.amazon.smithy.protocoltests.traits.HttpRequestTestCase;
import software.amazon.smithy.protocoltests.traits.HttpResponseTestCase;

/// Runs the cases of the official protocol tests against our protocols.
final class ComplianceRunner {

  /// The id that the cases of the query protocol expect.
  private static final String REQUEST_ID = "foo-id";

  private final Function<ServiceSchema, ServerProtocol> protocols;

  ComplianceRunner(Function<ServiceSchema, ServerProtocol> protocols) {
    this.protocols = protocols;
  }

  private static <T> T accepted(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Accepted<T>(T value) -> value;
      case Outcome.Rejected<T>(ServiceError error) ->
          throw new AssertionError("Rejected: " + error);
    };
  }

  /// Decodes a request and compares the input.
  void run(RequestCase each) {
    HttpRequestTestCase test = each.test();
    ServiceSchema service = each.service().schema();
    ServerProtocol protocol = protocols.apply(service);
    Optional<String> mediaType =
        protocol instanceof RpcCborProtocol
            ? Optional.of("application/cbor")
            : test.getBodyMediaType();
    byte[] body = bytes(test.getBody(), mediaType);
    Map<String, String> headers = new HashMap<>(test.getHeaders());
    // A case states only what it is about; without these no request is complete.
    if (protocol instanceof AwsJsonProtocol) {
      headers.putIfAbsent("X-Amz-Target", service.targetPrefix() + '.' + each.operation());
    }
    if (protocol instanceof AwsQueryProtocol && body.length == 0) {
      headers.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
      body = ("Action=" + each.operation()).getBytes(StandardCharsets.UTF_8);
    }
    if (protocol instanceof RestJsonProtocol && body.length > 0) {
      boolean stated = headers.keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase);
      if (!stated) {
        test.getBodyMediaType().ifPresent(type -> headers.put("Content-Type", type));
      }
    }
    HttpRequest request =
        request(test.getMethod(), test.getUri(), test.getQueryParams(), headers, body);

    assertThat(protocol.recognizes(request)).isTrue();
    RequestedOperation operation = accepted(protocol.operation(request));
    assertThat(operation.schema().name()).isEqualTo(each.operation());
    Document input =
        accepted(
            protocol.decode(
                request, operation, in -> Document.read(operation.schema().input(), in)));

    Document expected = ComplianceValues.document(operation.schema().input(), test.getParams());
    assertThat(ComplianceValues.comparable(input)).isEqualTo(ComplianceValues.comparable(expected));
  }

  /// Encodes an output or error and compares the response.
  void run(ResponseCase each) {
    HttpResponseTestCase test = each.test();
    ServiceSchema service = each.service().schema();
    ServerProtocol protocol = protocols.apply(service);
    HttpRequest request = request("POST", "/", List.of(), Map.of(), new byte[0]);
    String requestId = test.getHeaders().getOrDefault("X-Amzn-Requestid", REQUEST_ID);
    HttpResponse response;
    if (each.error()) {
      response = protocol.encodeError(request, error(service, each), requestId);
    } else {
      OperationSchema operation = Objects.requireNonNull(service.operation(each.shape()));
      Document output = ComplianceValues.document(operation.output(), test.getParams());
      response = protocol.encode(request, operation, output, requestId);
    }

    assertThat(response.status()).isEqualTo(test.getCode());
    assertHeaders(response, test.getHeaders());
    for (String name : test.getForbidHeaders()) {
      assertThat(response.headers().get(name)).as("header %s", name).isNull();
    }
    for (String name : test.getRequireHeaders()) {
      boolean addedByTheServer = name.equalsIgnoreCase("Content-Length");
      assertThat(addedByTheServer || response.headers().get(name) != null)
          .as("header %s", name)
          .isTrue();
    }
    test.getBody()
        .ifPresent(
            body ->
                ComplianceBodies.assertSame(
                    response.body(), body, test.getBodyMediaType().orElse("")));
  }

  private static ServiceError error(ServiceSchema service, ResponseCase each) {
    ErrorSchema schema = Objects.requireNonNull(service.error(each.shape()));
    Document params = ComplianceValues.document(schema.shape(), each.test().getParams());
    Map<String, Object> fields = new HashMap<>();
    String message = "";
    for (var member : schema.shape().members()) {
      Object value = params.get(member);
      if (value != null && member.name().equalsIgnoreCase("message")) {
        message = (String) value;
      } else if (value != null) {
        fields.put(member.name(), value);
      }
    }
    return schema.with(message, fields);
  }

  /// Takes a request that has to be refused and compares the response.
  void run(MalformedCase each) {
    HttpMalformedRequestDefinition test = each.test().getRequest();
    byte[] body = bytes(test.getBody(), test.getBodyMediaType());
    HttpRequest request =
        request(test.getMethod(), test.expectUri(), test.getQueryParams(), test.getHeaders(), body);
    ServerProtocol protocol = protocols.apply(each.service().schema());

    Outcome<Document> outcome =
        protocol
            .operation(request)
            .then(
                operation ->
                    protocol.decode(
                        request, operation, in -> Document.read(operation.schema().input(), in)))
            .then(ComplianceRunner::checked);

    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    ServiceError error = ((Outcome.Rejected<Document>) outcome).error();
    HttpResponse response = protocol.encodeError(request, error, REQUEST_ID);
    assertThat(response.status()).isEqualTo(each.test().getResponse().getCode());
    assertHeaders(response, each.test().getResponse().getHeaders());
    each.test()
        .getResponse()
        .getBody()
        .ifPresent(
            expected -> {
              expected
                  .getContents()
                  .ifPresent(
                      contents ->
                          ComplianceBodies.assertSame(
                              response.body(), contents, expected.getMediaType()));
              expected
                  .getMessageRegex()
                  .ifPresent(
                      regex ->
                          assertThat(new String(response.body(), StandardCharsets.UTF_8))
                              .containsPattern(regex));
            });
  }

  private static Outcome<Document> checked(Document input) {
    List<Violation> violations = ConstraintCheck.of(input);
    return violations.isEmpty()
        ? Outcome.accepted(input)
        : Outcome.rejected(new SmithyReport().of(violations));
  }

  private static void assertHeaders(HttpResponse response, Map<String, String> expected) {
    expected.forEach(
        (name, value) -> {
          if (name.equalsIgnoreCase("Content-Length")) {
            assertThat(response.body()).hasSize(Integer.parseInt(value));
          } else {
            assertThat(String.join(", ", response.headers().all(name)))
                .as("header %s", name)
                .isEqualTo(value);
          }
        });
  }

  private static byte[] bytes(Optional<String> body, Optional<String> mediaType) {
    String text = body.orElse("");
    return mediaType.orElse("").equals("application/cbor")
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  private static HttpRequest request(
      String method, String uri, List<String> query, Map<String, String> headers, byte[] body) {
    HttpHeaders fields = new HttpHeaders().add("Host", "localhost");
    headers.forEach(fields::add);
    int mark = uri.indexOf('?');
    String path = mark < 0 ? uri : uri.substring(0, mark);
    String parameters = mark < 0 ? "" : uri.substring(mark + 1);
    if (!query.isEmpty()) {
      parameters += (parameters.isEmpty() ? "" : "&") + String.join("&", query);
    }
    return new HttpRequest(
        method, path, parameters.isEmpty() ? null : parameters, fields, body, false);
  }
}
