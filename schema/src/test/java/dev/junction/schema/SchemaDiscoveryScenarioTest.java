package dev.junction.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.Body;
import dev.junction.delivery.Content;
import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.Fanout;
import dev.junction.delivery.Source;
import dev.junction.engine.Engine;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.run.SteppedRunner;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.models.events.DeleteRuleRequest;
import dev.junction.models.events.EventsApi;
import dev.junction.models.events.EventsErrors;
import dev.junction.models.events.EventsService;
import dev.junction.models.events.PutRuleRequest;
import dev.junction.models.events.PutRuleResponse;
import dev.junction.models.events.PutTargetsRequest;
import dev.junction.models.events.PutTargetsResponse;
import dev.junction.models.events.RemoveTargetsRequest;
import dev.junction.models.events.RemoveTargetsResponse;
import dev.junction.models.events.Target;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStore;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.protocol.Answer;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Caller;
import dev.junction.wire.protocol.ServiceCalls;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.schema.Unit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Discoverers that are handed events, on an engine in one thread over memory that survives
/// crashes.
final class SchemaDiscoveryScenarioTest {

  private static final String ACCOUNT = "123456789012";
  private static final String BUS = "arn:aws:events:us-east-1:" + ACCOUNT + ":event-bus/default";
  private static final String DISCOVERER =
      "arn:aws:schemas:us-east-1:" + ACCOUNT + ":discoverer/events-event-bus-default";

  /// Source: a rule as users have published it.
  private static final String RULE = "Schemas-events-event-bus-default";

  private static final String SCHEMAS = "/v1/registries/name/discovered-schemas/schemas";
  private static final Call CALL =
      new Call(
          "request",
          new Caller(new AccountId(ACCOUNT), "arn:aws:iam::" + ACCOUNT + ":root", ACCOUNT, ""),
          Region.DEFAULT,
          "http://localhost:4566",
          Call.Departure.NEVER);

  private final MovableClock clock = MovableClock.heldAt(Instant.parse("2026-01-02T03:04:05Z"));
  private final MemoryJournals journals = new MemoryJournals(3);
  private final List<MemoryStateStore> states =
      IntStream.range(0, 3).mapToObj(_ -> MemoryStateStore.restartable()).toList();
  private final SplittableRandom random = new SplittableRandom(1);
  private SteppedRunner runner = new SteppedRunner(clock, random.split(), () -> false);
  private final Buses buses = new Buses();
  private Opened opened = open();

  private record Opened(
      Engine engine, DeliveryModule deliveries, Sender sender, ServiceEndpoint endpoint) {}

  /// A service that has nothing but the fanout of its partition.
  private static final class Sender implements PartitionService<Fanout> {
    private final DeliveryModule deliveries;
    private PartitionContext context;

    @SuppressWarnings("NullAway.Init") // set when the engine opens
    Sender(DeliveryModule deliveries) {
      this.deliveries = deliveries;
    }

    @Override
    public String name() {
      return "sender";
    }

    @Override
    public byte keyspace() {
      return 100;
    }

    @Override
    public Fanout open(PartitionContext opening) {
      context = opening;
      return deliveries.fanout(opening);
    }

    @Override
    public void onTimer(Fanout state, Transaction<Fanout> tx, byte[] payload) {}

    @Override
    public void onMessage(Fanout state, Transaction<Fanout> tx, int from, byte[] payload) {}
  }

  /// Buses that write down which rules they have, by name, with their states.
  private static final class Buses implements EventsApi {
    private final Map<String, String> rules = new TreeMap<>();
    private boolean isMissing;
    private boolean isSilent;

    private <R> CompletionStage<Outcome<R>> answer(R value) {
      return isSilent
          ? new CompletableFuture<>()
          : CompletableFuture.completedFuture(Outcome.accepted(value));
    }

    @Override
    public CompletionStage<Outcome<PutRuleResponse>> putRule(Call call, PutRuleRequest input) {
      assertThat(call.principalArn()).isEqualTo("schemas.amazonaws.com");
      if (isMissing) {
        return CompletableFuture.completedFuture(
            Outcome.rejected(EventsErrors.resourceNotFoundException("No such bus.")));
      }
      if (!isSilent) {
        rules.put(input.name(), String.valueOf(input.state()));
      }
      return answer(PutRuleResponse.builder().build());
    }

    @Override
    public CompletionStage<Outcome<PutTargetsResponse>> putTargets(
        Call call, PutTargetsRequest input) {
      assertThat(input.targets()).extracting(Target::arn).containsExactly(DISCOVERER);
      return answer(PutTargetsResponse.builder().failedEntryCount(0).build());
    }

    @Override
    public CompletionStage<Outcome<RemoveTargetsResponse>> removeTargets(
        Call call, RemoveTargetsRequest input) {
      return answer(RemoveTargetsResponse.builder().failedEntryCount(0).build());
    }

    @Override
    public CompletionStage<Outcome<Unit>> deleteRule(Call call, DeleteRuleRequest input) {
      rules.remove(input.name());
      return answer(Unit.INSTANCE);
    }
  }

  private Opened open() {
    DeliveryModule deliveries = new DeliveryModule();
    SchemaModule module = SchemaModule.create(deliveries.targets());
    Sender sender = new Sender(deliveries);
    List<PartitionStorage> storages = new ArrayList<>();
    for (int partition = 0; partition < states.size(); partition++) {
      storages.add(new PartitionStorage(journals.journal(partition), states.get(partition)));
    }
    Engine engine =
        Engine.open(
            EngineSettings.DEFAULT,
            storages,
            List.of(module.partitionService(), deliveries.partitionService(), sender),
            clock,
            random.split(),
            runner);
    ServiceEndpoint events = ServiceEndpoint.of(EventsService.operations(buses), _ -> null);
    ServiceEndpoint endpoint = module.endpoint(engine, new ServiceCalls(List.of(events)));
    return new Opened(engine, deliveries, sender, endpoint);
  }

  private void crash() {
    journals.crash();
    states.forEach(MemoryStateStore::crash);
    runner = new SteppedRunner(clock, random.split(), () -> false);
    opened = open();
    runner.runAll();
  }

  private void deliver(String detail, String account) {
    String event =
        "{\"source\":\"shop\",\"detail-type\":\"Order Placed\",\"account\":\""
            + account
            + "\",\"detail\":"
            + detail
            + "}";
    Source source = new Source("events.amazonaws.com", BUS, ACCOUNT);
    Body body = Body.fixed(event.getBytes(StandardCharsets.UTF_8));
    CompletableFuture<Outcome<Boolean>> sent =
        opened.engine.submit(
            0,
            opened.sender,
            (fanout, tx) -> {
              fanout.add(
                  opened
                      .deliveries
                      .recipient(opened.sender.context, DISCOVERER, "r", false, null)
                      .orElseThrow(),
                  0);
              opened.deliveries.dispatch(
                  tx,
                  new Content(source, List.of(body), List.of(), null, Map.of(), null, null),
                  fanout);
              return Outcome.accepted(true);
            });
    runner.runAll();
    assertThat(sent).isCompleted();
  }

  private String ask(String method, String path, String json) {
    CompletableFuture<Answer> answer = begin(method, path, json);
    assertThat(answer).isCompleted();
    return new String(answer.join().response().body(), StandardCharsets.UTF_8);
  }

  private CompletableFuture<Answer> begin(String method, String path, String json) {
    HttpHeaders headers = new HttpHeaders().add("Content-Type", "application/json");
    HttpRequest request =
        new HttpRequest(
            method,
            path,
            null,
            headers,
            json.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
            false);
    CompletableFuture<Answer> answer = opened.endpoint.handle(CALL, request).toCompletableFuture();
    runner.runAll();
    return answer;
  }

  @BeforeEach
  void createDiscoverer() {
    assertThat(ask("POST", "/v1/discoverers", "{'SourceArn':'" + BUS + "'}"))
        .contains("\"State\":\"STARTED\"", DISCOVERER);
  }

  @Test
  void eventsMakeSchemasAndNewMembersNewVersions() {
    deliver("{\"id\":\"1\"}", ACCOUNT);
    deliver("{\"id\":\"2\"}", ACCOUNT);
    assertThat(ask("GET", SCHEMAS, "")).contains("shop@OrderPlaced", "\"VersionCount\":1");
    crash();
    deliver("{\"id\":\"3\"}", ACCOUNT);
    assertThat(ask("GET", SCHEMAS, "")).contains("\"VersionCount\":1");
    deliver("{\"id\":\"4\",\"count\":1}", ACCOUNT);
    assertThat(ask("GET", SCHEMAS, "")).contains("\"VersionCount\":2");
    deliver("{\"id\":\"5\"}", ACCOUNT);
    assertThat(ask("GET", SCHEMAS, "")).contains("\"VersionCount\":2");
    crash();
    assertThat(ask("GET", SCHEMAS + "/name/shop%40OrderPlaced", ""))
        .contains("\"SchemaVersion\":\"2\"", "count", "\\\"required\\\":[\\\"id\\\"]");
    assertThat(opened.deliveries.counts().dropped()).isZero();
  }

  @Test
  void aDiscovererLooksAwayWhenItShall() {
    ask("POST", "/v1/discoverers/id/events-event-bus-default/stop", "");
    deliver("{\"id\":\"1\"}", ACCOUNT);
    assertThat(ask("GET", SCHEMAS, "")).contains("discovered-schemas does not exist");
    ask("POST", "/v1/discoverers/id/events-event-bus-default/start", "");
    ask("PUT", "/v1/discoverers/id/events-event-bus-default", "{'CrossAccount':false}");
    deliver("{\"id\":\"1\"}", "999999999999");
    assertThat(ask("GET", SCHEMAS, "")).contains("discovered-schemas does not exist");
    deliver("{\"id\":\"1\"}", ACCOUNT);
    assertThat(ask("GET", SCHEMAS, "")).contains("shop@OrderPlaced");
    ask("DELETE", "/v1/discoverers/id/events-event-bus-default", "");
    deliver("{\"id\":\"1\"}", ACCOUNT);
    assertThat(opened.deliveries.counts().dropped()).isEqualTo(1);
  }

  @Test
  void theRuleOfADiscovererFollowsIt() {
    assertThat(buses.rules).containsExactly(Map.entry(RULE, "ENABLED"));
    ask("POST", "/v1/discoverers/id/events-event-bus-default/stop", "");
    assertThat(buses.rules).containsExactly(Map.entry(RULE, "DISABLED"));
    // Somebody took it away by force: a start makes it again.
    buses.rules.clear();
    ask("POST", "/v1/discoverers/id/events-event-bus-default/start", "");
    assertThat(buses.rules).containsExactly(Map.entry(RULE, "ENABLED"));
    crash();
    ask("DELETE", "/v1/discoverers/id/events-event-bus-default", "");
    assertThat(buses.rules).isEmpty();
    buses.isMissing = true;
    assertThat(ask("POST", "/v1/discoverers", "{'SourceArn':'" + BUS + "'}"))
        .contains("No such bus.");
    assertThat(ask("GET", "/v1/discoverers", "")).isEqualTo("{\"Discoverers\":[]}");
  }

  @Test
  void aStartMakesTheRuleThatAnEndLeftOut() {
    buses.isSilent = true;
    CompletableFuture<Answer> stopped =
        begin("POST", "/v1/discoverers/id/events-event-bus-default/stop", "");
    assertThat(stopped).isNotDone();
    buses.isSilent = false;
    assertThat(buses.rules).containsExactly(Map.entry(RULE, "ENABLED"));
    crash();
    assertThat(buses.rules).containsExactly(Map.entry(RULE, "DISABLED"));
    // It is made once, not with every start.
    buses.rules.clear();
    crash();
    assertThat(buses.rules).isEmpty();
  }
}
