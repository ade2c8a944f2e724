package dev.junction.wire.protocol;

import dev.junction.wire.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The services of this process, and which of them a request is for.
///
/// Asked in this order: the target header, the service in the scope of the signature, the first
/// part of the host name, and last which service knows such an operation at all. Threads:
/// immutable.
public final class ServiceDirectory {

  private final List<ServiceEndpoint> endpoints;

  /// @param endpoints the services; where nothing else tells them apart, an earlier one wins
  public ServiceDirectory(List<ServiceEndpoint> endpoints) {
    this.endpoints = List.copyOf(endpoints);
  }

  /// All services.
  public List<ServiceEndpoint> endpoints() {
    return endpoints;
  }

  /// The service that a request is for, or null.
  ///
  /// @param signingName the service in the scope of the request's signature; null when it has none
  public @Nullable ServiceEndpoint find(HttpRequest request, @Nullable String signingName) {
    ServiceEndpoint found = byTarget(request);
    if (found == null && signingName != null) {
      found = best(request, endpoint -> endpoint.service().signingName().equals(signingName));
    }
    if (found == null) {
      String host = firstLabel(request);
      found = best(request, endpoint -> endpoint.service().endpointPrefix().equals(host));
    }
    return found == null && signingName == null ? byOperation(request) : found;
  }

  private @Nullable ServiceEndpoint byTarget(HttpRequest request) {
    String target = request.header("X-Amz-Target");
    int dot = target == null ? -1 : target.lastIndexOf('.');
    if (target == null || dot < 0) {
      return null;
    }
    String prefix = target.substring(0, dot);
    for (ServiceEndpoint endpoint : endpoints) {
      if (endpoint.service().targetPrefix().equals(prefix)) {
        return endpoint;
      }
    }
    return null;
  }

  /// Several services may share a name; then the one counts that knows the operation.
  private @Nullable ServiceEndpoint best(HttpRequest request, Predicate<ServiceEndpoint> named) {
    List<ServiceEndpoint> candidates = endpoints.stream().filter(named).toList();
    for (ServiceEndpoint candidate : candidates) {
      if (candidates.size() == 1 || candidate.serves(request)) {
        return candidate;
      }
    }
    return candidates.isEmpty() ? null : candidates.getFirst();
  }

  private static String firstLabel(HttpRequest request) {
    String host = request.header("Host");
    int dot = host == null ? -1 : host.indexOf('.');
    return host == null || dot < 0 ? "" : host.substring(0, dot).toLowerCase(Locale.ROOT);
  }

  private @Nullable ServiceEndpoint byOperation(HttpRequest request) {
    for (ServiceEndpoint endpoint : endpoints) {
      if (endpoint.serves(request)) {
        return endpoint;
      }
    }
    return null;
  }
}
