package dev.junction.wire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.junction.wire.http.HttpResponse;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// HTTP/2 with prior knowledge.
class Http2Test {

  private final EchoHandler echo = new EchoHandler();
  private final EdgeServer server =
      EdgeServer.start(
          echo,
          settings ->
              settings
                  .withTimeouts(
                      new EdgeTimeouts(
                          Duration.ofMillis(200), Duration.ofMinutes(1), Duration.ofMinutes(1)))
                  .withLimits(
                      EdgeLimits.STANDARD.withHeaderBytesMax(2_000).withBody(BodyLimit.of(1_000))));
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false)
              .setHttp2KeepAliveTimeout(60));

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    server.close();
  }

  private HttpClientRequest request(String uri) throws Exception {
    return get(client.request(HttpMethod.POST, server.port(), "127.0.0.1", uri));
  }

  private static <T> T get(io.vertx.core.Future<T> future)
      throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void requestIsAnsweredAndItsAuthorityIsTheHost() throws Exception {
    HttpClientRequest request = request("/a%2Fb?c=%20");
    HttpClientResponse response = get(request.send(Buffer.buffer("x".repeat(1_000))));
    assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
    assertThat(response.getHeader("content-length")).isEqualTo("1000");
    assertThat(response.getHeader("x-amzn-requestid")).hasSize(36);
    assertThat(echo.only().header("HOST")).isEqualTo("127.0.0.1:" + server.port());
    assertThat(echo.only().headers().all("host")).hasSize(1);
    assertThat(echo.only().path()).isEqualTo("/a%2Fb");
    assertThat(echo.only().query()).isEqualTo("c=%20");
    assertThat(echo.only().body()).hasSize(1_000);
  }

  @Test
  void bodyPastTheLimitIsRefusedAndTheConnectionLives() throws Exception {
    HttpClientRequest large = request("/");
    assertThat(get(large.send(Buffer.buffer("x".repeat(1_001)))).statusCode()).isEqualTo(413);
    HttpClientRequest chunked = request("/").setChunked(true);
    var answer = chunked.response();
    chunked.write("x".repeat(600));
    chunked.write("x".repeat(600));
    assertThat(get(answer).statusCode()).isEqualTo(413);
    HttpClientRequest next = request("/");
    assertThat(next.connection()).isSameAs(large.connection());
    assertThat(get(next.send("hi")).statusCode()).isEqualTo(200);
  }

  @Test
  void headersPastTheLimitAreRefused() throws Exception {
    try (RawHttp2Client raw = new RawHttp2Client(server.port())) {
      Http2Headers headers = RawHttp2Client.get("/", "h").set("x", "y".repeat(2_100));
      assertThat(raw.answerTo(headers).status()).hasToString("431");
      assertThat(raw.answerTo(RawHttp2Client.get("/", "h")).status()).hasToString("200");
    }
    assertThat(echo.requests).hasSize(1);
  }

  @Test
  void requestWithoutAuthorityOrHostIsRefused() throws Exception {
    try (RawHttp2Client raw = new RawHttp2Client(server.port())) {
      Http2Headers nameless = RawHttp2Client.get("/", "h");
      nameless.remove(":authority");
      assertThat(raw.answerTo(nameless).status()).hasToString("400");
    }
    assertThat(echo.requests).isEmpty();
  }

  @Test
  void authorityIsKeptAsSent() throws Exception {
    try (RawHttp2Client raw = new RawHttp2Client(server.port())) {
      for (String authority : new String[] {"Queue.Example", "a:80", "[::1]:4566", "[::1]"}) {
        assertThat(raw.answerTo(RawHttp2Client.get("/", authority)).status()).hasToString("200");
        assertThat(echo.requests.getLast().header("Host")).isEqualTo(authority);
      }
    }
  }

  @Test
  void manyParkedRequestsShareOneConnectionAndOutliveTheHeaderTimeout() throws Exception {
    HttpClientRequest first = request("/park/1");
    var firstAnswer = first.send().compose(HttpClientResponse::body);
    HttpClientRequest second = request("/park/2");
    var secondAnswer = second.send().compose(HttpClientResponse::body);
    assertThat(second.connection()).isSameAs(first.connection());
    await().until(() -> echo.parked.size() == 2);
    try (RawClient slow = server.connect()) {
      slow.send("GET / HT").rest();
    }
    echo.parked.get(1).respond(HttpResponse.text(200, "text/plain", "b"));
    assertThat(get(secondAnswer)).hasToString("b");
    echo.parked.get(0).respond(HttpResponse.text(200, "text/plain", "a"));
    assertThat(get(firstAnswer)).hasToString("a");
  }

  @Test
  void resetStreamIsReportedWhileItsConnectionLives() throws Exception {
    CompletableFuture<Boolean> left = new CompletableFuture<>();
    HttpClientRequest request = request("/park");
    request.send();
    await().until(() -> echo.parked.size() == 1);
    echo.parked.getFirst().onClosed(() -> left.complete(true));
    request.reset(0x8);
    assertThat(left.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(get(request("/").send("hi")).statusCode()).isEqualTo(200);
  }

  @Test
  void closingWaitsForTheStreamInProgress() throws Exception {
    HttpClientRequest request = request("/park");
    var answer = request.send().compose(HttpClientResponse::body);
    await().until(() -> echo.parked.size() == 1);
    var closed = server.edge().close(Duration.ofMinutes(1));
    assertThat(closed).isNotDone();
    echo.parked.getFirst().respond(HttpResponse.text(200, "text/plain", "the last one"));
    assertThat(get(answer)).hasToString("the last one");
    closed.get(10, TimeUnit.SECONDS);
  }
}
