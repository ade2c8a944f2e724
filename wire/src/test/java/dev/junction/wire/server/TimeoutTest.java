package dev.junction.wire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.junction.wire.http.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that take too long. The timeouts under test are short, all others endless.
class TimeoutTest {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(10);

  private final EchoHandler echo = new EchoHandler();

  private EdgeServer server(Duration header, Duration body, Duration idle) {
    return EdgeServer.start(
        echo, settings -> settings.withTimeouts(new EdgeTimeouts(header, body, idle)));
  }

  @Test
  void headerThatNeverEndsIsAnsweredAndClosed() throws Exception {
    try (EdgeServer server = server(SHORT, LONG, LONG);
        RawClient client = server.connect()) {
      assertThat(client.send("GET / HTTP/1.1", "Host: h", "X: ").rest())
          .startsWith("HTTP/1.1 408 ");
    }
    assertThat(echo.requests).isEmpty();
  }

  @Test
  void headerThatTricklesIsClosedHoweverOftenBytesArrive() throws Exception {
    try (EdgeServer server = server(SHORT, LONG, LONG);
        RawClient client = server.connect()) {
      client.send("GET / HTTP/1.1", "Host: h", "X: ");
      await().pollInterval(Duration.ofMillis(20)).until(() -> !canSend(client));
    }
    assertThat(echo.requests).isEmpty();
  }

  @Test
  void laterHeaderOfAConnectionIsTimedToo() throws Exception {
    try (EdgeServer server = server(SHORT, LONG, LONG);
        RawClient client = server.connect()) {
      assertThat(client.send("GET / HTTP/1.1", "Host: h", "", "").status()).isEqualTo(200);
      assertThat(client.send("GET / HTT").rest()).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void bodyThatNeverEndsIsAnsweredAndClosed() throws Exception {
    try (EdgeServer server = server(LONG, SHORT, LONG);
        RawClient client = server.connect()) {
      client.send("POST / HTTP/1.1", "Host: h", "Content-Length: 5", "", "123");
      assertThat(client.rest()).startsWith("HTTP/1.1 408 ");
    }
    assertThat(echo.requests).isEmpty();
  }

  @Test
  void silentConnectionIsClosed() throws Exception {
    try (EdgeServer server = server(LONG, LONG, SHORT);
        RawClient client = server.connect()) {
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void connectionThatHasBecomeIdleIsClosed() throws Exception {
    try (EdgeServer server = server(LONG, LONG, SHORT);
        RawClient client = server.connect()) {
      assertThat(client.send("GET / HTTP/1.1", "Host: h", "", "").status()).isEqualTo(200);
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void parkedRequestOutlivesEveryTimeout() throws Exception {
    try (EdgeServer server = server(SHORT, SHORT, SHORT);
        RawClient parked = server.connect();
        RawClient idle = server.connect()) {
      parked.send("GET /park HTTP/1.1", "Host: h", "", "");
      await().until(() -> echo.parked.size() == 1);
      assertThat(idle.rest()).isEmpty();
      // The second one was opened later and has been closed for being idle, so the first one's
      // time has been over as well.
      echo.parked.getFirst().respond(HttpResponse.text(200, "text/plain", "late"));
      assertThat(parked.response().body()).isEqualTo("late");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void clientThatReadsNoAnswersIsClosed(int requests) throws Exception {
    HttpResponse large = HttpResponse.text(200, "text/plain", "x".repeat(32 * 1024 * 1024));
    try (EdgeServer server =
            EdgeServer.start(
                (_, exchange) -> exchange.respond(large),
                settings -> settings.withTimeouts(new EdgeTimeouts(LONG, LONG, SHORT)));
        RawClient client = server.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n".repeat(requests));
      await().pollInterval(Duration.ofMillis(20)).until(() -> !canSend(client));
    }
  }

  @Test
  void brokenSettingsAreRefused() {
    assertThatThrownBy(() -> new EdgeTimeouts(Duration.ZERO, LONG, LONG))
        .hasMessageContaining("header timeout");
  }

  private static boolean canSend(RawClient client) {
    try {
      client.send("x");
      return true;
    } catch (IOException closed) {
      return false;
    }
  }
}
