package dev.junction.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.bus.BusModule;
import dev.junction.delivery.DeliveryModule;
import dev.junction.engine.Engine;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.run.SteppedRunner;
import dev.junction.kernel.Clock;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.log.LogModule;
import dev.junction.pipe.PipeModule;
import dev.junction.queue.QueueModule;
import dev.junction.schedule.ScheduleModule;
import dev.junction.schema.SchemaModule;
import dev.junction.storage.memory.MemoryChunkStore;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStore;
import dev.junction.topic.TopicModule;
import dev.junction.wire.protocol.ServiceCalls;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.OperationSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What every operation that is built says of an input that lacks something, at any depth.
final class RequiredMembersTest {

  /// What services call an input that the model forbids. SQS has errors of its own for what lies
  /// deeper, in the operations; STS takes nothing deep.
  private static final Map<String, String> CODES =
      Map.of(
          "events", "ValidationException",
          "scheduler", "ValidationException",
          "pipes", "ValidationException",
          "schemas", "BadRequestException",
          "logs", "InvalidParameterException",
          "sns", "ValidationException");

  private final AllServices services = new AllServices();
  private final List<String> problems = new ArrayList<>();

  /// What was called with something that the model allows.
  private final Set<String> reached = new HashSet<>();

  /// Notes what an input came to.
  ///
  /// @param missing where it lacks what it needs; empty for nowhere
  private void ask(
      ServiceEndpoint endpoint, OperationSchema operation, Document input, List<Object> missing) {
    String service = endpoint.service().name();
    Outcome<Document> outcome = services.ask(endpoint, operation.name(), input);
    ServiceError error =
        outcome instanceof Outcome.Rejected<Document>(var refusal) ? refusal : null;
    if (error == null || !error.message().contains("validation error")) {
      reached.add(service + ' ' + operation.name());
    }
    String code = missing.isEmpty() ? null : CODES.get(service);
    boolean isGood =
        code == null
            ? error == null || error.httpStatus() < 500
            : error != null && error.code().equals(code) && names(error, missing);
    if (!isGood) {
      problems.add(service + ' ' + operation.name() + ' ' + missing + ' ' + input + ": " + error);
    }
  }

  private static boolean names(ServiceError error, List<Object> missing) {
    String said =
        "Value null at '%s' failed to satisfy constraint: Member must not be null"
            .formatted(Inputs.place(missing));
    return error.message().contains(said);
  }

  @Test
  void whatIsMissingAtAnyDepthIsNamed() {
    int found = 0;
    for (ServiceEndpoint endpoint : services.endpoints()) {
      for (OperationSchema operation : services.operations(endpoint)) {
        Document full = Inputs.full(operation.input());
        for (List<Object> place : Inputs.places(full)) {
          if (place.size() > 1 && Inputs.isRequired(full, place)) {
            ask(endpoint, operation, Inputs.without(full, place), place);
            found++;
          }
        }
      }
    }
    assertThat(problems).isEmpty();
    assertThat(found).as("places").isGreaterThan(100);
  }

  @Test
  void whatMayBeMissingBreaksNothing() {
    for (ServiceEndpoint endpoint : services.endpoints()) {
      for (OperationSchema operation : services.operations(endpoint)) {
        Document full = Inputs.full(operation.input());
        ask(endpoint, operation, full, List.of());
        for (List<Object> place : Inputs.places(full)) {
          ask(endpoint, operation, Inputs.without(full, place), List.of());
          ask(endpoint, operation, Inputs.onlyTo(full, place), List.of());
        }
      }
    }
    assertThat(problems).isEmpty();
    List<String> all =
        services.endpoints().stream()
            .flatMap(
                endpoint ->
                    services.operations(endpoint).stream()
                        .map(operation -> endpoint.service().name() + ' ' + operation.name()))
            .toList();
    assertThat(reached).containsAll(all);
  }

  @Test
  void allServicesAreAsked() {
    assertThat(services.endpoints())
        .extracting(endpoint -> endpoint.service().name())
        .containsAll(CODES.keySet())
        .allSatisfy(name -> assertThat(Objects.requireNonNull(name)).isNotEmpty());
    assertThat(services.endpoints())
        .allSatisfy(endpoint -> assertThat(services.operations(endpoint)).isNotEmpty());
  }

  /// Every service on one partition over memory, in one thread, while time stands still.
  private static final class AllServices {

    private final Clock clock = MovableClock.heldAt(Instant.parse("2026-01-02T03:04:05Z"));
    private final SteppedRunner runner =
        new SteppedRunner(clock, new SplittableRandom(1), () -> false);
    private final List<ServiceEndpoint> endpoints;

    AllServices() {
      DeliveryModule deliveries = new DeliveryModule();
      QueueModule queues = QueueModule.create(QueueModule.Options.DEFAULT, deliveries);
      TopicModule topics =
          TopicModule.create(
              new TopicModule.Options(null, false, null, List.of(), false), deliveries, clock);
      LogModule logs = LogModule.create(deliveries.targets());
      BusModule buses =
          BusModule.create(
              BusModule.Options.DEFAULT, deliveries, new MemoryChunkStore(), Runnable::run, clock);
      ScheduleModule schedules = ScheduleModule.create(deliveries);
      SchemaModule schemas = SchemaModule.create(deliveries.targets());
      PipeModule pipes =
          PipeModule.create(deliveries, Runnable::run, new SteppedServices.NoPauses(clock));
      Engine engine =
          Engine.open(
              EngineSettings.DEFAULT,
              List.of(
                  new PartitionStorage(
                      new MemoryJournals(1).journal(0), MemoryStateStore.restartable())),
              List.of(
                  queues.partitionService(),
                  deliveries.partitionService(),
                  topics.partitionService(),
                  logs.partitionService(),
                  buses.partitionService(),
                  schedules.partitionService(),
                  schemas.partitionService(),
                  pipes.partitionService()),
              clock,
              new SplittableRandom(2),
              runner);
      ServiceEndpoint events = buses.endpoint(engine, clock);
      endpoints =
          List.of(
              queues.endpoint(engine),
              topics.endpoint(engine, clock),
              events,
              logs.endpoint(engine),
              schemas.endpoint(engine, new ServiceCalls(List.of(events))),
              schedules.endpoint(engine, clock),
              pipes.endpoint(engine));
      runner.runAll();
    }

    List<ServiceEndpoint> endpoints() {
      return endpoints;
    }

    /// The operations of a service that are built, but for those that answer streams.
    List<OperationSchema> operations(ServiceEndpoint endpoint) {
      return endpoint.service().operations().stream()
          .filter(operation -> endpoint.callable(operation.name()) != null)
          .toList();
    }

    /// Operations that wait for something to come.
    private static final Set<String> WAITING = Set.of("ReceiveMessage");

    /// What a call comes to as long as time stands still; the input if it waits on.
    Outcome<Document> ask(ServiceEndpoint endpoint, String operation, Document input) {
      CompletableFuture<Outcome<Document>> future =
          endpoint.invoke(SteppedServices.CALL, operation, input).toCompletableFuture();
      runner.runAll();
      // Some look at much on threads of their own.
      long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      while (!future.isDone() && !WAITING.contains(operation)) {
        assertThat(System.nanoTime()).as("%s does not end", operation).isLessThan(until);
        Thread.onSpinWait();
        runner.runAll();
      }
      return future.getNow(Outcome.accepted(input));
    }
  }
}
