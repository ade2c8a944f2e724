package dev.junction.pipe;

import dev.junction.delivery.DeliveryModule;
import dev.junction.engine.Engine;
import dev.junction.engine.PartitionService;
import dev.junction.kernel.Clock;
import dev.junction.models.pipes.PipesApi;
import dev.junction.models.pipes.PipesService;
import dev.junction.pipe.access.PipeAccess;
import dev.junction.pipe.call.ApiEnrichment;
import dev.junction.pipe.call.ApiTarget;
import dev.junction.pipe.call.BusTarget;
import dev.junction.pipe.call.LogTarget;
import dev.junction.pipe.call.Pauses;
import dev.junction.pipe.call.PipeEnrichment;
import dev.junction.pipe.call.PipeTarget;
import dev.junction.pipe.call.QueueTarget;
import dev.junction.pipe.call.TopicTarget;
import dev.junction.pipe.run.Kinds;
import dev.junction.pipe.run.PipeRunner;
import dev.junction.pipe.source.PipeSource;
import dev.junction.pipe.source.QueueSource;
import dev.junction.pipe.state.PipePartitionService;
import dev.junction.wire.protocol.OperationCoverage;
import dev.junction.wire.protocol.ServiceCalls;
import dev.junction.wire.protocol.ServiceEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The only door to pipes: what the engine runs and what the wire calls.
public final class PipeModule implements AutoCloseable {

  private final PipePartitionService partitionService = new PipePartitionService();
  private final Executor executor;
  private final Pauses pauses;
  private final List<PipeSource> sources = new ArrayList<>();
  private final List<PipeEnrichment> enrichments = new ArrayList<>();
  private final List<PipeTarget> targets = new ArrayList<>();
  private final DeliveryModule deliveries;
  private volatile @Nullable PipeRunner runner;

  private PipeModule(DeliveryModule deliveries, Executor executor, Pauses pauses) {
    this.executor = executor;
    this.deliveries = deliveries;
    this.pauses = pauses;
    sources.add(new QueueSource());
    enrichments.add(new ApiEnrichment(deliveries, pauses));
    targets.add(new QueueTarget());
    targets.add(new TopicTarget());
    targets.add(new BusTarget());
    targets.add(new LogTarget());
    targets.add(new ApiTarget(deliveries, pauses));
  }

  /// @param deliveries how requests get outside
  /// @param executor what works on batches
  /// @param pauses how pipes wait
  public static PipeModule create(DeliveryModule deliveries, Executor executor, Pauses pauses) {
    return new PipeModule(deliveries, executor, pauses);
  }

  /// Lets pipes take messages from other resources. To be called before [#endpoint].
  public void register(PipeSource source) {
    sources.add(source);
  }

  /// Lets other resources enrich. To be called before [#endpoint].
  public void register(PipeEnrichment enrichment) {
    enrichments.add(enrichment);
  }

  /// Lets pipes give events to other resources. To be called before [#endpoint].
  public void register(PipeTarget target) {
    targets.add(target);
  }

  private Kinds kinds() {
    return new Kinds(sources, enrichments, targets);
  }

  /// What an engine needs to hold pipes.
  public PartitionService<?> partitionService() {
    return partitionService;
  }

  /// The service, over the engine that holds the pipes, which may still be opening.
  public ServiceEndpoint endpoint(Engine engine) {
    PipeAccess access = new PipeAccess(engine, partitionService);
    return ServiceEndpoint.of(
        PipesService.operations(new PipesOperations(access, kinds())), new InputReport());
  }

  /// Lets pipes run.
  ///
  /// @param callable the services that are built
  /// @param endpoint what URLs begin with
  public void begin(Engine engine, Clock clock, ServiceCalls callable, String endpoint) {
    PipeRunner started =
        new PipeRunner(
            new PipeAccess(engine, partitionService),
            kinds(),
            new PipeRunner.Surroundings(
                callable,
                endpoint,
                clock,
                executor,
                pauses,
                (source, hops) -> deliveries.note(engine, source, hops)));
    runner = started;
    partitionService.begin(started::look);
    for (int partition = 0; partition < engine.partitions(); partition++) {
      started.look(partition);
    }
  }

  /// How all pipes do.
  public List<PipeRunner.Activity> activity() {
    PipeRunner started = runner;
    return started == null ? List.of() : started.activity();
  }

  /// Which operations are built.
  public static OperationCoverage coverage() {
    return OperationCoverage.of(PipesService.SCHEMA, PipesApi.class, PipesOperations.class);
  }

  /// Lets batches end and begins no more. To be called before the engine is closed.
  @Override
  public void close() {
    PipeRunner started = runner;
    if (started != null) {
      started.close();
    }
  }
}
