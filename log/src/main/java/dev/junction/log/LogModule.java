package dev.junction.log;

import dev.junction.delivery.Targets;
import dev.junction.engine.Engine;
import dev.junction.engine.PartitionService;
import dev.junction.log.access.LogAccess;
import dev.junction.log.operation.TakeDelivery;
import dev.junction.log.state.LogPartitionService;
import dev.junction.models.logs.LogsApi;
import dev.junction.models.logs.LogsService;
import dev.junction.wire.protocol.OperationCoverage;
import dev.junction.wire.protocol.ServiceEndpoint;

/// The only door to log groups: what the engine runs and what the wire calls.
public final class LogModule {

  private final LogPartitionService partitionService = new LogPartitionService();

  private LogModule() {}

  /// @param targets where log groups register, so that other services can write into them
  public static LogModule create(Targets targets) {
    LogModule module = new LogModule();
    targets.register(new TakeDelivery(module.partitionService));
    return module;
  }

  /// What an engine needs to hold log groups.
  public PartitionService<?> partitionService() {
    return partitionService;
  }

  /// The service, once the engine that holds the groups is open.
  public ServiceEndpoint endpoint(Engine engine) {
    LogsOperations operations = new LogsOperations(new LogAccess(engine, partitionService));
    return ServiceEndpoint.of(LogsService.operations(operations), new InputReport());
  }

  /// Which operations are built.
  public static OperationCoverage coverage() {
    return OperationCoverage.of(LogsService.SCHEMA, LogsApi.class, LogsOperations.class);
  }
}
