package dev.junction.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.Attribute;
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
import dev.junction.wire.protocol.ServiceEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// Log groups on an engine in one thread over memory that survives crashes, with time that stands
/// still unless it is moved, and a source that delivers into them.
final class LogBench {

  static final String ACCOUNT = "123456789012";

  private static final Call CALL =
      new Call(
          "request",
          new Caller(new AccountId(ACCOUNT), "arn:aws:iam::" + ACCOUNT + ":root", ACCOUNT, ""),
          Region.DEFAULT,
          "http://localhost:4566",
          Call.Departure.NEVER);

  final MovableClock clock = MovableClock.heldAt(Instant.parse("2026-01-02T03:04:05Z"));

  /// What was read from the maps.
  final WatchedReads reads = new WatchedReads();

  private final MemoryJournals journals;
  private final List<MemoryStateStore> states;
  private final SplittableRandom random = new SplittableRandom(1);
  private SteppedRunner runner;
  private Opened opened;

  LogBench() {
    int partitions = 4;
    journals = new MemoryJournals(partitions);
    states = IntStream.range(0, partitions).mapToObj(_ -> MemoryStateStore.restartable()).toList();
    runner = newRunner();
    opened = open();
  }

  private record Opened(
      Engine engine, DeliveryModule deliveries, Sender sender, LogModule module) {}

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
    LogModule module = LogModule.create(deliveries.targets(), Runnable::run);
    Sender sender = new Sender(deliveries);
    List<PartitionStorage> storages = new ArrayList<>();
    for (int partition = 0; partition < states.size(); partition++) {
      storages.add(
          new PartitionStorage(journals.journal(partition), reads.watch(states.get(partition))));
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

  private SteppedRunner newRunner() {
    return new SteppedRunner(clock, random.split(), () -> false);
  }

  LogModule module() {
    return opened.module;
  }

  Engine engine() {
    return opened.engine;
  }

  /// Ends without a word, loses what is not durable, and starts again.
  void crash() {
    journals.crash();
    states.forEach(MemoryStateStore::crash);
    runner = newRunner();
    opened = open();
    runner.runAll();
  }

  void run() {
    runner.runAll();
  }

  /// How many entries all partitions hold.
  int entries() {
    int count = 0;
    for (MemoryStateStore state : states) {
      try (var cursor = state.scan(new byte[] {40}, new byte[] {41})) {
        while (cursor.next()) {
          count++;
        }
      }
    }
    return count;
  }

  /// Delivers a body to an ARN, as EventBridge would.
  void deliver(String arn, String body, Map<String, String> attributes) {
    Source source =
        new Source(
            "events.amazonaws.com", "arn:aws:events:us-east-1:" + ACCOUNT + ":rule/r", ACCOUNT);
    List<Attribute> given =
        attributes.entrySet().stream()
            .map(entry -> Attribute.text(entry.getKey(), "String", entry.getValue()))
            .toList();
    CompletableFuture<Outcome<Boolean>> sent =
        opened.engine.submit(
            0,
            opened.sender,
            (fanout, tx) -> {
              fanout.add(
                  opened
                      .deliveries
                      .recipient(opened.sender.context, arn, "r", true, null)
                      .orElseThrow(),
                  0);
              Body text = Body.fixed(body.getBytes(StandardCharsets.UTF_8));
              opened.deliveries.dispatch(
                  tx,
                  new Content(source, List.of(text), given, null, Map.of(), null, null),
                  fanout);
              return Outcome.accepted(true);
            });
    run();
    assertThat(sent).isCompleted();
  }

  /// What was delivered and what was not.
  long arrived() {
    return opened.deliveries.counts().delivered();
  }

  /// Asks and runs everything that follows.
  CompletableFuture<Answer> ask(String action, String json) {
    ServiceEndpoint endpoint = opened.module.endpoint(opened.engine);
    HttpHeaders headers =
        new HttpHeaders()
            .add("Content-Type", "application/x-amz-json-1.1")
            .add("X-Amz-Target", "Logs_20140328." + action);
    HttpRequest request =
        new HttpRequest("POST", "/", null, headers, json.getBytes(StandardCharsets.UTF_8), false);
    CompletableFuture<Answer> answer = endpoint.handle(CALL, request).toCompletableFuture();
    run();
    // Long searches go on outside of the engine's thread.
    while (!answer.isDone()) {
      Thread.onSpinWait();
      run();
    }
    return answer;
  }

  /// The text of an accepted answer.
  String accept(String action, String json) {
    Answer answer = Objects.requireNonNull(ask(action, json.replace('\'', '"')).getNow(null));
    String text = new String(answer.response().body(), StandardCharsets.UTF_8);
    assertThat(answer.errorCode()).as(text).isEmpty();
    return text;
  }

  /// The code and text of a refusal.
  String refuse(String action, String json) {
    Answer answer = Objects.requireNonNull(ask(action, json.replace('\'', '"')).getNow(null));
    String text = new String(answer.response().body(), StandardCharsets.UTF_8);
    assertThat(answer.errorCode()).as(text).isNotEmpty();
    return answer.errorCode() + ": " + text;
  }
}
