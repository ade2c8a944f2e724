package dev.junction.wire.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that RFC 9112 forbids, or that two parsers could understand differently: each gets a
/// clean answer, then the end of the connection, and never reaches the handler.
class MalformedRequestTest {

  private final EchoHandler echo = new EchoHandler();
  private final EdgeServer server = EdgeServer.start(echo);

  @AfterEach
  void close() {
    server.close();
  }

  static List<String> malformed() {
    return List.of(
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2, 3\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +2\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x2\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9999999999999999999\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length:\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nA B: c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nA : c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nA: b\0c\r\n\r\n",
        "GET p HTTP/1.1\r\nHost: h\r\n\r\n",
        "CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET / HTTP/9\r\nHost: h\r\n\r\n",
        "GET /\r\nHost: h\r\n\r\n",
        "\0\1\2\3\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedRequestIsRefusedAndTheConnectionClosed(String request) throws Exception {
    try (RawClient client = server.connect()) {
      String answer = client.send(request).rest();
      assertThat(answer).startsWith("HTTP/1.").contains(" 400 ").contains("x-amzn-RequestId: ");
      assertThat(answer.split("HTTP/1\\.[01] \\d")).as("answers").hasSize(2);
    }
    assertThat(echo.requests).isEmpty();
  }

  @Test
  void unknownTransferCodingIsNotImplemented() throws Exception {
    try (RawClient client = server.connect()) {
      client.send(
          "POST / HTTP/1.1", "Host: h", "Transfer-Encoding: gzip, chunked", "", "0", "", "");
      assertThat(client.rest()).startsWith("HTTP/1.1 501 ");
    }
    assertThat(echo.requests).isEmpty();
  }

  @Test
  void malformedChunkEndsTheConnectionBeforeTheHandler() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("POST / HTTP/1.1", "Host: h", "Transfer-Encoding: chunked", "", "xyz", "", "");
      assertThat(client.rest()).startsWith("HTTP/1.1 400 ");
    }
    assertThat(echo.requests).isEmpty();
  }

  @Test
  void goodRequestBeforeAMalformedOneIsAnsweredFirst() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("GET /good HTTP/1.1", "Host: h", "", "GET /bad HTTP/1.1", "", "");
      assertThat(client.status()).isEqualTo(200);
      assertThat(client.rest()).startsWith("HTTP/1.1 400 ");
    }
    assertThat(echo.only().path()).isEqualTo("/good");
  }
}
