package dev.junction.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.state.BusPartitionService;
import dev.junction.delivery.Arrival;
import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.Handover;
import dev.junction.delivery.Target;
import dev.junction.engine.Engine;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.run.SteppedRunner;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Region;
import dev.junction.storage.Journal;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.memory.MemoryChunkStore;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStore;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.protocol.Answer;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Caller;
import dev.junction.wire.protocol.ServiceEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/// Buses on an engine in one thread, whose targets are queues that write down what they get.
public final class BusBench {

  public static final String ACCOUNT = "123456789012";
  private static final String PATTERN = "{\\\"source\\\":[\\\"shop\\\"]}";
  private static final int PARTITIONS = 3;
  /// Whoever calls.
  public static final Call CALL =
      new Call(
          "request",
          new Caller(new AccountId(ACCOUNT), "arn:aws:iam::" + ACCOUNT + ":root", ACCOUNT, ""),
          Region.DEFAULT,
          "http://localhost:4566",
          Call.Departure.NEVER);

  /// What queues and discoverers got, in its order.
  final List<Handover> arrived = new ArrayList<>();

  /// What waits for a thread that may block.
  final List<Runnable> blocking = new ArrayList<>();

  /// The partitions whose disk is full.
  final Set<Integer> full = new HashSet<>();

  private final MovableClock clock = MovableClock.heldAt(Instant.parse("2026-01-02T03:04:05Z"));
  private final SteppedRunner runner;
  private final ServiceEndpoint endpoint;
  private final BusAccess access;
  private final Engine engine;
  private int largestBatchBytes;

  public BusBench() {
    SplittableRandom random = new SplittableRandom(1);
    runner = new SteppedRunner(clock, random.split(), () -> false);
    DeliveryModule deliveries = new DeliveryModule();
    Queues queues = new Queues();
    deliveries.targets().register(queues);
    deliveries.targets().register(new Discoverers(queues));
    BusModule module =
        BusModule.create(
            BusModule.Options.DEFAULT, deliveries, new MemoryChunkStore(), blocking::add, clock);
    MemoryJournals journals = MemoryJournals.keepingNothing(PARTITIONS);
    List<PartitionStorage> storages = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      storages.add(
          new PartitionStorage(
              new MeasuredJournal(journals.journal(partition)), MemoryStateStore.restartable()));
    }
    engine =
        Engine.open(
            EngineSettings.DEFAULT,
            storages,
            List.of(module.partitionService(), deliveries.partitionService(), queues),
            clock,
            random.split(),
            runner);
    endpoint = module.endpoint(engine, clock);
    access = new BusAccess(engine, (BusPartitionService) module.partitionService());
    runner.runAll();
  }

  static String queue(String name) {
    return "arn:aws:sqs:us-east-1:" + ACCOUNT + ':' + name;
  }

  public static String bus(String name) {
    return "arn:aws:events:us-east-1:" + ACCOUNT + ":event-bus/" + name;
  }

  /// Whoever calls, in another Region.
  static Call in(String region) {
    return new Call(
        CALL.requestId(), CALL.caller(), new Region(region), CALL.endpoint(), CALL.departure());
  }

  int partitionOf(BusAddress address) {
    return BusPartitionService.partitionOf(engine, address);
  }

  /// The way to the buses beside the API; what is begun there runs with [#pass].
  public BusAccess access() {
    return access;
  }

  int largestBatchBytes() {
    return largestBatchBytes;
  }

  /// Calls an operation and waits for everything that comes of it, but for what blocks.
  CompletableFuture<Answer> begin(String operation, String json) {
    return begin(CALL, operation, json);
  }

  /// The same as another service of this process.
  CompletableFuture<Answer> beginAsService(String operation, String json) {
    Call call =
        new Call(
            "request",
            Caller.service(new AccountId(ACCOUNT), "schemas.amazonaws.com"),
            Region.DEFAULT,
            "",
            Call.Departure.NEVER);
    return begin(call, operation, json);
  }

  /// Lets time pass.
  public void pass(Duration time) {
    clock.advance(time);
    runner.runAll();
  }

  CompletableFuture<Answer> begin(Call call, String operation, String json) {
    CompletableFuture<Answer> answer = send(call, operation, json);
    runner.runAll();
    return answer;
  }

  /// Calls an operation of which nothing comes yet.
  CompletableFuture<Answer> send(Call call, String operation, String json) {
    HttpHeaders headers =
        new HttpHeaders()
            .add("Content-Type", "application/x-amz-json-1.1")
            .add("X-Amz-Target", "AWSEvents." + operation);
    byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    HttpRequest request = new HttpRequest("POST", "/", null, headers, body, false);
    return endpoint.handle(call, request).toCompletableFuture();
  }

  static String text(CompletableFuture<Answer> answer) {
    assertThat(answer).isCompleted();
    return new String(answer.join().response().body(), StandardCharsets.UTF_8);
  }

  public String accept(String operation, String json) {
    CompletableFuture<Answer> answer = begin(operation, json);
    assertThat(answer).isCompleted();
    assertThat(answer.join().response().status()).as(text(answer)).isEqualTo(200);
    return text(answer);
  }

  void runBlocking() {
    List<Runnable> now = List.copyOf(blocking);
    blocking.clear();
    now.forEach(Runnable::run);
    runner.runAll();
  }

  void rule(String bus, String rule, String... targets) {
    String place = "'EventBusName':'" + bus + "',";
    accept("PutRule", "{" + place + "'Name':'" + rule + "','EventPattern':'" + PATTERN + "'}");
    String all = String.join(",", targets);
    String put =
        accept("PutTargets", "{" + place + "'Rule':'" + rule + "','Targets':[" + all + "]}");
    assertThat(put).contains("\"FailedEntryCount\":0");
  }

  void put(String detail) {
    String escaped = detail.replace("\"", "\\\"");
    String answer =
        accept(
            "PutEvents",
            "{'Entries':[{'Source':'shop','DetailType':'order','Detail':'" + escaped + "'}]}");
    assertThat(answer).contains("\"FailedEntryCount\":0");
  }

  private final class MeasuredJournal implements Journal {
    private final Journal journal;

    private MeasuredJournal(Journal journal) {
      this.journal = journal;
    }

    @Override
    public long append(WriteBatch batch) {
      largestBatchBytes = Math.max(largestBatchBytes, batch.sizeBytes());
      return journal.append(batch);
    }

    @Override
    public int partition() {
      return journal.partition();
    }

    @Override
    public void claim(long epoch, DurabilityListener listener) {
      journal.claim(epoch, listener);
    }

    @Override
    public long epoch() {
      return journal.epoch();
    }

    @Override
    public void push() {
      journal.push();
    }

    @Override
    public boolean hasSpace() {
      return !full.contains(partition()) && journal.hasSpace();
    }

    @Override
    public long firstLsn() {
      return journal.firstLsn();
    }

    @Override
    public long lastLsn() {
      return journal.lastLsn();
    }

    @Override
    public void read(long fromLsn, Reader reader) {
      journal.read(fromLsn, reader);
    }

    @Override
    public void trim(long toLsn) {
      journal.trim(toLsn);
    }

    @Override
    public void close() {
      journal.close();
    }
  }

  private final class Queues implements PartitionService<Boolean>, Target<Boolean> {

    @Override
    public String name() {
      return "queues";
    }

    @Override
    public byte keyspace() {
      return 100;
    }

    @Override
    public Boolean open(PartitionContext context) {
      return true;
    }

    @Override
    public void onTimer(Boolean state, Transaction<Boolean> tx, byte[] payload) {}

    @Override
    public void onMessage(Boolean state, Transaction<Boolean> tx, int from, byte[] payload) {}

    @Override
    public String arnService() {
      return "sqs";
    }

    @Override
    public PartitionService<Boolean> partitionService() {
      return this;
    }

    @Override
    public Arrival take(Boolean state, Transaction<Boolean> tx, Handover handover) {
      arrived.add(handover);
      return Arrival.DELIVERED;
    }
  }

  /// Discoverers, which write down what they get where queues do.
  private record Discoverers(Queues queues) implements Target<Boolean> {

    @Override
    public String arnService() {
      return "schemas";
    }

    @Override
    public PartitionService<Boolean> partitionService() {
      return queues;
    }

    @Override
    public Arrival take(Boolean state, Transaction<Boolean> tx, Handover handover) {
      return queues.take(state, tx, handover);
    }
  }
}
