package dev.junction.server.scenario;

import dev.junction.bus.BusModule;
import dev.junction.delivery.DeliveryModule;
import dev.junction.engine.Engine;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.run.SteppedRunner;
import dev.junction.kernel.Clock;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Outcome;
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
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/// Every service on one partition over memory, in one thread, while time stands still.
final class AllServices {

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

  /// What a call comes to as long as time stands still; the input if it waits on.
  Outcome<Document> ask(ServiceEndpoint endpoint, String operation, Document input) {
    CompletableFuture<Outcome<Document>> future =
        endpoint.invoke(SteppedServices.CALL, operation, input).toCompletableFuture();
    runner.runAll();
    return future.getNow(Outcome.accepted(input));
  }
}
