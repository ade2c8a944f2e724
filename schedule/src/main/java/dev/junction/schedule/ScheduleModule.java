package dev.junction.schedule;

import dev.junction.delivery.DeliveryModule;
import dev.junction.engine.Engine;
import dev.junction.engine.PartitionService;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.models.scheduler.SchedulerApi;
import dev.junction.models.scheduler.SchedulerService;
import dev.junction.schedule.access.ScheduleAccess;
import dev.junction.schedule.call.TargetCalls;
import dev.junction.schedule.state.SchedulePartitionService;
import dev.junction.schedule.state.ScheduleTraffic;
import dev.junction.schedule.state.Schedules;
import dev.junction.wire.protocol.OperationCoverage;
import dev.junction.wire.protocol.ServiceCalls;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.protocol.constraint.CoralReport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The only door to schedules: what the engine runs and what the wire calls.
public final class ScheduleModule implements AutoCloseable {

  private final SchedulePartitionService partitionService;
  private volatile ServiceCalls services = new ServiceCalls(List.of());
  private volatile @Nullable TargetCalls calls;

  private ScheduleModule(DeliveryModule deliveries) {
    partitionService = new SchedulePartitionService(deliveries);
  }

  /// @param deliveries how messages get into queues
  public static ScheduleModule create(DeliveryModule deliveries) {
    return new ScheduleModule(deliveries);
  }

  /// What an engine needs to hold schedules.
  public PartitionService<?> partitionService() {
    return partitionService;
  }

  /// The service, over the engine that holds the schedules, which may still be opening.
  public ServiceEndpoint endpoint(Engine engine, Clock clock) {
    ScheduleAccess access = new ScheduleAccess(engine, partitionService, () -> services);
    return ServiceEndpoint.of(
        SchedulerService.operations(new SchedulerOperations(access, clock)), new CoralReport());
  }

  /// Lets targets be called that are operations of services.
  ///
  /// @param callable the services that are built
  /// @param endpoint what URLs in their answers begin with
  public void begin(Engine engine, ServiceCalls callable, String endpoint) {
    services = callable;
    TargetCalls started = new TargetCalls(engine, partitionService, callable, endpoint);
    calls = started;
    partitionService.begin(started::begin);
    for (int partition = 0; partition < engine.partitions(); partition++) {
      started.begin(partition);
    }
  }

  /// How schedules do.
  ///
  /// @param schedules how many there are
  /// @param calling calls of operations that have begun or are about to
  /// @param traffic what was done since the start
  public record Activity(long schedules, long calling, ScheduleTraffic.Counts traffic) {

    private static final Activity NONE = new Activity(0, 0, ScheduleTraffic.Counts.NONE);

    private static Activity of(Schedules schedules) {
      return new Activity(schedules.size(), schedules.executions().waiting(), schedules.traffic());
    }

    private Activity plus(Activity other) {
      return new Activity(
          schedules + other.schedules, calling + other.calling, traffic.plus(other.traffic));
    }
  }

  /// How all schedules do, on the partitions that answer.
  public CompletableFuture<Activity> activity(Engine engine) {
    CompletableFuture<Activity> sum = CompletableFuture.completedFuture(Activity.NONE);
    for (int partition = 0; partition < engine.partitions(); partition++) {
      sum =
          sum.thenCombine(
              engine.submit(
                  partition,
                  partitionService,
                  (schedules, _) -> Outcome.accepted(Activity.of(schedules))),
              (before, outcome) ->
                  outcome instanceof Outcome.Accepted<Activity>(Activity more)
                      ? before.plus(more)
                      : before);
    }
    return sum;
  }

  /// Which operations are built.
  public static OperationCoverage coverage() {
    return OperationCoverage.of(
        SchedulerService.SCHEMA, SchedulerApi.class, SchedulerOperations.class);
  }

  /// Begins no more calls. To be called before the engine is closed.
  @Override
  public void close() {
    TargetCalls started = calls;
    if (started != null) {
      started.close();
    }
  }
}
