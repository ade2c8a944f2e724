package dev.junction.wire.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The services that callers inside this process can call by name: the same tables of operations
/// that requests reach.
///
/// Threads: immutable.
public final class ServiceCalls {

  private final Map<String, ServiceEndpoint> byName = new HashMap<>();

  /// @param endpoints the services that are built
  public ServiceCalls(List<ServiceEndpoint> endpoints) {
    for (ServiceEndpoint endpoint : endpoints) {
      byName.put(endpoint.service().name(), endpoint);
    }
  }

  /// The service of this name, as in `sqs`; empty when it is not built.
  public Optional<ServiceEndpoint> find(String service) {
    return Optional.ofNullable(byName.get(service));
  }
}
