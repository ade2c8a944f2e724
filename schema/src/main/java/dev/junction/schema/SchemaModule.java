package dev.junction.schema;

import dev.junction.delivery.Targets;
import dev.junction.engine.Engine;
import dev.junction.engine.PartitionService;
import dev.junction.models.schemas.SchemasApi;
import dev.junction.models.schemas.SchemasService;
import dev.junction.schema.access.SchemaAccess;
import dev.junction.schema.operation.BusRules;
import dev.junction.schema.operation.TakeDelivery;
import dev.junction.schema.state.SchemaPartitionService;
import dev.junction.wire.protocol.OperationCoverage;
import dev.junction.wire.protocol.ServiceCalls;
import dev.junction.wire.protocol.ServiceEndpoint;

/// The only door to schemas: what the engine runs and what the wire calls.
public final class SchemaModule {

  private final SchemaPartitionService partitionService = new SchemaPartitionService();

  private SchemaModule() {}

  /// @param targets where discoverers register, so that buses can show them events
  public static SchemaModule create(Targets targets) {
    SchemaModule module = new SchemaModule();
    targets.register(new TakeDelivery(module.partitionService));
    return module;
  }

  /// What an engine needs to hold registries.
  public PartitionService<?> partitionService() {
    return partitionService;
  }

  /// The service, over the engine that holds the registries, which may still be opening.
  ///
  /// @param services where buses are, whose rules show events to discoverers
  public ServiceEndpoint endpoint(Engine engine, ServiceCalls services) {
    SchemaAccess access = new SchemaAccess(engine, partitionService);
    BusRules rules = new BusRules(access, services);
    rules.settleAll();
    SchemasOperations operations = new SchemasOperations(access, rules);
    return ServiceEndpoint.of(SchemasService.operations(operations), new InputReport());
  }

  /// Which operations are built.
  public static OperationCoverage coverage() {
    return OperationCoverage.of(SchemasService.SCHEMA, SchemasApi.class, SchemasOperations.class);
  }
}
