package dev.junction.wire.server;

import java.time.Duration;
import java.util.function.UnaryOperator;

/// A server on a free port of the loopback address, closed with its test.
record EdgeServer(HttpEdge edge) implements AutoCloseable {

  static EdgeServer start(RequestHandler handler) {
    return start(handler, settings -> settings);
  }

  static EdgeServer start(RequestHandler handler, UnaryOperator<HttpEdgeSettings> change) {
    HttpEdgeSettings settings = HttpEdgeSettings.at("127.0.0.1", 0).withEventLoops(2);
    return new EdgeServer(HttpEdge.start(change.apply(settings), handler).join());
  }

  int port() {
    return edge.port();
  }

  RawClient connect() throws java.io.IOException {
    return new RawClient(port());
  }

  @Override
  public void close() {
    edge.close(Duration.ZERO).join();
  }
}
