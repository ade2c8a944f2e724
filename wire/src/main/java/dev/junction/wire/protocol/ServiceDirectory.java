package dev.junction.wire.protocol;

import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.ServiceSchema.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The services that requests can mean, and which of them a request is for.
///
/// Asked in this order: the target header or the path of the CBOR protocol, the service in the
/// scope of the signature, the first part of the host name, and last, for a request without a
/// signature, which service knows such an operation at all. Threads: immutable.
public final class ServiceDirectory {

  /// Stands for whatever service a request means that is not one of ours: it has no operations, and
  /// says so in the protocol of the request.
  private static final ServiceEndpoint NOBODY = nobody();

  private final List<ServiceListing> listings;
  private final Map<String, ServiceListing> byTarget = new HashMap<>();
  private final Map<String, List<ServiceListing>> bySigningName = new HashMap<>();

  /// @param listings the services; where nothing else tells them apart, an earlier one wins
  public ServiceDirectory(List<ServiceListing> listings) {
    this.listings = List.copyOf(listings);
    for (ServiceListing listing : listings) {
      byTarget.putIfAbsent(listing.names().targetPrefix(), listing);
      bySigningName
          .computeIfAbsent(listing.names().signingName(), _ -> new ArrayList<>())
          .add(listing);
    }
  }

  private static ServiceEndpoint nobody() {
    ServiceSchema service =
        ServiceSchema.of("")
            .protocols(
                List.of(
                    Protocol.AWS_JSON_1_1,
                    Protocol.RPC_V2_CBOR,
                    Protocol.AWS_QUERY,
                    Protocol.REST_JSON_1))
            .build();
    return new ServiceEndpoint(
        new OperationTable(service, List.of()),
        List.of(
            new AwsJsonProtocol(service, Protocol.AWS_JSON_1_1),
            new RpcCborProtocol(service),
            new AwsQueryProtocol(service),
            new UnclaimedProtocol(new RestJsonProtocol(service))),
        _ -> null);
  }

  /// Whether an endpoint is that of a service, and not the one that answers for services that are
  /// not known.
  public static boolean isKnown(ServiceEndpoint endpoint) {
    return endpoint != NOBODY;
  }

  /// The service that a request is for; when it is for none of ours, one without operations.
  ///
  /// @param signingName the service in the scope of the request's signature; empty when it has none
  public ServiceEndpoint find(HttpRequest request, String signingName) {
    ServiceListing found = byTarget(request);
    if (found == null && !signingName.isEmpty()) {
      found = best(request, bySigningName.getOrDefault(signingName, List.of()));
    }
    if (found == null) {
      found = byHost(request);
    }
    if (found == null && signingName.isEmpty()) {
      found = first(listings, listing -> listing.endpoint().serves(request));
    }
    return found == null ? NOBODY : found.endpoint();
  }

  private @Nullable ServiceListing byTarget(HttpRequest request) {
    String target = request.header("X-Amz-Target");
    if (target == null) {
      String named = RpcCborProtocol.serviceOf(request);
      return named == null ? null : byTarget.get(named);
    }
    int dot = target.lastIndexOf('.');
    return dot < 0 ? null : byTarget.get(target.substring(0, dot));
  }

  /// Several services may share a name; then the one counts that knows the operation.
  private static @Nullable ServiceListing best(
      HttpRequest request, List<ServiceListing> candidates) {
    if (candidates.size() < 2) {
      return candidates.isEmpty() ? null : candidates.getFirst();
    }
    ServiceListing serving = first(candidates, listing -> listing.endpoint().serves(request));
    return serving == null ? candidates.getFirst() : serving;
  }

  private @Nullable ServiceListing byHost(HttpRequest request) {
    String host = request.header("Host");
    int dot = host == null ? -1 : host.indexOf('.');
    if (host == null || dot < 0) {
      return null;
    }
    String label = host.substring(0, dot).toLowerCase(Locale.ROOT);
    return best(
        request,
        listings.stream()
            .filter(listing -> listing.names().endpointPrefix().equals(label))
            .toList());
  }

  private static @Nullable ServiceListing first(
      List<ServiceListing> listings, Predicate<ServiceListing> wanted) {
    for (ServiceListing listing : listings) {
      if (wanted.test(listing)) {
        return listing;
      }
    }
    return null;
  }
}
