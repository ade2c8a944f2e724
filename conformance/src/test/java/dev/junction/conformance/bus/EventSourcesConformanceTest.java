package dev.junction.conformance.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.junction.conformance.Clients;
import dev.junction.server.Junction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ApiDestinationState;
import software.amazon.awssdk.services.eventbridge.model.ConnectionState;
import software.amazon.awssdk.services.eventbridge.model.EndpointEventBus;
import software.amazon.awssdk.services.eventbridge.model.EndpointState;
import software.amazon.awssdk.services.eventbridge.model.EventSourceState;
import software.amazon.awssdk.services.eventbridge.model.PutPartnerEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutPartnerEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutPartnerEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// What brings events to buses and lies around them, with the SDK for Java: partners, global
/// endpoints, connections and archives as they are listed and changed. Expected values:
/// EventBridge User Guide and API reference.
final class EventSourcesConformanceTest {

  private static final String ACCOUNT = "000000000000";
  private static final String PARTNER = "111122223333";
  private static final String SOURCE = "aws.partner/example.com/shop/orders";
  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
          + "{\"Service\":\"events.amazonaws.com\"},\"Action\":\"sqs:SendMessage\","
          + "\"Resource\":\"*\"}]}";

  @AutoClose
  private static final Junction junction = Junction.builder().ephemeral().port(0).start();

  private static EventBridgeClient events(String account, Region region) {
    return EventBridgeClient.builder()
        .endpointOverride(junction.endpoint())
        .region(region)
        .credentialsProvider(Clients.credentials(account))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static String queueFor(
      SqsClient sqs, EventBridgeClient events, Region region, String bus, String source) {
    String queue = "q-" + source.replace('/', '-').replace('.', '-');
    String url =
        sqs.createQueue(
                r -> r.queueName(queue).attributes(Map.of(QueueAttributeName.POLICY, POLICY)))
            .queueUrl();
    events.putRule(
        r -> r.name("r").eventBusName(bus).eventPattern("{\"source\":[\"" + source + "\"]}"));
    String arn = "arn:aws:sqs:" + region.id() + ":" + ACCOUNT + ":" + queue;
    events.putTargets(
        r -> r.rule("r").eventBusName(bus).targets(Target.builder().id("1").arn(arn).build()));
    return url;
  }

  /// The bodies of what is there after a wait, which are deleted.
  private static List<String> taken(SqsClient sqs, String url, int waitSeconds) {
    List<Message> found =
        sqs.receiveMessage(
                r -> r.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(waitSeconds))
            .messages();
    found.forEach(
        each -> sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(each.receiptHandle())));
    return found.stream().map(Message::body).toList();
  }

  private static PutPartnerEventsResponse put(EventBridgeClient partner, String... details) {
    return partner.putPartnerEvents(
        r ->
            r.entries(
                Stream.of(details)
                    .map(
                        detail ->
                            PutPartnerEventsRequestEntry.builder()
                                .source(SOURCE)
                                .detailType("order")
                                .detail(detail)
                                .build())
                    .toList()));
  }

  @Test
  void aPartnersEntriesAreAsLargeTogetherAsThoseOfPutEvents() {
    try (EventBridgeClient partner = events(PARTNER, Region.EU_CENTRAL_1)) {
      String half = "{\"text\":\"" + "x".repeat(1 << 19) + "\"}";
      assertThat(put(partner, half).entries()).hasSize(1);
      PutPartnerEventsRequestEntry typedTooLong =
          PutPartnerEventsRequestEntry.builder()
              .source(SOURCE)
              .detailType("t".repeat(129))
              .detail("{}")
              .build();
      assertThat(partner.putPartnerEvents(r -> r.entries(typedTooLong)).entries())
          .singleElement()
          .satisfies(refused -> assertThat(refused.errorMessage()).contains("DetailType"));
      assertThatThrownBy(() -> put(partner, half, half))
          .hasMessageContaining("Total size of the entries in the request is over the limit.");
    }
  }

  @Test
  void aPartnersEventsReachTheBusOfItsCustomer() {
    try (EventBridgeClient partner = events(PARTNER, Region.EU_CENTRAL_1);
        EventBridgeClient events = events(ACCOUNT, Region.EU_CENTRAL_1);
        SqsClient sqs = Clients.sqs(junction, ACCOUNT, Region.EU_CENTRAL_1)) {
      partner.createPartnerEventSource(r -> r.name(SOURCE).account(ACCOUNT));
      assertThatThrownBy(
              () -> partner.createPartnerEventSource(r -> r.name(SOURCE).account(ACCOUNT)))
          .isInstanceOf(ResourceAlreadyExistsException.class);
      assertThat(partner.describePartnerEventSource(r -> r.name(SOURCE)).name()).isEqualTo(SOURCE);
      assertThat(partner.listPartnerEventSources(r -> r.namePrefix(SOURCE)).partnerEventSources())
          .hasSize(1);
      assertThat(
              partner
                  .listPartnerEventSourceAccounts(r -> r.eventSourceName(SOURCE))
                  .partnerEventSourceAccounts())
          .singleElement()
          .satisfies(
              account -> {
                assertThat(account.account()).isEqualTo(ACCOUNT);
                assertThat(account.state()).isEqualTo(EventSourceState.PENDING);
              });
      assertThat(events.listEventSources(r -> r.namePrefix(SOURCE)).eventSources())
          .singleElement()
          .satisfies(source -> assertThat(source.createdBy()).isEqualTo(PARTNER));
      events.createEventBus(r -> r.name(SOURCE).eventSourceName(SOURCE));
      assertThat(events.describeEventSource(r -> r.name(SOURCE)).state())
          .isEqualTo(EventSourceState.ACTIVE);
      String url = queueFor(sqs, events, Region.EU_CENTRAL_1, SOURCE, SOURCE);
      assertThat(put(partner, "{\"n\":1}", "no JSON").entries())
          .extracting(PutPartnerEventsResultEntry::errorCode)
          .containsExactly(null, "MalformedDetail");
      assertThat(taken(sqs, url, 10))
          .singleElement()
          .satisfies(
              body ->
                  assertThat(body)
                      .contains("\"source\":\"" + SOURCE + "\"", "\"account\":\"" + ACCOUNT));
      events.deactivateEventSource(r -> r.name(SOURCE));
      put(partner, "{\"n\":2}");
      events.activateEventSource(r -> r.name(SOURCE));
      put(partner, "{\"n\":3}");
      assertThat(taken(sqs, url, 10)).singleElement().asString().contains("{\"n\":3}");
      partner.deletePartnerEventSource(r -> r.name(SOURCE).account(ACCOUNT));
      assertThat(events.describeEventSource(r -> r.name(SOURCE)).state())
          .isEqualTo(EventSourceState.DELETED);
    }
  }

  private static EndpointEventBus bus(String arn) {
    return EndpointEventBus.builder().eventBusArn(arn).build();
  }

  /// An event for an endpoint. The SDK would need its native library for that, to sign for several
  /// Regions at once.
  private static void putFor(String endpointId) throws IOException, InterruptedException {
    assertThat(
            post(
                "/",
                Map.of(
                    "Content-Type",
                    "application/x-amz-json-1.1",
                    "X-Amz-Target",
                    "AWSEvents.PutEvents"),
                "{\"EndpointId\":\""
                    + endpointId
                    + "\",\"Entries\":[{\"Source\":\"g\",\"DetailType\":\"t\",\"Detail\":\"{}\","
                    + "\"EventBusName\":\"global\"}]}"))
        .contains("\"FailedEntryCount\":0");
  }

  private static String post(String path, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(junction.endpoint() + path))
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString()).body();
    }
  }

  /// Source: User Guide, "Making applications Regional-fault tolerant with global endpoints and
  /// event replication"; the page that switches the state is ours.
  @Test
  void anEndpointRoutesToBothRegionsOrToTheOneThatIsWell() throws Exception {
    try (EventBridgeClient one = events(ACCOUNT, Region.US_EAST_1);
        EventBridgeClient two = events(ACCOUNT, Region.US_WEST_2);
        SqsClient oneSqs = Clients.sqs(junction, ACCOUNT, Region.US_EAST_1);
        SqsClient twoSqs = Clients.sqs(junction, ACCOUNT, Region.US_WEST_2)) {
      String oneBus = one.createEventBus(r -> r.name("global")).eventBusArn();
      String twoBus = two.createEventBus(r -> r.name("global")).eventBusArn();
      String oneUrl = queueFor(oneSqs, one, Region.US_EAST_1, "global", "g");
      String twoUrl = queueFor(twoSqs, two, Region.US_WEST_2, "global", "g");
      one.createEndpoint(
          r ->
              r.name("e")
                  .eventBuses(bus(oneBus), bus(twoBus))
                  .roleArn("arn:aws:iam::" + ACCOUNT + ":role/replicates")
                  .routingConfig(
                      c ->
                          c.failoverConfig(
                              f ->
                                  f.primary(p -> p.healthCheck("arn:aws:route53:::healthcheck/h"))
                                      .secondary(s -> s.route("us-west-2"))))
                  .replicationConfig(c -> c.state("ENABLED")));
      await().until(() -> one.describeEndpoint(r -> r.name("e")).state() == EndpointState.ACTIVE);
      String id = one.describeEndpoint(r -> r.name("e")).endpointId();
      assertThat(one.listEndpoints(r -> r.namePrefix("e")).endpoints()).hasSize(1);
      putFor(id);
      assertThat(taken(oneSqs, oneUrl, 10)).hasSize(1);
      assertThat(taken(twoSqs, twoUrl, 10)).hasSize(1);
      one.updateEndpoint(r -> r.name("e").replicationConfig(c -> c.state("DISABLED")));
      putFor(id);
      assertThat(taken(oneSqs, oneUrl, 10)).hasSize(1);
      assertThat(failOver("true")).contains("\"failedOver\":true");
      putFor(id);
      assertThat(taken(twoSqs, twoUrl, 10)).hasSize(1);
      assertThat(failOver("false")).contains("\"failedOver\":false");
      putFor(id);
      assertThat(taken(oneSqs, oneUrl, 10)).hasSize(1);
      assertThat(taken(twoSqs, twoUrl, 0)).isEmpty();
      one.deleteEndpoint(r -> r.name("e"));
      assertThatThrownBy(() -> one.describeEndpoint(r -> r.name("e")))
          .isInstanceOf(ResourceNotFoundException.class);
    }
  }

  private static String failOver(String failedOver) throws IOException, InterruptedException {
    return post(
        "/_junction/events/endpoint?name=e&region=us-east-1&failed-over=" + failedOver,
        Map.of("Content-Type", "application/json"),
        "");
  }

  @Test
  void connectionsAndDestinationsAreListedChangedAndDeleted() {
    try (EventBridgeClient events = events(ACCOUNT, Region.EU_CENTRAL_1)) {
      String connection =
          events
              .createConnection(
                  r ->
                      r.name("c")
                          .authorizationType("BASIC")
                          .authParameters(
                              p -> p.basicAuthParameters(b -> b.username("u").password("hidden"))))
              .connectionArn();
      events.updateConnection(
          r ->
              r.name("c")
                  .authorizationType("API_KEY")
                  .authParameters(
                      p -> p.apiKeyAuthParameters(k -> k.apiKeyName("X-K").apiKeyValue("hidden"))));
      assertThat(events.describeConnection(r -> r.name("c")).toString())
          .contains("X-K")
          .doesNotContain("hidden");
      assertThat(events.listConnections(r -> r.namePrefix("c")).connections())
          .singleElement()
          .satisfies(c -> assertThat(c.authorizationTypeAsString()).isEqualTo("API_KEY"));
      events.createApiDestination(
          r ->
              r.name("d")
                  .connectionArn(connection)
                  .invocationEndpoint("https://example.com/")
                  .httpMethod("POST"));
      events.updateApiDestination(
          r -> r.name("d").httpMethod("PUT").invocationRateLimitPerSecond(5));
      assertThat(events.listApiDestinations(r -> r.connectionArn(connection)).apiDestinations())
          .singleElement()
          .satisfies(
              d -> {
                assertThat(d.httpMethodAsString()).isEqualTo("PUT");
                assertThat(d.invocationRateLimitPerSecond()).isEqualTo(5);
                assertThat(d.apiDestinationState()).isEqualTo(ApiDestinationState.ACTIVE);
              });
      events.deauthorizeConnection(r -> r.name("c"));
      assertThat(events.describeConnection(r -> r.name("c")).connectionState())
          .isEqualTo(ConnectionState.DEAUTHORIZED);
      assertThatThrownBy(() -> events.updateConnection(r -> r.name("c").description("again")))
          .hasMessageContaining("They do not fit the type");
      events.deleteConnection(r -> r.name("c"));
      assertThat(events.describeApiDestination(r -> r.name("d")).apiDestinationState())
          .isEqualTo(ApiDestinationState.INACTIVE);
      events.deleteApiDestination(r -> r.name("d"));
      assertThatThrownBy(() -> events.describeApiDestination(r -> r.name("d")))
          .isInstanceOf(ResourceNotFoundException.class);
    }
  }

  @Test
  void archivesReplaysAndRulesAreListedAndChanged() {
    try (EventBridgeClient events = events(ACCOUNT, Region.EU_CENTRAL_1)) {
      String bus = events.createEventBus(r -> r.name("kept")).eventBusArn();
      assertThat(events.updateEventBus(r -> r.name("kept").description("d")).description())
          .isEqualTo("d");
      String archive =
          events.createArchive(r -> r.archiveName("a").eventSourceArn(bus)).archiveArn();
      events.updateArchive(r -> r.archiveName("a").retentionDays(3));
      assertThat(events.listArchives(r -> r.eventSourceArn(bus)).archives())
          .singleElement()
          .satisfies(a -> assertThat(a.retentionDays()).isEqualTo(3));
      Instant now = junction.clock().now();
      events.startReplay(
          r ->
              r.replayName("again")
                  .eventSourceArn(archive)
                  .destination(d -> d.arn(bus))
                  .eventStartTime(now.minusSeconds(60))
                  .eventEndTime(now));
      assertThat(events.listReplays(r -> r.eventSourceArn(archive)).replays())
          .singleElement()
          .satisfies(replay -> assertThat(replay.replayName()).isEqualTo("again"));
      events.deleteArchive(r -> r.archiveName("a"));
      assertThat(events.listArchives(r -> r.eventSourceArn(bus)).archives()).isEmpty();
      events.putRule(r -> r.name("r").eventBusName("kept").eventPattern("{\"source\":[\"a\"]}"));
      events.disableRule(r -> r.name("r").eventBusName("kept"));
      assertThat(events.describeRule(r -> r.name("r").eventBusName("kept")).stateAsString())
          .isEqualTo("DISABLED");
      events.enableRule(r -> r.name("r").eventBusName("kept"));
      assertThat(events.describeRule(r -> r.name("r").eventBusName("kept")).stateAsString())
          .isEqualTo("ENABLED");
    }
  }
}
