package dev.junction.wire.server;

import dev.junction.wire.http.HttpRequest;

/// The one receiver of all requests of an [HttpEdge].
@FunctionalInterface
public interface RequestHandler {

  /// Takes a whole request; the answer goes to the exchange, now or later.
  ///
  /// Threads: called on the event loop of the connection, so it must not block.
  ///
  /// Errors: an exception is logged and answered with status 500.
  void handle(HttpRequest request, Exchange exchange);
}
