package dev.junction.wire.server;

import dev.junction.kernel.Invariant;

/// Where and how an [HttpEdge] listens.
///
/// @param host the address to bind
/// @param port the cleartext port; 0 for any free one
/// @param tls whether it also listens with TLS
/// @param limits what it accepts at most
/// @param timeouts how long it waits for clients
/// @param eventLoops how many event loops; each is one thread
public record HttpEdgeSettings(
    String host,
    int port,
    TlsSettings tls,
    EdgeLimits limits,
    EdgeTimeouts timeouts,
    int eventLoops) {

  public HttpEdgeSettings {
    Invariant.check(port >= 0 && port <= 65_535, "a port must lie between 0 and 65535");
    Invariant.check(eventLoops > 0, "eventLoops must be positive");
  }

  /// Cleartext only, standard limits, one event loop for each core but at least two.
  public static HttpEdgeSettings at(String host, int port) {
    return new HttpEdgeSettings(
        host,
        port,
        TlsSettings.OFF,
        EdgeLimits.STANDARD,
        EdgeTimeouts.STANDARD,
        Math.max(2, Runtime.getRuntime().availableProcessors()));
  }

  /// These settings with other TLS settings.
  public HttpEdgeSettings withTls(TlsSettings changed) {
    return new HttpEdgeSettings(host, port, changed, limits, timeouts, eventLoops);
  }

  /// These settings with other limits.
  public HttpEdgeSettings withLimits(EdgeLimits changed) {
    return new HttpEdgeSettings(host, port, tls, changed, timeouts, eventLoops);
  }

  /// These settings with other timeouts.
  public HttpEdgeSettings withTimeouts(EdgeTimeouts changed) {
    return new HttpEdgeSettings(host, port, tls, limits, changed, eventLoops);
  }

  /// These settings with another number of event loops.
  public HttpEdgeSettings withEventLoops(int changed) {
    return new HttpEdgeSettings(host, port, tls, limits, timeouts, changed);
  }
}
