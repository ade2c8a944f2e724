package dev.junction.conformance.topic;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

/// An HTTP endpoint that keeps what it is sent and answers as it is told; with a status of 401 it
/// asks for a user name and a password.
public final class Webhook implements AutoCloseable {

  /// A request, headers by their names in lower case.
  public record Post(String path, Map<String, String> headers, String body) {

    /// A text field of the JSON body.
    public String field(String name) {
      String mark = "\"" + name + "\" : \"";
      int from = body.indexOf(mark);
      if (from < 0) {
        throw new AssertionError("No " + name + " in " + body);
      }
      from += mark.length();
      return body.substring(from, body.indexOf("\"", from)).replace("\\n", "\n");
    }
  }

  private final HttpServer server;
  private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
  private final List<Post> all = new CopyOnWriteArrayList<>();

  /// @param status the status of an answer by its number, the first being 1
  public Webhook(IntUnaryOperator status) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          Map<String, String> headers = new TreeMap<>();
          exchange
              .getRequestHeaders()
              .forEach(
                  (name, values) ->
                      headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          Post post = new Post(exchange.getRequestURI().toString(), headers, body);
          all.add(post);
          int answered = status.applyAsInt(all.size());
          if (answered == 401) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"hooks\"");
          }
          exchange.sendResponseHeaders(answered, -1);
          exchange.close();
          posts.add(post);
        });
    server.start();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /// The next request that was answered.
  public Post next() throws InterruptedException {
    Post post = posts.poll(1, TimeUnit.MINUTES);
    if (post == null) {
      throw new AssertionError("Nothing came within a minute");
    }
    return post;
  }

  public int count() {
    return all.size();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
