package dev.junction.wire.protocol;

import dev.junction.wire.schema.ServiceSchema;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One service in the directory: the names by which requests mean it, and its endpoint, which may
/// not be there until a request needs it.
///
/// Threads: any.
public final class ServiceListing {

  private final Names names;
  private final Supplier<ServiceEndpoint> maker;
  private volatile @Nullable ServiceEndpoint endpoint;

  /// The names by which requests mean a service.
  ///
  /// @param signingName the service in the scope of a signature
  /// @param endpointPrefix the first part of its host names
  /// @param targetPrefix what stands before the dot in `X-Amz-Target`, and in the paths of the CBOR
  ///     protocol
  public record Names(String signingName, String endpointPrefix, String targetPrefix) {}

  private ServiceListing(
      Names names, Supplier<ServiceEndpoint> maker, @Nullable ServiceEndpoint endpoint) {
    this.names = names;
    this.maker = maker;
    this.endpoint = endpoint;
  }

  /// A service that is there.
  public static ServiceListing of(ServiceEndpoint endpoint) {
    ServiceSchema service = endpoint.service();
    Names names =
        new Names(service.signingName(), service.endpointPrefix(), service.targetPrefix());
    return new ServiceListing(names, () -> endpoint, endpoint);
  }

  /// A service whose endpoint is made when the first request needs it.
  public static ServiceListing later(Names names, Supplier<ServiceEndpoint> maker) {
    return new ServiceListing(names, maker, null);
  }

  /// The names by which requests mean the service.
  public Names names() {
    return names;
  }

  /// The endpoint, always the same one.
  public ServiceEndpoint endpoint() {
    ServiceEndpoint made = endpoint;
    return made == null ? make() : made;
  }

  private synchronized ServiceEndpoint make() {
    ServiceEndpoint made = endpoint;
    if (made == null) {
      made = maker.get();
      endpoint = made;
    }
    return made;
  }
}
