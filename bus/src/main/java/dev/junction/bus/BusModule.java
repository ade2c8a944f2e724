package dev.junction.bus;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.Surroundings;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.domain.Event;
import dev.junction.bus.gateway.ApiDestinationGateway;
import dev.junction.bus.operation.Endpoints;
import dev.junction.bus.operation.TakeDelivery;
import dev.junction.bus.operation.archive.ArchiveKeeper;
import dev.junction.bus.operation.archive.ArchiveRepair;
import dev.junction.bus.operation.destination.Authorization;
import dev.junction.bus.state.Bus;
import dev.junction.bus.state.BusPartitionService;
import dev.junction.bus.state.BusTraffic;
import dev.junction.bus.state.Stored;
import dev.junction.delivery.DeliveryModule;
import dev.junction.engine.Engine;
import dev.junction.engine.PartitionService;
import dev.junction.engine.follow.Followers.News;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.models.events.DescribeEndpointResponse;
import dev.junction.models.events.EventsApi;
import dev.junction.models.events.EventsService;
import dev.junction.storage.ChunkStore;
import dev.junction.storage.seal.Sealer;
import dev.junction.wire.protocol.OperationCoverage;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.protocol.constraint.CoralReport;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The only door to event buses: what the engine runs and what the wire calls.
public final class BusModule {

  private final BusPartitionService partitionService;
  private final DeliveryModule deliveries;
  private final ApiDestinationGateway gateway;
  private final ArchiveKeeper keeper;
  private final Options options;
  private volatile boolean ends;

  private BusModule(Options options, DeliveryModule deliveries, ArchiveKeeper keeper, Clock clock) {
    this.keeper = keeper;
    this.options = options;
    this.deliveries = deliveries;
    gateway = new ApiDestinationGateway(clock, deliveries);
    partitionService = new BusPartitionService(deliveries, keeper, options.secrets());
    deliveries.register(gateway);
    deliveries.targets().register(new TakeDelivery(partitionService));
  }

  /// What can be chosen.
  ///
  /// @param rulesMax how many rules a bus may have
  /// @param targetsMax how many targets a rule may have
  /// @param secrets what seals connections, which hold secrets; null where nothing is kept
  public record Options(int rulesMax, int targetsMax, @Nullable Sealer secrets) {

    public static final Options DEFAULT =
        new Options(BusLimits.RULES_MAX, BusLimits.TARGETS_MAX, null);
  }

  /// @param deliveries how events leave buses
  /// @param chunks where archived events are sealed
  /// @param workers what may block
  /// @param clock the time of tokens
  public static BusModule create(
      Options options,
      DeliveryModule deliveries,
      ChunkStore chunks,
      Executor workers,
      Clock clock) {
    return new BusModule(options, deliveries, new ArchiveKeeper(chunks, workers), clock);
  }

  /// What an engine needs to hold buses.
  public PartitionService<?> partitionService() {
    return partitionService;
  }

  /// The service, over the engine that holds the buses, which may still be opening.
  public ServiceEndpoint endpoint(Engine engine, Clock clock) {
    BusAccess access = new BusAccess(engine, partitionService);
    gateway.begin(access);
    keeper.begin(access);
    ArchiveRepair.run(access, keeper);
    EventsOperations operations =
        new EventsOperations(
            access,
            keeper,
            new Surroundings(
                clock,
                BusModule::newId,
                deliveries,
                gateway::authorize,
                gateway::forget,
                options.rulesMax(),
                options.targetsMax()));
    return ServiceEndpoint.of(
        EventsService.operations(operations), new CoralReport(new InputWords()));
  }

  /// Goes on with what asks addresses outside, once deliveries leave.
  public void begin(Engine engine) {
    new Authorization(new BusAccess(engine, partitionService), gateway::authorize).resume();
  }

  /// Lets the primary Region of a global endpoint count as failed, or as healthy again; which.
  public CompletableFuture<Outcome<Boolean>> failOver(
      Engine engine, AccountId account, Region region, String name, boolean failed) {
    return new BusAccess(engine, partitionService)
        .submitFor(
            account,
            region,
            (buses, tx) -> {
              var shelf = buses.shelves().endpoints();
              Stored<DescribeEndpointResponse> found = shelf.find(account, region, name);
              if (found == null) {
                return Outcome.rejected(BusErrors.missing("Endpoint " + name));
              }
              String note = failed ? "true" : null;
              shelf.put(tx, account, region, name, found.note(Endpoints.FAILED_OVER, note));
              return Outcome.accepted(failed);
            });
  }

  /// Hands over what a bus has accepted since this listener asked last, or accepts soon; a
  /// name that was not heard of before begins to listen. Events of replays are left out.
  ///
  /// @param patience how long to wait for something
  public CompletableFuture<Outcome<News<Event>>> tap(
      Engine engine, BusAddress bus, String listener, Duration patience) {
    return new BusAccess(engine, partitionService)
        .submitParking(
            bus,
            (buses, tx, reply) -> {
              if (ends) {
                tx.answer(reply, Outcome.accepted(News.over()));
              } else if (buses.find(bus) == null) {
                tx.answer(reply, Outcome.rejected(BusErrors.noSuchBus(bus.name())));
              } else if (!buses.taps().fetch(tx, bus, listener, patience, reply)) {
                tx.answer(
                    reply,
                    Outcome.rejected(BusErrors.limit("Too many listen to this bus already.")));
              }
            });
  }

  /// Ends listening.
  public void leave(Engine engine, BusAddress bus, String listener) {
    var _ =
        new BusAccess(engine, partitionService)
            .submit(
                bus,
                (buses, tx) -> {
                  buses.taps().leave(tx, bus, listener);
                  return Outcome.accepted(true);
                });
  }

  /// Tells everybody who listens that it is over, now and from now on.
  public CompletableFuture<Boolean> endTaps(Engine engine) {
    ends = true;
    CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
    for (int partition = 0; partition < engine.partitions(); partition++) {
      all =
          all.thenCombine(
              engine.submit(
                  partition,
                  partitionService,
                  (buses, tx) -> {
                    buses.taps().end(tx);
                    return Outcome.accepted(true);
                  }),
              (before, outcome) -> before && outcome instanceof Outcome.Accepted<Boolean>);
    }
    return all;
  }

  /// Which operations are built.
  public static OperationCoverage coverage() {
    return OperationCoverage.of(EventsService.SCHEMA, EventsApi.class, EventsOperations.class);
  }

  /// How one bus does.
  public record Activity(
      String account, String region, String name, int rules, BusTraffic.Counts traffic) {

    private static Activity of(Bus bus) {
      return new Activity(
          bus.address().account().value(),
          bus.address().region().name(),
          bus.address().name(),
          bus.rules().size(),
          bus.traffic());
    }
  }

  /// How all buses do. Buses of a partition that does not answer are left out.
  public CompletableFuture<List<Activity>> activity(Engine engine) {
    return new BusAccess(engine, partitionService)
        .everywhere(buses -> buses.all().stream().map(Activity::of).toList())
        .thenApply(
            outcome ->
                outcome instanceof Outcome.Accepted<List<Activity>>(var all) ? all : List.of());
  }

  // Uniqueness needs no secret randomness: 122 bits from a well seeded generator.
  private static UUID newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
  }
}
