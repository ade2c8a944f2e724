package dev.junction.wire.protocol;

import dev.junction.wire.schema.ServiceSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All operations of one service that can be called.
///
/// The service's schema names those too that cannot be called yet.
public final class OperationTable {

  private final ServiceSchema service;
  private final Map<String, Operation<?, ?>> operations = new LinkedHashMap<>();

  public OperationTable(ServiceSchema service, List<Operation<?, ?>> operations) {
    this.service = service;
    for (Operation<?, ?> operation : operations) {
      this.operations.put(operation.schema().name(), operation);
    }
  }

  /// The service.
  public ServiceSchema service() {
    return service;
  }

  /// The operation of this name, or null when it cannot be called.
  public @Nullable Operation<?, ?> find(String name) {
    return operations.get(name);
  }

  /// The names of all operations that can be called.
  public List<String> names() {
    return List.copyOf(operations.keySet());
  }
}
