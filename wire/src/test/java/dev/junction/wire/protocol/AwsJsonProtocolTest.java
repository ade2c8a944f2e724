package dev.junction.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.ServiceSchema.Protocol;
import dev.junction.wire.schema.Unit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsJsonProtocolTest {

  private final AwsJsonProtocol protocol =
      new AwsJsonProtocol(SampleService.SCHEMA, Protocol.AWS_JSON_1_0);

  private static HttpRequest request(String target, byte[] body, String... headers) {
    HttpHeaders fields = new HttpHeaders().add("X-Amz-Target", target);
    for (int i = 0; i < headers.length; i += 2) {
      fields.add(headers[i], headers[i + 1]);
    }
    return new HttpRequest("POST", "/", null, fields, body, false);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Outcome<Document> decode(HttpRequest request) {
    return protocol
        .operation(request)
        .then(
            operation ->
                protocol.decode(
                    request, operation, in -> Document.read(operation.schema().input(), in)));
  }

  private Document item(String json) {
    return switch (decode(request("Sample.PutItem", utf8(json)))) {
      case Outcome.Accepted<Document>(Document value) -> value;
      case Outcome.Rejected<Document>(ServiceError error) ->
          throw new AssertionError(error.toString());
    };
  }

  private ServiceError refusal(HttpRequest request) {
    return switch (decode(request)) {
      case Outcome.Accepted<Document>(Document value) -> throw new AssertionError(value.toString());
      case Outcome.Rejected<Document>(ServiceError error) -> error;
    };
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void readsValuesOfEveryType() {
    Document item =
        item(
            """
            {"Name": "n\\u00e9", "Count": -5, "Data": "aGk=", "Time": 1398796238.5, "Ratio": "NaN",
             "Big": 1.25e2, "Flag": true, "Names": ["a", "b"], "Attributes": {"k": "v"},
             "Children": [{"Name": "c"}], "Choice": {"Text": "t"}, "Any": {"x": [1, null]},
             "Unknown": {"a": [[{}]]}, "Null": null}
            """);

    assertThat(item.get("Name")).isEqualTo("né");
    assertThat(item.get("Count")).isEqualTo(-5);
    assertThat((byte[]) item.get("Data")).isEqualTo(utf8("hi"));
    assertThat(item.get("Time")).isEqualTo(Instant.parse("2014-04-29T18:30:38.5Z"));
    assertThat((Double) item.get("Ratio")).isNaN();
    assertThat(item.get("Big")).hasToString("125");
    assertThat(item.get("Flag")).isEqualTo(true);
    assertThat(item.get("Names")).isEqualTo(List.of("a", "b"));
    assertThat(item.get("Attributes")).isEqualTo(Map.of("k", "v"));
    assertThat(item.get("Children")).hasToString("[Item[Name=c]]");
    assertThat(item.get("Choice")).hasToString("Choice[Text=t]");
    assertThat(item.get("Any")).hasToString("Untyped[value={x=[1, null]}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Name\": 5}",
        "{\"Count\": \"5\"}",
        "{\"Count\": 1.5}",
        "{\"Count\": 99999999999}",
        "{\"Count\": true}",
        "{\"Data\": \"a\"}",
        "{\"Data\": \"a=b=\"}",
        "{\"Time\": \"2014-04-29T18:30:38Z\"}",
        "{\"Time\": 1e300}",
        "{\"Ratio\": \"1.5\"}",
        "{\"Names\": \"a\"}",
        "{\"Names\": [null]}",
        "{\"Attributes\": {\"k\": null}}",
        "{\"Attributes\": []}",
        "{\"Children\": {}}",
        "{\"Choice\": {}}",
        "{\"Choice\": {\"Text\": \"t\", \"Item\": {\"Name\": \"n\"}}}",
        "{\"Choice\": {\"Other\": 1}}",
        "{\"Name\": \"n\"",
        "{\"Name\": \"n\"} x",
        "[]",
        "null",
        "nonsense"
      })
  void refusesWhatDoesNotFit(String json) {
    ServiceError error = refusal(request("Sample.PutItem", utf8(json)));
    assertThat(error.code()).isEqualTo("SerializationException");
    assertThat(error.message()).doesNotContain("REDACTED");
    assertThat(error.httpStatus()).isEqualTo(400);
  }

  @Test
  void refusesNestingThatIsTooDeep() {
    String deep = "{\"Any\":" + "[".repeat(200) + "]".repeat(200) + "}";
    assertThat(refusal(request("Sample.PutItem", utf8(deep))).message()).contains("nesting");
  }

  @Test
  void anEmptyBodyIsAnEmptyObject() {
    assertThat(decode(request("Sample.Ping", new byte[0]))).isInstanceOf(Outcome.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sample.Unknown", "Other.PutItem", "PutItem", ""})
  void anUnknownTargetIsAnUnknownOperation(String target) {
    ServiceError error = refusal(request(target, utf8("{}")));
    assertThat(error.code()).isEqualTo("UnknownOperationException");
  }

  @Test
  void writesAnOutput() {
    Document output =
        Document.of(SampleService.ITEM)
            .set("Name", "n")
            .set("Time", Instant.parse("2014-04-29T18:30:38.123456Z"))
            .set("Data", utf8("hi"))
            .set("Children", List.of(Document.of(SampleService.ITEM).set("Name", "c").build()))
            .build();

    HttpResponse response =
        protocol.encode(
            request("Sample.PutItem", new byte[0]), SampleService.PUT_ITEM, output, "id-1");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers().get("Content-Type")).isEqualTo("application/x-amz-json-1.0");
    assertThat(response.headers().get("x-amzn-RequestId")).isEqualTo("id-1");
    assertThat(text(response))
        .isEqualTo(
            "{\"Name\":\"n\",\"Data\":\"aGk=\",\"Time\":1398796238.123,"
                + "\"Children\":[{\"Name\":\"c\"}]}");
  }

  @Test
  void writesNothingForAnOperationWithoutOutput() {
    HttpResponse response =
        protocol.encode(
            request("Sample.Ping", new byte[0]), SampleService.PING, Unit.INSTANCE, "id");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void writesAModelledErrorWithItsQueryCode() {
    ServiceError error =
        SampleService.NO_SUCH_ITEM_ERROR.with("Gone.", Map.of("Item", "x", "Stranger", 5));

    HttpResponse response =
        protocol.encodeError(request("Sample.PutItem", new byte[0]), error, "id");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.headers().get("x-amzn-query-error")).isEqualTo("Sample.NoSuchItem;Sender");
    assertThat(text(response))
        .isEqualTo(
            "{\"__type\":\"com.amazonaws.sample#NoSuchItem\",\"message\":\"Gone.\","
                + "\"Item\":\"x\"}");
  }

  @Test
  void writesACommonErrorWithTheStatusOfJsonServices() {
    ServiceSchema plain =
        ServiceSchema.of("plain").protocols(List.of(Protocol.AWS_JSON_1_0)).build();
    HttpResponse response =
        new AwsJsonProtocol(plain, Protocol.AWS_JSON_1_0)
            .encodeError(
                request("Plain.Ping", new byte[0]), CommonErrors.unrecognizedClient(), "id");

    assertThat(response.status()).isEqualTo(400);
    assertThat(text(response)).contains("com.amazon.coral.service#UnrecognizedClientException");
  }

  @Test
  void keepsTheStatusOfTheQueryProtocolForServicesThatComeFromThere() {
    HttpResponse response =
        protocol.encodeError(
            request("Sample.PutItem", new byte[0]), CommonErrors.unrecognizedClient(), "id");

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.headers().get("x-amzn-query-error"))
        .isEqualTo("InvalidClientTokenId;Sender");
  }

  @Test
  void speaksCborToThoseWhoAskForIt() {
    AwsJsonProtocol version11 = new AwsJsonProtocol(SampleService.SCHEMA, Protocol.AWS_JSON_1_1);
    HttpRequest empty =
        request("Sample.PutItem", new byte[0], "Content-Type", "application/x-amz-cbor-1.1");
    Instant time = Instant.parse("2014-04-29T18:30:38.123Z");
    Document item =
        Document.of(SampleService.ITEM)
            .set("Name", "n")
            .set("Data", utf8("hi"))
            .set("Time", time)
            .set("Ratio", 0.5)
            .build();

    HttpResponse response = version11.encode(empty, SampleService.PUT_ITEM, item, "id");
    Document read =
        (Document)
            ((Outcome.Accepted<?>)
                    decode(
                        request(
                            "Sample.PutItem",
                            response.body(),
                            "Content-Type",
                            "application/x-amz-cbor-1.1")))
                .value();

    assertThat(response.headers().get("Content-Type")).isEqualTo("application/x-amz-cbor-1.1");
    assertThat(read.get("Time")).isEqualTo(time);
    assertThat((byte[]) read.get("Data")).isEqualTo(utf8("hi"));
    assertThat(read.get("Ratio")).isEqualTo(0.5);
  }
}
