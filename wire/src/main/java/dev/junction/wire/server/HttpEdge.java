package dev.junction.wire.server;

import io.netty.util.internal.ThreadExecutorMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.Http2ServerConfig;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The HTTP server: takes whole requests from the network and sends their answers back.
///
/// Shape: one cleartext port for HTTP/1.1 (keep-alive, pipelining), HTTP/2 with prior knowledge and
/// the upgrade to it; if set so, a TLS port for HTTP/1.1 and HTTP/2.
///
/// Limits: [EdgeLimits] and [EdgeTimeouts], applied before anything of a request is kept.
///
/// Threads: any. Handlers run on the event loops.
public final class HttpEdge {

  private static final int NO_PORT = -1;
  private static final String DISABLE_DNS_CLIENT = "vertx.disableDnsResolver";

  private final HttpEdgeSettings settings;
  private final Vertx vertx;
  private final List<HttpServer> servers = new ArrayList<>(2);

  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

  private HttpEdge(HttpEdgeSettings settings, Vertx vertx) {
    this.settings = settings;
    this.vertx = vertx;
  }

  /// Makes a server that does not listen yet: the part of a start that needs no handler. It has to
  /// be closed like one that listens.
  public static HttpEdge prepare(HttpEdgeSettings settings) {
    ConnectionGate gate =
        new ConnectionGate(settings.limits().connectionsMax(), settings.timeouts());
    return new HttpEdge(settings, vertx(settings, gate));
  }

  /// Starts a server; see [#listen].
  public static CompletableFuture<HttpEdge> start(
      HttpEdgeSettings settings, RequestHandler handler) {
    return prepare(settings).listen(handler);
  }

  /// Takes requests from now on; the future completes when all ports accept connections.
  ///
  /// Errors: the future fails with the cause when a port or a certificate cannot be had; the server
  /// is closed then.
  public CompletableFuture<HttpEdge> listen(RequestHandler handler) {
    return listening(handler)
        .thenApply(_ -> this)
        .exceptionallyCompose(
            failure ->
                close(Duration.ZERO)
                    .thenCompose(_ -> CompletableFuture.<HttpEdge>failedFuture(failure)))
        .toCompletableFuture();
  }

  /// The event loop that this thread is, of whatever server; null on other threads. It runs what it
  /// is given once it has read what its connections have for it now.
  public static @Nullable Executor currentLoop() {
    return ThreadExecutorMap.currentExecutor();
  }

  /// The cleartext port that is listened on.
  public int port() {
    return servers.getFirst().actualPort();
  }

  /// The TLS port that is listened on; -1 without TLS.
  public int tlsPort() {
    return servers.size() > 1 ? servers.get(1).actualPort() : NO_PORT;
  }

  /// Stops accepting, waits for the requests in progress, at most for the given time, and closes
  /// all connections. The future completes when nothing is left. Only the first call counts.
  public CompletableFuture<@Nullable Void> close(Duration grace) {
    if (closing.compareAndSet(false, true)) {
      CompletableFuture<?>[] closings =
          servers.stream()
              .map(server -> server.shutdown(grace))
              .map(stopped -> stopped.toCompletionStage().toCompletableFuture())
              .toArray(CompletableFuture<?>[]::new);
      var _ =
          CompletableFuture.allOf(closings)
              .exceptionally(_ -> null)
              .thenCompose(_ -> vertx.close().toCompletionStage())
              .whenComplete(this::onClosed);
    }
    return closed.copy();
  }

  private void onClosed(@Nullable Void nothing, @Nullable Throwable failure) {
    if (failure == null) {
      closed.complete(null);
    } else {
      closed.completeExceptionally(failure);
    }
  }

  private CompletionStage<HttpServer> listening(RequestHandler handler) {
    ServerSSLOptions tls;
    try {
      tls = EdgeCertificate.options(settings.tls());
    } catch (IOException failure) {
      return CompletableFuture.failedFuture(failure);
    }
    RequestIntake intake = new RequestIntake(handler, settings.limits().body());
    CompletionStage<HttpServer> listening = listen(config(settings, settings.port()), intake);
    if (tls == null) {
      return listening;
    }
    int port = EdgeCertificate.port(settings.tls());
    return listening.thenCompose(_ -> listenSecurely(config(settings, port), tls, intake));
  }

  private CompletionStage<HttpServer> listen(HttpServerConfig config, RequestIntake intake) {
    return listen(vertx.createHttpServer(config), intake);
  }

  private CompletionStage<HttpServer> listenSecurely(
      HttpServerConfig config, ServerSSLOptions tls, RequestIntake intake) {
    config.getTcpConfig().setSsl(true);
    return listen(vertx.createHttpServer(config, tls), intake);
  }

  private CompletionStage<HttpServer> listen(HttpServer server, RequestIntake intake) {
    servers.add(server);
    return server
        .connectionHandler(HttpEdge::onConnection)
        .requestHandler(intake::take)
        .invalidRequestHandler(intake::takeInvalid)
        .listen()
        .toCompletionStage();
  }

  private static void onConnection(HttpConnection connection) {
    ConnectionGuard guard = ConnectionGuard.of(connection);
    if (connection.protocolVersion() == HttpVersion.HTTP_2) {
      guard.stopTimingHeaders();
    } else if (connection.isSsl()) {
      guard.handshakeDone();
    }
  }

  private static Vertx vertx(HttpEdgeSettings settings, ConnectionGate gate) {
    // A server resolves its own address at most, so a DNS client of our own would only cost start
    // time. There is no option for it; it is read once, when the library is first used.
    if (System.getProperty(DISABLE_DNS_CLIENT) == null) {
      System.setProperty(DISABLE_DNS_CLIENT, "true");
    }
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(settings.eventLoops())
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setDisableTCCL(true)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false));
    return Vertx.builder().with(options).withTransport(new GuardedTransport(gate)).build();
  }

  private static HttpServerConfig config(HttpEdgeSettings settings, int port) {
    EdgeLimits limits = settings.limits();
    HttpServerConfig config = new HttpServerConfig();
    config.setVersions(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1, HttpVersion.HTTP_2);
    config.setTcpHost(settings.host()).setTcpPort(port);
    config.getTcpConfig().setAcceptBacklog(1024);
    config.setHttp1Config(
        new Http1ServerConfig()
            .setMaxHeaderSize(limits.headerBytesMax())
            .setMaxInitialLineLength(limits.headerBytesMax()));
    Http2Settings http2 =
        new Http2Settings()
            .setMaxConcurrentStreams(limits.streamsMax())
            .setMaxHeaderListSize(limits.headerBytesMax())
            .setInitialWindowSize(256 * 1024);
    config.setHttp2Config(
        new Http2ServerConfig().setInitialSettings(http2).setConnectionWindowSize(4 * 1024 * 1024));
    return config;
  }
}
