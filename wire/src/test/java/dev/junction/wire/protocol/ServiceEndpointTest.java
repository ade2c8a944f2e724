package dev.junction.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.constraint.CoralReport;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.ServiceSchema.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServiceEndpointTest {

  private static final Call CALL =
      new Call(
          "request-1",
          new Caller(AccountId.DEFAULT, "arn:aws:iam::000000000000:root", "000000000000", ""),
          Region.DEFAULT,
          "http://localhost",
          Call.Departure.NEVER);

  /// Answers an item with itself, unless its name asks for something else.
  private static CompletionStage<Outcome<Document>> put(Call call, Document input) {
    return switch (String.valueOf(input.get("Name"))) {
      case "none" ->
          CompletableFuture.completedFuture(
              Outcome.rejected(
                  SampleService.NO_SUCH_ITEM_ERROR.with("Gone.", Map.of("Item", "none"))));
      case "broken" -> CompletableFuture.failedFuture(new IllegalStateException("for the test"));
      case "given up" -> givenUp();
      default -> CompletableFuture.completedFuture(Outcome.accepted(input));
    };
  }

  private static CompletableFuture<Outcome<Document>> givenUp() {
    CompletableFuture<Outcome<Document>> waiting = new CompletableFuture<>();
    waiting.cancel(false);
    return waiting.thenApply(outcome -> outcome);
  }

  private final ServiceEndpoint endpoint =
      ServiceEndpoint.of(
          new OperationTable(
              SampleService.SCHEMA,
              List.of(
                  new Operation<>(
                      SampleService.PUT_ITEM,
                      in -> Document.read(SampleService.ITEM, in),
                      ServiceEndpointTest::put))),
          new CoralReport());

  private static HttpRequest json(String target, String body) {
    return new HttpRequest(
        "POST",
        "/",
        null,
        new HttpHeaders().add("X-Amz-Target", target),
        body.getBytes(StandardCharsets.UTF_8),
        false);
  }

  private static HttpRequest get(String path, @Nullable String query) {
    return new HttpRequest("GET", path, query, new HttpHeaders(), new byte[0], false);
  }

  private String answer(HttpRequest request) {
    return answer(endpoint, request);
  }

  private static String answer(ServiceEndpoint endpoint, HttpRequest request) {
    HttpResponse response = endpoint.handle(CALL, request).toCompletableFuture().join().response();
    return response.status() + " " + new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void answersInTheProtocolOfTheRequest() {
    assertThat(answer(json("Sample.PutItem", "{\"Name\": \"x\"}")))
        .isEqualTo("200 {\"Name\":\"x\"}");
    assertThat(answer(get("/", "Action=PutItem&Name=x")))
        .startsWith("200 <?xml")
        .contains("<PutItemResult><Name>x</Name></PutItemResult>", "request-1");
  }

  @Test
  void answersErrorsOfTheService() {
    assertThat(answer(json("Sample.PutItem", "{\"Name\": \"none\"}")))
        .isEqualTo(
            "400 {\"__type\":\"com.amazonaws.sample#NoSuchItem\",\"message\":\"Gone.\","
                + "\"Item\":\"none\"}");
  }

  @Test
  void checksTheInputFirst() {
    assertThat(answer(json("Sample.PutItem", "{}")))
        .startsWith("400 ")
        .contains("ValidationException", "Value null at 'name'");
  }

  @Test
  void tellsUnknownOperationsFromUnbuiltOnes() {
    assertThat(answer(json("Sample.Fly", "{}"))).contains("UnknownOperationException");
    assertThat(answer(json("Sample.DropItem", "{}")))
        .startsWith("501 ")
        .contains("NotImplemented", "DropItem", "sample");
    assertThat(answer(json("Sample.Ping", "{}"))).startsWith("501 ");
  }

  @Test
  void aFailureIsAnInternalFailure() {
    assertThat(answer(json("Sample.PutItem", "{\"Name\": \"broken\"}")))
        .startsWith("500 ")
        .contains("InternalFailure")
        .doesNotContain("for the test");
  }

  @Test
  void aCallThatItsClientGaveUpIsNoFailure() {
    Answer answer =
        endpoint
            .handle(CALL, json("Sample.PutItem", "{\"Name\": \"given up\"}"))
            .toCompletableFuture()
            .join();
    assertThat(answer.errorCode()).isEqualTo(ServiceEndpoint.CLIENT_GONE);
  }

  @Test
  void aServiceIsFoundByTargetScopeHostAndOperation() {
    ServiceSchema other =
        ServiceSchema.of("other")
            .signingName("shared")
            .protocols(List.of(Protocol.AWS_QUERY))
            .build();
    ServiceEndpoint second =
        ServiceEndpoint.of(new OperationTable(other, List.of()), new CoralReport());
    ServiceDirectory directory =
        new ServiceDirectory(List.of(ServiceListing.of(second), ServiceListing.of(endpoint)));
    HttpRequest toHost =
        new HttpRequest(
            "GET",
            "/",
            null,
            new HttpHeaders().add("Host", "sample.us-east-1.localhost"),
            new byte[0],
            false);

    assertThat(directory.find(json("Sample.PutItem", "{}"), "")).isSameAs(endpoint);
    assertThat(directory.find(json("Sample.PutItem", "{}"), "shared")).isSameAs(endpoint);
    assertThat(directory.find(get("/", null), "shared")).isSameAs(second);
    assertThat(ServiceDirectory.isKnown(directory.find(get("/", null), "nobody"))).isFalse();
    assertThat(directory.find(toHost, "")).isSameAs(endpoint);
    assertThat(directory.find(get("/", "Action=PutItem"), "")).isSameAs(endpoint);
    assertThat(ServiceDirectory.isKnown(directory.find(get("/", "Action=Fly"), ""))).isFalse();
  }

  @Test
  void aServiceThatNobodyAsksForIsNotMade() {
    int[] made = {0};
    ServiceListing later =
        ServiceListing.later(
            new ServiceListing.Names("later", "later", "Later"),
            () -> {
              made[0]++;
              return endpoint;
            });
    ServiceDirectory directory = new ServiceDirectory(List.of(ServiceListing.of(endpoint), later));

    assertThat(directory.find(get("/", "Action=PutItem"), "")).isSameAs(endpoint);
    assertThat(made[0]).isZero();
    assertThat(directory.find(get("/", null), "later")).isSameAs(endpoint);
    assertThat(directory.find(json("Later.PutItem", "{}"), "")).isSameAs(endpoint);
    assertThat(made[0]).isEqualTo(1);
  }

  @Test
  void aRequestForNobodyIsRefusedInItsOwnProtocol() {
    ServiceEndpoint nobody = new ServiceDirectory(List.of()).find(get("/", null), "");
    assertThat(answer(nobody, json("Moon.Land", "{}")))
        .startsWith("400 ")
        .contains("UnknownOperationException", "Moon.Land");
    assertThat(answer(nobody, get("/", "Action=Land")))
        .startsWith("400 ")
        .contains("<Code>InvalidAction</Code>");
    assertThat(answer(nobody, get("/moon", null))).isEqualTo("404 <UnknownOperationException/>\n");
  }
}
