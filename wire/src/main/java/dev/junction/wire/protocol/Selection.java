package dev.junction.wire.protocol;

import dev.junction.kernel.ServiceError;
import dev.junction.wire.codec.QueryNode;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.schema.MalformedInput;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which service, operation and protocol a request means.
public sealed interface Selection {

  /// A known operation.
  record Found(Service service, Operation<?, ?> operation, Protocol protocol)
      implements Selection {}

  /// No operation of ours; the error is in the words of the protocol that the request speaks.
  record NotFound(Service service, Protocol protocol, ServiceError error) implements Selection {}

  /// The services of this process, ready to be looked up.
  final class Services {

    private static final Service NONE = new Service("", "", null, "1.0", "", null, false, Map.of());

    private final Map<String, Service> byTarget = new HashMap<>();
    private final Map<String, Service> bySigningName = new HashMap<>();

    public Services(Collection<Service> services) {
      for (Service service : services) {
        if (service.targetPrefix() != null) {
          byTarget.put(service.targetPrefix(), service);
        }
        bySigningName.put(service.signingName(), service);
      }
    }

    /// Finds what a request means.
    ///
    /// @param signedFor the service in the scope of the signature, or empty
    public Selection select(HttpRequest request, String signedFor) {
      String target = request.header("X-Amz-Target");
      return target != null ? byTarget(target, request) : byAction(request, signedFor);
    }

    private Selection byTarget(String target, HttpRequest request) {
      int dot = target.lastIndexOf('.');
      Service service = dot < 0 ? null : byTarget.get(target.substring(0, dot));
      String type = request.header("Content-Type");
      boolean older = type != null && type.startsWith("application/x-amz-json-1.0");
      Protocol protocol = older ? AwsJsonProtocol.JSON_1_0 : AwsJsonProtocol.JSON_1_1;
      Operation<?, ?> operation =
          service == null ? null : service.operations().get(target.substring(dot + 1));
      if (service == null || operation == null) {
        return new NotFound(
            service == null ? NONE : service,
            protocol,
            ServiceError.client(
                "UnknownOperationException", 400, "No service here has the target " + target));
      }
      return new Found(service, operation, protocol);
    }

    private Selection byAction(HttpRequest request, String signedFor) {
      QueryNode parameters;
      try {
        parameters = AwsQueryProtocol.parameters(request);
      } catch (MalformedInput e) {
        return new NotFound(
            NONE,
            new AwsQueryProtocol(QueryNode.parse("")),
            ServiceError.client("MalformedQueryString", 400, String.valueOf(e.getMessage())));
      }
      Protocol protocol = new AwsQueryProtocol(parameters);
      String action = parameters.text("Action");
      if (action == null) {
        return new NotFound(
            NONE,
            protocol,
            ServiceError.client(
                "MissingAction",
                400,
                "The request names no operation: it has neither X-Amz-Target nor Action."));
      }
      Service service = service(signedFor, action);
      Operation<?, ?> operation = service == null ? null : service.operations().get(action);
      if (service == null || operation == null) {
        return new NotFound(
            service == null ? NONE : service,
            protocol,
            ServiceError.client(
                "InvalidAction", 400, "The action " + action + " is not valid for this endpoint."));
      }
      return new Found(service, operation, protocol);
    }

    /// The service that was signed for; without a signature the one that has such an operation.
    private @Nullable Service service(String signedFor, String action) {
      if (!signedFor.isEmpty()) {
        Service signed = bySigningName.get(signedFor);
        return signed == null || signed.xmlNamespace() == null ? null : signed;
      }
      return bySigningName.values().stream()
          .filter(service -> service.xmlNamespace() != null)
          .filter(service -> service.operations().containsKey(action))
          .findFirst()
          .orElse(null);
    }
  }
}
