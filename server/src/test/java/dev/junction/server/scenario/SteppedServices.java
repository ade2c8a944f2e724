package dev.junction.server.scenario;

import dev.junction.bus.BusModule;
import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.trace.Hop;
import dev.junction.delivery.trace.TraceLog;
import dev.junction.engine.Engine;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.run.SteppedRunner;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Clock;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Region;
import dev.junction.kernel.TraceContext;
import dev.junction.models.sqs.SqsApi;
import dev.junction.models.sqs.SqsService;
import dev.junction.pipe.PipeModule;
import dev.junction.pipe.call.Pauses;
import dev.junction.queue.QueueModule;
import dev.junction.schedule.ScheduleModule;
import dev.junction.storage.memory.MemoryChunkStore;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStore;
import dev.junction.topic.TopicModule;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.protocol.Answer;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Caller;
import dev.junction.wire.protocol.ServiceCalls;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.protocol.constraint.CoralReport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Buses, topics, queues and schedules on an engine in one thread over memory that survives
/// crashes, with time that stands still unless it is moved.
final class SteppedServices {

  static final String ACCOUNT = "123456789012";

  static final Call CALL =
      new Call(
          "request",
          new Caller(new AccountId(ACCOUNT), "arn:aws:iam::" + ACCOUNT + ":root", ACCOUNT, ""),
          Region.DEFAULT,
          "http://localhost:4566",
          Call.Departure.NEVER);

  final MovableClock clock = MovableClock.heldAt(Instant.parse("2026-01-02T03:04:05Z"));

  /// What everything follows: the clock, with a wall time that can be stepped.
  final ShiftedClock shifted = new ShiftedClock(clock);

  final SteppedOutbound outbound = new SteppedOutbound(shifted);
  final MemoryJournals journals;

  private final @Nullable SqsApi called;
  private final MemoryChunkStore chunks = new MemoryChunkStore();
  private final List<MemoryStateStore> states;
  private final SplittableRandom random;
  private SteppedRunner runner;
  private ServiceEndpoint sqs;
  private ServiceEndpoint sns;
  private ServiceEndpoint events;
  private ServiceEndpoint scheduler;
  private ServiceEndpoint pipes;
  private Engine engine;
  private TraceLog log;

  SteppedServices(int partitions, long seed) {
    this(partitions, seed, null);
  }

  /// @param called what schedules call in place of SQS, or null for the queues here
  SteppedServices(int partitions, long seed, @Nullable SqsApi called) {
    this.called = called;
    random = new SplittableRandom(seed);
    journals = new MemoryJournals(partitions);
    states = IntStream.range(0, partitions).mapToObj(_ -> MemoryStateStore.restartable()).toList();
    runner = newRunner();
    Endpoints opened = open();
    sqs = opened.sqs;
    sns = opened.sns;
    events = opened.events;
    scheduler = opened.scheduler;
    pipes = opened.pipes;
    engine = opened.engine;
    log = opened.log;
  }

  private record Endpoints(
      ServiceEndpoint sqs,
      ServiceEndpoint sns,
      ServiceEndpoint events,
      ServiceEndpoint scheduler,
      ServiceEndpoint pipes,
      Engine engine,
      TraceLog log) {}

  private Endpoints open() {
    DeliveryModule deliveries = new DeliveryModule();
    QueueModule queues = QueueModule.create(QueueModule.Options.DEFAULT, deliveries);
    TopicModule topics =
        TopicModule.create(
            new TopicModule.Options(null, false, null, List.of(), false), deliveries, shifted);
    BusModule buses =
        BusModule.create(BusModule.Options.DEFAULT, deliveries, chunks, Runnable::run, shifted);
    ScheduleModule schedules = ScheduleModule.create(deliveries);
    PipeModule running = PipeModule.create(deliveries, Runnable::run, new NoPauses(shifted));
    List<PartitionStorage> storages = new ArrayList<>();
    for (int partition = 0; partition < states.size(); partition++) {
      storages.add(new PartitionStorage(journals.journal(partition), states.get(partition)));
    }
    Engine engine =
        Engine.open(
            EngineSettings.DEFAULT,
            storages,
            List.of(
                queues.partitionService(),
                deliveries.partitionService(),
                topics.partitionService(),
                buses.partitionService(),
                schedules.partitionService(),
                running.partitionService()),
            shifted,
            random.split(),
            runner);
    Endpoints opened =
        new Endpoints(
            queues.endpoint(engine),
            topics.endpoint(engine, shifted),
            buses.endpoint(engine, shifted),
            schedules.endpoint(engine, shifted),
            running.endpoint(engine),
            engine,
            deliveries.traces());
    schedules.begin(
        engine,
        new ServiceCalls(List.of(callable(opened), opened.sns, opened.events, opened.scheduler)),
        "http://localhost:4566");
    running.begin(engine, shifted, new ServiceCalls(List.of(opened.sqs)), "http://localhost:4566");
    deliveries.begin(engine, outbound);
    buses.begin(engine);
    return opened;
  }

  private ServiceEndpoint callable(Endpoints opened) {
    return called == null
        ? opened.sqs
        : ServiceEndpoint.of(SqsService.operations(called), new CoralReport());
  }

  /// The way of the message that an id names, as lines of what happened and where.
  List<String> trace(String id) {
    CompletableFuture<List<Hop>> found =
        log.find(engine, Objects.requireNonNull(TraceContext.idOf(id), id));
    runner.runAll();
    return found.getNow(List.of()).stream()
        .map(
            hop ->
                hop.kind().text()
                    + ' '
                    + hop.resource().substring(hop.resource().lastIndexOf(':') + 1))
        .toList();
  }

  /// How many entries all partitions hold, but for what is known of the way of messages.
  int entries() {
    int count = 0;
    for (MemoryStateStore state : states) {
      try (var cursor = state.scan(new byte[] {0}, new byte[] {-1})) {
        while (cursor.next()) {
          boolean isTrace = cursor.key()[0] == 17 && cursor.key()[1] == 'T';
          count += isTrace ? 0 : 1;
        }
      }
    }
    return count;
  }

  private SteppedRunner newRunner() {
    return new SteppedRunner(shifted, random.split(), () -> false);
  }

  /// Ends without a word, loses what is not durable, and starts again.
  void crash() {
    beginAfterCrash();
    runner.runAll();
  }

  /// Crashes and opens everything again, without running anything of it yet.
  void beginAfterCrash() {
    journals.crash();
    states.forEach(MemoryStateStore::crash);
    runner = newRunner();
    Endpoints opened = open();
    sqs = opened.sqs;
    sns = opened.sns;
    events = opened.events;
    scheduler = opened.scheduler;
    pipes = opened.pipes;
    engine = opened.engine;
    log = opened.log;
  }

  void run() {
    runner.runAll();
  }

  /// Runs so many rounds at most.
  void run(int rounds) {
    for (int i = 0; i < rounds && runner.step(); i++) {}
  }

  /// Asks SNS without running anything yet; a form with these parameters.
  CompletableFuture<Answer> sns(String action, Map<String, String> parameters) {
    StringBuilder form = new StringBuilder("Action=" + action + "&Version=2010-03-31");
    parameters.forEach(
        (name, value) ->
            form.append('&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    HttpHeaders headers =
        new HttpHeaders().add("Content-Type", "application/x-www-form-urlencoded");
    return sns.handle(CALL, post(headers, form.toString())).toCompletableFuture();
  }

  /// Asks Pipes without running anything yet.
  CompletableFuture<Answer> pipes(String method, String path, String json) {
    HttpHeaders headers = new HttpHeaders().add("Content-Type", "application/json");
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return pipes
        .handle(CALL, new HttpRequest(method, path, null, headers, body, false))
        .toCompletableFuture();
  }

  /// Pauses that never end.
  record NoPauses(Clock clock) implements Pauses {

    @Override
    public Runnable after(long nanos, Runnable what) {
      return () -> {};
    }

    @Override
    public long nanos() {
      return clock.nanos();
    }
  }

  /// Asks SQS without running anything yet.
  CompletableFuture<Answer> sqs(String action, String json) {
    HttpHeaders headers =
        new HttpHeaders()
            .add("Content-Type", "application/x-amz-json-1.0")
            .add("X-Amz-Target", "AmazonSQS." + action);
    return sqs.handle(CALL, post(headers, json)).toCompletableFuture();
  }

  /// Asks EventBridge without running anything yet.
  CompletableFuture<Answer> events(String action, String json) {
    return events(action, json, null);
  }

  /// The same as part of a trace.
  CompletableFuture<Answer> events(String action, String json, @Nullable TraceContext trace) {
    Call call =
        new Call(
            CALL.requestId(),
            CALL.caller(),
            CALL.region(),
            CALL.endpoint(),
            CALL.departure(),
            trace);
    HttpHeaders headers =
        new HttpHeaders()
            .add("Content-Type", "application/x-amz-json-1.1")
            .add("X-Amz-Target", "AWSEvents." + action);
    return events.handle(call, post(headers, json)).toCompletableFuture();
  }

  /// Asks Scheduler without running anything yet.
  ///
  /// @param target method, path and perhaps query, as in `GET /schedules?MaxResults=1`
  CompletableFuture<Answer> scheduler(String target, String json) {
    String[] parts = target.split(" |\\?", 3);
    HttpRequest request =
        new HttpRequest(
            parts[0],
            parts[1],
            parts.length > 2 ? parts[2] : null,
            new HttpHeaders().add("Content-Type", "application/json"),
            json.getBytes(StandardCharsets.UTF_8),
            false);
    return scheduler.handle(CALL, request).toCompletableFuture();
  }

  private static HttpRequest post(HttpHeaders headers, String body) {
    return new HttpRequest(
        "POST", "/", null, headers, body.getBytes(StandardCharsets.UTF_8), false);
  }

  /// The text of an answer that has come.
  static String text(CompletableFuture<Answer> future) {
    Answer answer = future.getNow(null);
    if (answer == null || !answer.errorCode().isEmpty()) {
      throw new AssertionError("Not accepted: " + answer);
    }
    return new String(answer.response().body(), StandardCharsets.UTF_8);
  }
}
