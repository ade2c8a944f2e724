package dev.junction.delivery;

import dev.junction.delivery.outbound.OutboundResult;
import dev.junction.engine.Engine;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.Transaction;
import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.run.SteppedRunner;
import dev.junction.engine.watch.PartitionHealth;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Outcome;
import dev.junction.storage.Journal;
import dev.junction.storage.JournalFull;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/// Deliveries on one partition over memory, with a time and attempts that the test makes go on.
final class SteppedDeliveries implements Endpoints.Attempts {

  /// Runs, but only as far as the test moves it.
  final MovableClock clock =
      new MovableClock(MovableClock.heldAt(Instant.parse("2026-01-02T03:04:05Z")));

  final Targets targets = new Targets();
  final DeliveryCounts counts = new DeliveryCounts();

  /// What has begun, in its order.
  final List<Endpoints.Attempt> begun = new ArrayList<>();

  /// The size of what each batch puts, in their order.
  final List<Integer> batches = new ArrayList<>();

  /// Whether the journal has no space.
  boolean full;

  private final DeliveryPartitionService service = new DeliveryPartitionService(targets, counts, 0);
  private final SteppedRunner runner =
      new SteppedRunner(clock, new SplittableRandom(1), () -> false);
  private final Engine engine;

  SteppedDeliveries() {
    service.begin(this);
    engine =
        Engine.open(
            EngineSettings.DEFAULT,
            List.of(
                new PartitionStorage(
                    fillable(new MemoryJournals(1).journal(0)), MemoryStateStore.restartable())),
            List.of(service),
            clock,
            new SplittableRandom(2),
            runner);
    run();
  }

  /// Has letters of a kind leave, each when the test says what became of it.
  void carry(String kind) {
    service.carriers().put(kind, _ -> new CompletableFuture<>());
  }

  private Journal fillable(Journal journal) {
    return (Journal)
        Proxy.newProxyInstance(
            Journal.class.getClassLoader(),
            new Class<?>[] {Journal.class},
            (_, method, arguments) -> {
              if (method.getName().equals("append")) {
                if (full) {
                  throw new JournalFull("no space, says the test");
                }
                batches.add(((WriteBatch) arguments[0]).sizeBytes());
              }
              try {
                return method.invoke(journal, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  @Override
  public void begin(int partition, Endpoints.Attempt attempt) {
    begun.add(attempt);
  }

  @Override
  public void reopened(int partition) {
    if (engine != null) {
      var _ = tell(Endpoints::beginAll);
    }
  }

  private CompletableFuture<Outcome<Boolean>> tell(
      BiConsumer<Endpoints, Transaction<Deliveries>> what) {
    return engine.submit(
        0,
        service,
        (deliveries, tx) -> {
          what.accept(deliveries.endpoints(), tx);
          return Outcome.accepted(true);
        });
  }

  /// Whether the partition took the result of an attempt in.
  boolean finish(Endpoints.Attempt attempt, OutboundResult result) {
    var future = tell((endpoints, tx) -> endpoints.finished(tx, attempt, result));
    run();
    return future.join() instanceof Outcome.Accepted<Boolean>;
  }

  /// Tells that there was no room for an attempt.
  void putOff(Endpoints.Attempt attempt) {
    var _ = tell((endpoints, tx) -> endpoints.putOff(tx, attempt));
    run();
  }

  /// Tells how many requests a second the address of a target takes.
  void learn(String target, int perSecondMax) {
    var _ = tell((endpoints, _) -> endpoints.learn(target, perSecondMax));
    run();
  }

  /// Sends a message to addresses outside.
  void send(String body, RetryPolicy retry, int perSecondMax, String... urls) {
    Outside how = new Outside(retry, perSecondMax, Map.of());
    Recipient[] recipients = new Recipient[urls.length];
    for (int i = 0; i < urls.length; i++) {
      recipients[i] = Recipient.of(0, urls[i], "reference", false, null, how);
    }
    send(body, recipients);
  }

  /// Sends a message.
  void send(String body, Recipient... recipients) {
    send(List.of(body), 0, recipients);
  }

  /// Sends a message in one of several forms.
  void send(List<String> bodies, int form, Recipient... recipients) {
    Content content =
        new Content(
            new Source("sns.amazonaws.com", "arn:aws:sns:us-east-1:123456789012:t", "123456789012"),
            bodies.stream().map(body -> Body.fixed(body.getBytes(StandardCharsets.UTF_8))).toList(),
            List.of(),
            null,
            Map.of(),
            null,
            null);
    Fanout fanout = new Fanout(1);
    for (Recipient recipient : recipients) {
      fanout.add(recipient, form);
    }
    var _ =
        engine.submit(
            0, service, (_, tx) -> Outcome.accepted(DeliveryModule.send(tx, content, fanout)));
    run();
  }

  long waiting() {
    var future =
        engine.submit(
            0, service, (deliveries, _) -> Outcome.accepted(deliveries.endpoints().waiting()));
    run();
    return future.join() instanceof Outcome.Accepted<Long>(Long count) ? count : -1;
  }

  void run() {
    runner.runAll();
  }

  boolean isHealthy() {
    return engine.health().getFirst() instanceof PartitionHealth.Running;
  }
}
