package dev.junction.conformance.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.conformance.Clients;
import dev.junction.server.Junction;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.CreateEndpointRequest;
import software.amazon.awssdk.services.eventbridge.model.EndpointEventBus;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.RoutingConfig;

/// What global endpoints have to be, and which entries they take. Source: EventBridge API
/// reference, CreateEndpoint and PutEvents.
final class EndpointConformanceTest {

  private static final String ACCOUNT = "000000000000";
  private static final String ROLE = "arn:aws:iam::000000000000:role/r";

  @AutoClose
  private static final Junction junction = Junction.builder().ephemeral().port(0).start();

  @AutoClose private static final EventBridgeClient home = client("eu-central-1");
  @AutoClose private static final EventBridgeClient away = client("eu-west-1");

  private static EventBridgeClient client(String region) {
    return EventBridgeClient.builder()
        .endpointOverride(junction.endpoint())
        .region(Region.of(region))
        .credentialsProvider(Clients.credentials(ACCOUNT))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  @BeforeAll
  static void createBuses() {
    for (EventBridgeClient client : List.of(home, away)) {
      client.createEventBus(r -> r.name("gl"));
    }
    home.createEventBus(r -> r.name("other"));
    home.createEventBus(r -> r.name("half"));
  }

  private static String arn(String regionAndName) {
    String[] parts = regionAndName.split("/");
    String account = parts.length > 2 ? parts[2] : ACCOUNT;
    return "arn:aws:events:" + parts[0] + ":" + account + ":event-bus/" + parts[1];
  }

  private static List<EndpointEventBus> buses(String... names) {
    return Stream.of(names)
        .map(name -> EndpointEventBus.builder().eventBusArn(arn(name)).build())
        .toList();
  }

  private static RoutingConfig routing(String region) {
    return RoutingConfig.builder()
        .failoverConfig(
            f ->
                f.primary(p -> p.healthCheck("arn:aws:route53:::healthcheck/h"))
                    .secondary(s -> s.route(region)))
        .build();
  }

  private static CreateEndpointRequest.Builder request(String name, String... buses) {
    return CreateEndpointRequest.builder()
        .name(name)
        .eventBuses(buses(buses))
        .roleArn(ROLE)
        .routingConfig(routing("eu-west-1"));
  }

  @ParameterizedTest
  @CsvSource({
    "eu-central-1/gl, eu-central-1/other, eu-west-1",
    "eu-central-1/gl, eu-central-1/gl, eu-west-1",
    "eu-central-1/other, eu-west-1/gl, eu-west-1",
    "eu-central-1/none, eu-west-1/none, eu-west-1",
    "eu-central-1/half, eu-west-1/half, eu-west-1",
    "eu-central-1/gl, eu-west-1/gl, ap-south-1",
    "eu-west-1/gl, ap-south-1/gl, ap-south-1",
    "eu-central-1/gl, eu-west-1/gl/111111111111, eu-west-1"
  })
  void busesThatMakeNoEndpointAreRefused(String one, String two, String route) {
    assertThatThrownBy(
            () ->
                home.createEndpoint(
                    request("refused", one, two).routingConfig(routing(route)).build()))
        .isInstanceOf(EventBridgeException.class);
    home.createEndpoint(request("kept", "eu-central-1/gl", "eu-west-1/gl").build());
    assertThatThrownBy(
            () ->
                home.updateEndpoint(
                    r -> r.name("kept").eventBuses(buses(one, two)).routingConfig(routing(route))))
        .isInstanceOf(EventBridgeException.class);
    home.deleteEndpoint(r -> r.name("kept"));
  }

  @Test
  void whatIsReplicatedNeedsARole() {
    String[] both = {"eu-central-1/gl", "eu-west-1/gl"};
    assertThatThrownBy(() -> home.createEndpoint(request("role", both).roleArn(null).build()))
        .hasMessageContaining("RoleArn");
    home.createEndpoint(
        request("role", both).roleArn(null).replicationConfig(c -> c.state("DISABLED")).build());
    assertThatThrownBy(
            () ->
                home.updateEndpoint(r -> r.name("role").replicationConfig(c -> c.state("ENABLED"))))
        .hasMessageContaining("RoleArn");
    home.updateEndpoint(
        r -> r.name("role").roleArn(ROLE).replicationConfig(c -> c.state("ENABLED")));
  }

  @Test
  void anEndpointThatLostABusIsStillDescribedAnew() {
    for (EventBridgeClient client : List.of(home, away)) {
      client.createEventBus(r -> r.name("lost"));
    }
    home.createEndpoint(request("lost", "eu-central-1/lost", "eu-west-1/lost").build());
    away.deleteEventBus(r -> r.name("lost"));
    home.updateEndpoint(r -> r.name("lost").description("new"));
    assertThat(home.describeEndpoint(r -> r.name("lost")).description()).isEqualTo("new");
    assertThatThrownBy(() -> home.updateEndpoint(r -> r.name("lost").roleArn(ROLE)))
        .isInstanceOf(EventBridgeException.class);
  }

  /// The SDK signs these requests in a way of its own.
  private static String put(String endpointId, String bus) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(junction.endpoint() + "/"))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "AWSEvents.PutEvents")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential="
                    + ACCOUNT
                    + "/20260101/eu-central-1/events/aws4_request, SignedHeaders=host,"
                    + " Signature=00")
            .POST(
                BodyPublishers.ofString(
                    "{\"EndpointId\":\""
                        + endpointId
                        + "\",\"Entries\":[{\"Source\":\"s\",\"DetailType\":\"d\","
                        + "\"Detail\":\"{}\""
                        + (bus.isEmpty() ? "" : ",\"EventBusName\":\"" + bus + "\"")
                        + "}]}"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }

  private static void deny(EventBridgeClient client) {
    client.putPermission(
        r ->
            r.eventBusName("gl")
                .policy(
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\","
                        + "\"Principal\":\"*\",\"Action\":\"events:PutEvents\","
                        + "\"Resource\":\"*\"}]}"));
  }

  @Test
  void anEntryIsAnsweredForThePrimaryBus() throws Exception {
    // The primary bus is that of the endpoint's Region, wherever it stands.
    home.createEndpoint(request("answer", "eu-west-1/gl", "eu-central-1/gl").build());
    String id = home.describeEndpoint(r -> r.name("answer")).endpointId();
    deny(away);
    assertThat(put(id, "gl")).contains("\"FailedEntryCount\":0");
    away.removePermission(r -> r.eventBusName("gl").removeAllPermissions(true));
    deny(home);
    assertThat(put(id, "gl")).contains("\"FailedEntryCount\":1", "AccessDeniedException");
    home.removePermission(r -> r.eventBusName("gl").removeAllPermissions(true));
  }

  /// Source: API reference, PutEvents, EventBusName; the code and its message are ours.
  @Test
  void anEntryNamesABusOfTheEndpoint() throws Exception {
    home.createEndpoint(request("names", "eu-central-1/gl", "eu-west-1/gl").build());
    String id = home.describeEndpoint(r -> r.name("names")).endpointId();
    for (String good : List.of("gl", arn("eu-central-1/gl"), arn("eu-west-1/gl"))) {
      assertThat(put(id, good)).as(good).contains("\"FailedEntryCount\":0");
    }
    for (String bad : List.of("", "default", "other", "none", arn("ap-south-1/gl"))) {
      assertThat(put(id, bad))
          .as(bad)
          .contains("\"FailedEntryCount\":1", "Parameter EventBusName is not valid.");
    }
  }
}
