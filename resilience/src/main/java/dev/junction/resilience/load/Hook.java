package dev.junction.resilience.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// An HTTP server that takes everything that is posted to it. Threads: any.
final class Hook implements AutoCloseable {

  /// One request.
  record Post(String path, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Post> posts = new ConcurrentHashMap<>();

  Hook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    posts.put(numbers.incrementAndGet(), new Post(exchange.getRequestURI().getPath(), body));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /// What came, by number.
  Map<Long, Post> posts() {
    return Map.copyOf(posts);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
