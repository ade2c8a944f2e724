package dev.junction.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.Unit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsQueryProtocolTest {

  private final AwsQueryProtocol protocol = new AwsQueryProtocol(SampleService.SCHEMA);

  private static HttpRequest form(String body) {
    HttpHeaders headers =
        new HttpHeaders().add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    return new HttpRequest(
        "POST", "/", null, headers, body.getBytes(StandardCharsets.UTF_8), false);
  }

  private static HttpRequest get(String query) {
    return new HttpRequest("GET", "/", query, new HttpHeaders(), new byte[0], false);
  }

  private Outcome<Document> decode(HttpRequest request) {
    return protocol
        .operation(request)
        .then(
            operation ->
                protocol.decode(
                    request, operation, in -> Document.read(operation.schema().input(), in)));
  }

  private Document item(HttpRequest request) {
    return switch (decode(request)) {
      case Outcome.Accepted<Document>(Document value) -> value;
      case Outcome.Rejected<Document>(ServiceError error) ->
          throw new AssertionError(error.toString());
    };
  }

  private Document item(String parameters) {
    return item(form("Action=PutItem&Version=2020-01-01&" + parameters));
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
            "Name=n%C3%A9+%2B&Count=-5&Data=aGk%3D&Time=2014-04-29T18%3A30%3A38Z&Ratio=NaN"
                + "&Big=1.5&Flag=true&Choice.Text=t");

    assertThat(item.get("Name")).isEqualTo("né +");
    assertThat(item.get("Count")).isEqualTo(-5);
    assertThat((byte[]) item.get("Data")).isEqualTo("hi".getBytes(StandardCharsets.UTF_8));
    assertThat(item.get("Time")).isEqualTo(Instant.parse("2014-04-29T18:30:38Z"));
    assertThat((Double) item.get("Ratio")).isNaN();
    assertThat(item.get("Big")).hasToString("1.5");
    assertThat(item.get("Flag")).isEqualTo(true);
    assertThat(item.get("Choice")).hasToString("Choice[Text=t]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Names.member.1=a&Names.member.2=b",
        "Names.member.2=b&Names.member.1=a",
        "Names.member.7=a&Names.member.900000000=b",
        "Names.1=a&Names.2=b"
      })
  void readsListsInTheOrderOfTheirNumbers(String parameters) {
    assertThat(item(parameters).get("Names")).isEqualTo(List.of("a", "b"));
  }

  @Test
  void readsAListOfOneWithoutANumber() {
    assertThat(item("Names=a").get("Names")).isEqualTo(List.of("a"));
    assertThat(item("Names=").get("Names")).isEqualTo(List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Attribute.1.Name=k&Attribute.1.Value=v&Attribute.2.Name=l&Attribute.2.Value=",
        "Attribute.entry.1.Name=k&Attribute.entry.1.Value=v"
            + "&Attribute.entry.2.Name=l&Attribute.entry.2.Value="
      })
  void readsFlattenedMaps(String parameters) {
    assertThat(item(parameters).get("Attributes")).isEqualTo(Map.of("k", "v", "l", ""));
  }

  @Test
  void readsNestedStructures() {
    Document item =
        item("Children.member.1.Name=c&Children.member.1.Children.member.1.Name=grandchild");
    assertThat(item.get("Children"))
        .hasToString("[Item[Name=c, Children=[Item[Name=grandchild]]]]");
  }

  @Test
  void readsAQueryStringToo() {
    assertThat(item(get("Action=PutItem&Name=x")).get("Name")).isEqualTo("x");
    assertThat(protocol.recognizes(get("Action=PutItem"))).isTrue();
    assertThat(protocol.recognizes(get("Name=PutItem"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Count=five",
        "Count=",
        "Count=1.0",
        "Count=99999999999",
        "Count.Deep=1",
        "Data=%%%",
        "Data=a",
        "Time=1398796238",
        "Flag=maybe",
        "Attribute.1.Name=k",
        "Attribute.1.Value=v",
        "Choice.Text=t&Choice.Item.Name=n",
        "Choice.Other=1",
        "Name=%C3%28",
        "Names.member.1.x=a"
      })
  void refusesWhatDoesNotFit(String parameters) {
    ServiceError error = refusal(form("Action=PutItem&" + parameters));
    assertThat(error.codeForQuery()).isEqualTo("MalformedQueryString");
    assertThat(error.httpStatus()).isEqualTo(400);
  }

  @Test
  void refusesNamesThatAreTooDeepAndParametersThatAreTooMany() {
    assertThat(refusal(form("Action=PutItem&" + "a.".repeat(100) + "=1")).message())
        .contains("parts");
    assertThat(refusal(form("Action=PutItem&" + "a=1&".repeat(20_000))).message())
        .contains("more than 10000 parameters");
  }

  @Test
  void anUnknownActionIsInvalid() {
    assertThat(refusal(form("Action=Fly")).codeForQuery()).isEqualTo("InvalidAction");
    assertThat(refusal(form("Name=x")).codeForQuery()).isEqualTo("MissingAction");
  }

  @Test
  void impliedParametersGiveWayToStatedOnes() {
    AwsQueryProtocol implying =
        new AwsQueryProtocol(
            SampleService.SCHEMA,
            request -> Map.of("Name", request.path()),
            (_, _) -> true,
            error -> error,
            false,
            null);
    HttpRequest silent = form("Action=PutItem");
    HttpRequest stating = form("Action=PutItem&Name=stated");
    RequestedOperation operation = RequestedOperation.of(SampleService.PUT_ITEM);

    assertThat(implying.decode(silent, operation, in -> Document.read(SampleService.ITEM, in)))
        .hasToString("Accepted[value=Item[Name=/]]");
    assertThat(implying.decode(stating, operation, in -> Document.read(SampleService.ITEM, in)))
        .hasToString("Accepted[value=Item[Name=stated]]");
  }

  @Test
  void writesAnOutput() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("k", "v<");
    attributes.put("l", "\u0000\uD800");
    Document output =
        Document.of(SampleService.ITEM)
            .set("Name", "a & \"b\"\r\n")
            .set("Names", List.of("x", "y"))
            .set("Attributes", attributes)
            .build();

    HttpResponse response = protocol.encode(form(""), SampleService.PUT_ITEM, output, "id-1");

    assertThat(response.headers().get("Content-Type")).isEqualTo("text/xml");
    assertThat(text(response))
        .isEqualTo(
            "<?xml version=\"1.0\"?>\n"
                + "<PutItemResponse xmlns=\"http://sample.example/doc/2020-01-01/\">"
                + "<PutItemResult><Name>a &amp; &quot;b&quot;&#xD;\n</Name>"
                + "<Names><member>x</member><member>y</member></Names>"
                + "<Attribute><Name>k</Name><Value>v&lt;</Value></Attribute>"
                + "<Attribute><Name>l</Name><Value>\uFFFD\uFFFD</Value></Attribute>"
                + "</PutItemResult>"
                + "<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata>"
                + "</PutItemResponse>");
  }

  private static HttpRequest accepting(String types) {
    HttpHeaders headers = new HttpHeaders().add("Accept", types);
    return new HttpRequest("GET", "/", "Action=PutItem", headers, new byte[0], false);
  }

  private static AwsQueryProtocol withJson() {
    return new AwsQueryProtocol(
        SampleService.SCHEMA,
        _ -> Map.of(),
        (_, _) -> true,
        error -> error,
        true,
        Map.of("Children", "children"));
  }

  @Test
  void writesJsonWhereItIsAskedFor() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("k", "v");
    attributes.put("l", "w");
    Document child = Document.of(SampleService.ITEM).set("Name", "c").set("Count", 3).build();
    Document output =
        Document.of(SampleService.ITEM)
            .set("Name", "a")
            .set("Flag", true)
            .set("Names", List.of("x", "y"))
            .set("Attributes", attributes)
            .set("Children", List.of(child))
            .build();

    HttpResponse response =
        withJson().encode(accepting("application/json"), SampleService.PUT_ITEM, output, "id-1");

    assertThat(response.headers().get("Content-Type")).isEqualTo("application/json");
    assertThat(text(response))
        .isEqualTo(
            "{\"PutItemResponse\":{\"PutItemResult\":{\"Name\":\"a\",\"Count\":null,\"Data\":null,"
                + "\"Time\":null,\"Ratio\":null,\"Big\":null,\"Flag\":true,\"Names\":[\"x\",\"y\"],"
                + "\"Attributes\":[{\"Name\":\"k\",\"Value\":\"v\"},"
                + "{\"Name\":\"l\",\"Value\":\"w\"}],"
                + "\"children\":[{\"Name\":\"c\",\"Count\":3,\"Data\":null,\"Time\":null,"
                + "\"Ratio\":null,\"Big\":null,\"Flag\":null,\"Names\":null,"
                + "\"Attributes\":null,\"children\":null,\"Choice\":null,\"Any\":null}],"
                + "\"Choice\":null,\"Any\":null},"
                + "\"ResponseMetadata\":{\"RequestId\":\"id-1\"}}}");
  }

  @Test
  void writesJsonWithoutAResultAndForErrors() {
    HttpRequest request = accepting("Application/JSON");
    assertThat(text(withJson().encode(request, SampleService.PING, Unit.INSTANCE, "id")))
        .isEqualTo("{\"PingResponse\":{\"ResponseMetadata\":{\"RequestId\":\"id\"}}}");

    ServiceError error = SampleService.NO_SUCH_ITEM_ERROR.with("Gone.", Map.of("Item", "x"));
    HttpResponse response = withJson().encodeError(request, error, "id-1");
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.headers().get("Content-Type")).isEqualTo("application/json");
    assertThat(text(response))
        .isEqualTo(
            "{\"Error\":{\"Code\":\"Sample.NoSuchItem\",\"Message\":\"Gone.\","
                + "\"Type\":\"Sender\"},\"RequestId\":\"id-1\"}");
  }

  @Test
  void writesXmlToWhomItIsRightAndWhereThereIsNoJson() {
    Document output = Document.of(SampleService.ITEM).set("Name", "a").build();
    assertThat(text(withJson().encode(accepting("*/*"), SampleService.PUT_ITEM, output, "id")))
        .startsWith("<?xml");
    assertThat(
            text(
                protocol.encode(
                    accepting("application/json"), SampleService.PUT_ITEM, output, "id")))
        .startsWith("<?xml");
  }

  @Test
  void writesNoResultForAnOperationWithoutOutput() {
    assertThat(text(protocol.encode(form(""), SampleService.PING, Unit.INSTANCE, "id")))
        .contains("<PingResponse")
        .doesNotContain("PingResult");
  }

  @Test
  void writesErrorsWithTheirQueryCode() {
    ServiceError error = SampleService.NO_SUCH_ITEM_ERROR.with("Gone.", Map.of("Item", "x"));

    HttpResponse response = protocol.encodeError(form(""), error, "id-1");

    assertThat(response.status()).isEqualTo(400);
    assertThat(text(response))
        .contains(
            "<Error><Type>Sender</Type><Code>Sample.NoSuchItem</Code><Message>Gone.</Message>"
                + "<Item>x</Item></Error><RequestId>id-1</RequestId>");
    assertThat(text(protocol.encodeError(form(""), CommonErrors.internalFailure(), "id")))
        .contains("<Type>Receiver</Type><Code>InternalFailure</Code>");
  }

  @Test
  void writesAnEmptyDetailWhereTheServiceHasOne() {
    ServiceError error = SampleService.NO_SUCH_ITEM_ERROR.with("Gone.", Map.of("Item", "x"));

    assertThat(text(withJson().encodeError(form(""), error, "id-1")))
        .contains("<Message>Gone.</Message><Detail></Detail><Item>x</Item></Error>");
  }
}
