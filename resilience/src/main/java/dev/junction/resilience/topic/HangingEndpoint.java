package dev.junction.resilience.topic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An HTTP server that answers until it hangs, but for what is marked as `other`. Threads: any.
public final class HangingEndpoint implements AutoCloseable {

  /// In the body of a request that is answered always.
  public static final String OTHER = "other";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> others = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean hangs;

  public HangingEndpoint() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int token = body.indexOf("\"Token\" : \"");
    if (token >= 0) {
      int from = token + "\"Token\" : \"".length();
      tokens.add(body.substring(from, body.indexOf('"', from)));
    } else if (body.contains(OTHER)) {
      others.add(body);
    } else if (hangs) {
      try {
        closed.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /// The token of the next subscription that is to be confirmed.
  public String nextToken() throws IOException, InterruptedException {
    @Nullable String token = tokens.poll(10, TimeUnit.SECONDS);
    if (token == null) {
      throw new IOException("No subscription was to be confirmed within 10 s");
    }
    return token;
  }

  /// The next body that was marked, or null when none comes for so long.
  public @Nullable String nextOther(Duration time) throws InterruptedException {
    return others.poll(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Answers no more.
  public void hang() {
    hangs = true;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
