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
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStore;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.protocol.Answer;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
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
  private Opened opened = open();

  private record Opened(
      Engine engine, DeliveryModule deliveries, Sender sender, SchemaModule module) {}

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
    return new Opened(engine, deliveries, sender, module);
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
    HttpHeaders headers = new HttpHeaders().add("Content-Type", "application/json");
    HttpRequest request =
        new HttpRequest(
            method,
            path,
            null,
            headers,
            json.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
            false);
    CompletableFuture<Answer> answer =
        opened.module.endpoint(opened.engine).handle(CALL, request).toCompletableFuture();
    runner.runAll();
    return new String(answer.join().response().body(), StandardCharsets.UTF_8);
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
}
