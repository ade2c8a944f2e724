package dev.junction.wire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.junction.wire.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every limit, at it and one past it.
class LimitsTest {

  private static final int HEADER_BYTES_MAX = 1_000;

  private final EchoHandler echo = new EchoHandler();
  private final EdgeServer server =
      EdgeServer.start(
          echo,
          settings ->
              settings.withLimits(
                  EdgeLimits.STANDARD
                      .withHeaderBytesMax(HEADER_BYTES_MAX)
                      .withConnectionsMax(2)
                      .withBody((_, path, _) -> path.equals("/large") ? 100_000 : 10)));

  @AfterEach
  void close() {
    server.close();
  }

  /// The header bytes count names and values without their line ends.
  private static String head(int bytes) {
    String others = "Host: h";
    return others + "\r\nX: " + "x".repeat(bytes - others.length() - "X: ".length());
  }

  @Test
  void headersAtTheLimitPass() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("GET / HTTP/1.1", head(HEADER_BYTES_MAX), "", "");
      assertThat(client.status()).isEqualTo(200);
    }
  }

  @Test
  void headersPastTheLimitAreRefused() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("GET / HTTP/1.1", head(HEADER_BYTES_MAX + 1), "", "");
      assertThat(client.rest()).startsWith("HTTP/1.1 431 ").contains("x-amzn-RequestId");
    }
    assertThat(echo.requests).isEmpty();
  }

  @Test
  void requestLineAtTheLimitPassesAndPastItIsRefused() throws Exception {
    int path = HEADER_BYTES_MAX - "GET / HTTP/1.1".length();
    try (RawClient client = server.connect()) {
      client.send("GET /" + "p".repeat(path) + " HTTP/1.1", "Host: h", "", "");
      assertThat(client.status()).isEqualTo(200);
      client.send("GET /" + "p".repeat(path + 1) + " HTTP/1.1", "Host: h", "", "");
      assertThat(client.rest()).contains(" 414 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/small 10", "/large 100000"})
  void bodyAtTheLimitPasses(String pathAndLimit) throws Exception {
    String path = pathAndLimit.split(" ")[0];
    int limit = Integer.parseInt(pathAndLimit.split(" ")[1]);
    String body = "b".repeat(limit);
    try (RawClient client = server.connect()) {
      client.send("POST " + path + " HTTP/1.1", "Host: h", "Content-Length: " + limit, "", body);
      assertThat(client.response().body()).isEqualTo(body);
      client.send(chunked(path, body));
      assertThat(client.response().body()).isEqualTo(body);
    }
  }

  @Test
  void declaredLengthPastTheLimitIsRefusedBeforeTheBody() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("POST / HTTP/1.1", "Host: h", "Content-Length: 11", "", "");
      String head = client.head();
      assertThat(head).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
      assertThat(client.send("12345678901").rest()).contains("larger than 10 bytes");
    }
    assertThat(echo.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 100_000, 900_000})
  void chunksPastTheLimitAreRefusedWhileTheClientStillSends(int bytes) throws Exception {
    try (RawClient client = server.connect()) {
      client.send(chunked("/", "b".repeat(bytes)));
      assertThat(client.rest()).startsWith("HTTP/1.1 413 ");
    }
    assertThat(echo.requests).isEmpty();
  }

  @Test
  void continueIsSentOnlyWhenTheBodyIsAllowed() throws Exception {
    try (RawClient client = server.connect()) {
      client.send(
          "POST / HTTP/1.1", "Host: h", "Expect: 100-continue", "Content-Length: 10", "", "");
      assertThat(client.head()).startsWith("HTTP/1.1 100 ");
      assertThat(client.send("1234567890").response().body()).isEqualTo("1234567890");
    }
    try (RawClient client = server.connect()) {
      client.send(
          "POST / HTTP/1.1", "Host: h", "Expect: 100-continue", "Content-Length: 11", "", "");
      assertThat(client.rest()).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void bodyPastTheLimitIsRefusedDuringTheUpgradeToHttp2() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      for (int bytes : new int[] {11, 10}) {
        var response =
            client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                    .POST(HttpRequest.BodyPublishers.ofString("b".repeat(bytes)))
                    .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(bytes == 10 ? 200 : 413);
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
      }
    }
    assertThat(echo.requests).hasSize(1);
  }

  @Test
  void unknownExpectationIsRefused() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("POST / HTTP/1.1", "Host: h", "Expect: cake", "Content-Length: 1", "", "x");
      assertThat(client.rest()).startsWith("HTTP/1.1 417 ");
    }
  }

  @Test
  void connectionPastTheLimitIsClosedAndAFreedPlaceIsGivenAgain() throws Exception {
    try (RawClient first = server.connect()) {
      try (RawClient second = server.connect()) {
        assertThat(first.send("GET / HTTP/1.1", "Host: h", "", "").status()).isEqualTo(200);
        assertThat(second.send("GET / HTTP/1.1", "Host: h", "", "").status()).isEqualTo(200);
        assertThat(answeredOnNewConnection()).isFalse();
      }
      await().until(this::answeredOnNewConnection);
    }
  }

  @Test
  void clientThatReadsNoAnswersIsNotServedOn() throws Exception {
    AtomicInteger handled = new AtomicInteger();
    HttpResponse large = HttpResponse.text(200, "text/plain", "x".repeat(1024 * 1024));
    RequestHandler answering =
        (_, exchange) -> {
          handled.incrementAndGet();
          exchange.respond(large);
        };
    try (EdgeServer other = EdgeServer.start(answering);
        RawClient client = other.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n".repeat(100));
      // What the sockets themselves hold is some megabytes.
      await().during(Duration.ofMillis(300)).until(() -> handled.get() < 50);
      for (int i = 0; i < 100; i++) {
        assertThat(client.response().body()).hasSize(1024 * 1024);
      }
      assertThat(handled).hasValue(100);
    }
  }

  private boolean answeredOnNewConnection() {
    try (RawClient client = server.connect()) {
      return client.send("GET / HTTP/1.1", "Host: h", "", "").status() == 200;
    } catch (IOException refused) {
      return false;
    }
  }

  private static String chunked(String path, String body) {
    return String.join(
        "\r\n",
        "POST " + path + " HTTP/1.1",
        "Host: h",
        "Transfer-Encoding: chunked",
        "",
        Integer.toHexString(body.length()),
        body,
        "0",
        "",
        "");
  }
}
