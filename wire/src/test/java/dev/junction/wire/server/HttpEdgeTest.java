package dev.junction.wire.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Ordinary requests over HTTP/1.1 and over the upgrade to HTTP/2.
class HttpEdgeTest {

  private final EchoHandler echo = new EchoHandler();
  private final EdgeServer server = EdgeServer.start(echo);

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpClient.Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void requestReachesTheHandlerWholeAndTheAnswerTheClient(HttpClient.Version version)
      throws Exception {
    String body = "x".repeat(300_000);
    try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
      for (int i = 0; i < 3; i++) {
        var response =
            client.send(
                HttpRequest.newBuilder(uri("/a%2Fb//c?q=%20&r=+"))
                    .header("X-Test", "one")
                    .header("X-Test", "two")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.version()).isEqualTo(version);
        assertThat(response.headers().firstValue("Content-Length")).hasValue("300000");
        String id = response.headers().firstValue("x-amzn-RequestId").orElseThrow();
        assertThat(UUID.fromString(id)).hasToString(id);
      }
    }
    var seen = echo.requests.getLast();
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.path()).isEqualTo("/a%2Fb//c");
    assertThat(seen.query()).isEqualTo("q=%20&r=+");
    assertThat(seen.headers().all("x-test")).isEqualTo(List.of("one", "two"));
    assertThat(seen.header("host")).isEqualTo("127.0.0.1:" + server.port());
    assertThat(seen.secure()).isFalse();
  }

  @Test
  void pathAndQueryArePreservedByteForByte() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("GET /%7e/../a;b=c/%2f%C3%a4?x=%2B+&&y?/?z HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(client.status()).isEqualTo(200);
    }
    assertThat(echo.only().path()).isEqualTo("/%7e/../a;b=c/%2f%C3%a4");
    assertThat(echo.only().query()).isEqualTo("x=%2B+&&y?/?z");
  }

  @Test
  void anAbsoluteTargetIsTakenApart() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("GET http://other:1/p?q HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(client.status()).isEqualTo(200);
    }
    assertThat(echo.only().path()).isEqualTo("/p");
    assertThat(echo.only().query()).isEqualTo("q");
  }

  @Test
  void aBodyInChunksIsJoined() throws Exception {
    try (RawClient client = server.connect()) {
      client.send(
          "POST / HTTP/1.1",
          "Host: h",
          "Transfer-Encoding: chunked",
          "",
          "3",
          "abc",
          "2;x=y",
          "de",
          "0",
          "",
          "");
      assertThat(client.response().body()).isEqualTo("abcde");
    }
  }

  @Test
  void requestIdOfTheHandlerIsKept() throws Exception {
    HttpHeaders headers = new HttpHeaders().add("x-amzn-requestid", "mine");
    try (EdgeServer other =
            EdgeServer.start(
                (_, exchange) -> exchange.respond(new HttpResponse(202, headers, new byte[0])));
        RawClient client = other.connect()) {
      String head = client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").head();
      assertThat(head).startsWith("HTTP/1.1 202 ").contains("x-amzn-requestid: mine\r\n");
      assertThat(head).doesNotContain("x-amzn-RequestId").containsIgnoringCase("content-length: 0");
    }
  }

  @Test
  void anAnswerToHeadHasALengthButNoBody() throws Exception {
    try (EdgeServer other =
            EdgeServer.start(
                (_, exchange) -> exchange.respond(HttpResponse.text(200, "text/plain", "hello")));
        RawClient client = other.connect()) {
      client.send("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      assertThat(client.rest()).containsIgnoringCase("content-length: 5\r\n").endsWith("\r\n\r\n");
    }
  }

  @Test
  void oldClientsAreAnsweredAndClosed() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi");
      assertThat(client.rest()).startsWith("HTTP/1.").endsWith("\r\n\r\nhi");
    }
  }

  @Test
  void aHandlerThatFailsIsAnsweredWith500() throws Exception {
    try (EdgeServer other =
            EdgeServer.start(
                (_, _) -> {
                  throw new IllegalStateException("on purpose");
                });
        RawClient client = other.connect()) {
      assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").status()).isEqualTo(500);
    }
  }

  private URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + server.port() + pathAndQuery);
  }
}
