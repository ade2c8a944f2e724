package dev.junction.wire.server;

import dev.junction.wire.http.HttpRequest;
import io.netty.channel.EventLoop;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of a request from the parser to the handler: rules, limits, body.
///
/// Threads: the event loop of the connection only.
final class RequestIntake {

  private static final Logger LOG = LoggerFactory.getLogger(RequestIntake.class);

  private static final Refusal INTERNAL_FAILURE = new Refusal(500, "Internal failure.");

  private final RequestHandler handler;
  private final BodyLimit bodyLimit;

  RequestIntake(RequestHandler handler, BodyLimit bodyLimit) {
    this.handler = handler;
    this.bodyLimit = bodyLimit;
  }

  /// Takes a request whose head the parser understood.
  void take(HttpServerRequest request) {
    EdgeExchange exchange = exchange(request);
    Refusal refusal = HeadRules.check(request);
    RequestTarget target = RequestTarget.parse(request.uri());
    if (refusal != null) {
      exchange.refuse(refusal);
    } else if (target == null) {
      exchange.refuse(Refusal.malformed("The request target is malformed."));
    } else {
      takeBody(request, target, exchange);
    }
  }

  /// Takes a request whose head the parser did not understand.
  void takeInvalid(HttpServerRequest request) {
    @Nullable Throwable cause = request.decoderResult().cause();
    exchange(request).refuse(HeadRules.unparsed(cause));
  }

  private static EdgeExchange exchange(HttpServerRequest request) {
    EventLoop loop = ((HttpServerConnection) request.connection()).context().nettyEventLoop();
    ConnectionGuard guard = ConnectionGuard.of(request.connection());
    if (request.version() == HttpVersion.HTTP_2) {
      // An upgraded connection was not known to be one when it began.
      guard.stopTimingHeaders();
    }
    return new EdgeExchange(request, guard, loop);
  }

  private void takeBody(HttpServerRequest request, RequestTarget target, EdgeExchange exchange) {
    String authority = target.authority();
    if (authority == null && request.version() == HttpVersion.HTTP_2) {
      authority = String.valueOf(request.authority());
    }
    EdgeHeaders headers = new EdgeHeaders(request.headers(), authority);
    String method = request.method().name();
    long bytesMax;
    try {
      bytesMax = bodyLimit.bytesMax(method, target.path(), headers);
    } catch (RuntimeException failure) {
      LOG.error("The limit of a request body could not be decided", failure);
      exchange.refuse(INTERNAL_FAILURE);
      return;
    }
    if (HeadRules.contentLength(request.headers()) > bytesMax) {
      exchange.refuse(Refusal.bodyTooLarge(bytesMax));
      return;
    }
    String expectation = request.getHeader("Expect");
    if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
      exchange.refuse(new Refusal(417, "The only supported expectation is 100-continue."));
      return;
    }
    BodyReader.read(
        request,
        bytesMax,
        exchange.guard(),
        body ->
            handle(
                new HttpRequest(
                    method, target.path(), target.query(), headers, body, request.isSSL()),
                exchange),
        exchange::refuse);
    if (expectation != null && request.version() != HttpVersion.HTTP_1_0) {
      request.response().writeContinue();
    }
  }

  private void handle(HttpRequest request, EdgeExchange exchange) {
    try {
      handler.handle(request, exchange);
    } catch (RuntimeException failure) {
      LOG.error("The handler failed on {} {}", request.method(), request.path(), failure);
      exchange.fail();
    }
  }
}
