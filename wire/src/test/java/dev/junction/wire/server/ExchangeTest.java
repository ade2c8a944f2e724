package dev.junction.wire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Answers from anywhere and at any time, clients that leave, and the end of the server.
class ExchangeTest {

  private final EchoHandler echo = new EchoHandler();
  private final EdgeServer server = EdgeServer.start(echo);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
    try (RawClient client = server.connect()) {
      client.send(
          "POST /park HTTP/1.1",
          "Host: h",
          "Content-Length: 0",
          "",
          "POST /two HTTP/1.1",
          "Host: h",
          "Content-Length: 3",
          "",
          "twoPOST /three HTTP/1.1",
          "Host: h",
          "Content-Length: 5",
          "",
          "three");
      await().until(() -> echo.parked.size() == 1);
      echo.parked.getFirst().respond(text("one"));
      assertThat(client.response().body()).isEqualTo("one");
      assertThat(client.response().body()).isEqualTo("two");
      assertThat(client.response().body()).isEqualTo("three");
    }
  }

  @Test
  void answerMayComeFromAnyThread() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("GET /park HTTP/1.1", "Host: h", "", "");
      await().until(() -> echo.parked.size() == 1);
      Thread.ofVirtual().start(() -> echo.parked.getFirst().respond(text("elsewhere"))).join();
      assertThat(client.response().body()).isEqualTo("elsewhere");
    }
  }

  @Test
  void executorIsOneThreadThroughoutAConnection() throws Exception {
    try (RawClient client = server.connect()) {
      CompletableFuture<Thread> first = new CompletableFuture<>();
      CompletableFuture<Thread> second = new CompletableFuture<>();
      client.send("GET /park HTTP/1.1", "Host: h", "", "");
      await().until(() -> echo.parked.size() == 1);
      echo.parked.getFirst().executor().execute(() -> first.complete(Thread.currentThread()));
      echo.parked.getFirst().executor().execute(() -> second.complete(Thread.currentThread()));
      assertThat(first.join()).isSameAs(second.join()).isNotSameAs(Thread.currentThread());
      assertThat(echo.parked.getFirst().remoteAddress()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void secondAnswerIsRefused() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("GET /park HTTP/1.1", "Host: h", "", "");
      await().until(() -> echo.parked.size() == 1);
      echo.parked.getFirst().respond(text("first"));
      assertThatThrownBy(() -> echo.parked.getFirst().respond(text("second")))
          .isInstanceOf(IllegalStateException.class);
      assertThat(client.response().body()).isEqualTo("first");
    }
  }

  @Test
  void answerThatCannotBeWrittenBecomes500() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("GET /park HTTP/1.1", "Host: h", "", "");
      await().until(() -> echo.parked.size() == 1);
      HttpHeaders split = new HttpHeaders().add("X", "a\r\nSet-Cookie: b");
      echo.parked.getFirst().respond(new HttpResponse(200, split, new byte[0]));
      assertThat(client.head()).startsWith("HTTP/1.1 500 ").doesNotContain("Set-Cookie");
    }
  }

  @Test
  void clientThatLeavesIsReportedOnceAndItsAnswerDropped() throws Exception {
    AtomicInteger reports = new AtomicInteger();
    try (RawClient client = server.connect()) {
      client.send("GET /park HTTP/1.1", "Host: h", "", "");
      await().until(() -> echo.parked.size() == 1);
      echo.parked.getFirst().onClosed(reports::incrementAndGet);
    }
    await().until(() -> reports.get() == 1);
    echo.parked.getFirst().respond(text("too late"));
    assertThat(reports).hasValue(1);
  }

  @Test
  void listenerThatComesAfterTheClientLeftIsCalled() throws Exception {
    CompletableFuture<Boolean> first = new CompletableFuture<>();
    CompletableFuture<Boolean> late = new CompletableFuture<>();
    try (RawClient client = server.connect()) {
      client.send("GET /park HTTP/1.1", "Host: h", "", "");
      await().until(() -> echo.parked.size() == 1);
      echo.parked.getFirst().onClosed(() -> first.complete(true));
    }
    assertThat(first.join()).isTrue();
    echo.parked.getFirst().onClosed(() -> late.complete(true));
    assertThat(late.join()).isTrue();
  }

  @Test
  void answeredRequestIsNotReportedWhenTheConnectionCloses() throws Exception {
    AtomicInteger reports = new AtomicInteger();
    CompletableFuture<Boolean> other = new CompletableFuture<>();
    try (RawClient client = server.connect()) {
      client.send("GET /park HTTP/1.1", "Host: h", "", "");
      await().until(() -> echo.parked.size() == 1);
      echo.parked.getFirst().onClosed(reports::incrementAndGet);
      echo.parked.getFirst().respond(text("answered"));
      assertThat(client.status()).isEqualTo(200);
      client.send("GET /park HTTP/1.1", "Host: h", "", "");
      await().until(() -> echo.parked.size() == 2);
      echo.parked.get(1).onClosed(() -> other.complete(true));
    }
    assertThat(other.join()).isTrue();
    assertThat(reports).hasValue(0);
  }

  @Test
  void closingWaitsForTheRequestInProgressAndAcceptsNoOther() throws Exception {
    try (RawClient idle = server.connect();
        RawClient client = server.connect()) {
      assertThat(idle.send("GET / HTTP/1.1", "Host: h", "", "").status()).isEqualTo(200);
      client.send("GET /park HTTP/1.1", "Host: h", "", "");
      await().until(() -> echo.parked.size() == 1);
      CompletableFuture<Void> closed = server.edge().close(Duration.ofMinutes(1));
      assertThat(idle.rest()).isEmpty();
      await().until(() -> !accepts());
      assertThat(closed).isNotDone();
      echo.parked.getFirst().respond(text("the last one"));
      assertThat(client.response().body()).isEqualTo("the last one");
      assertThat(client.rest()).isEmpty();
      closed.join();
    }
  }

  @Test
  void closingGivesUpAfterItsTime() throws Exception {
    try (RawClient client = server.connect()) {
      client.send("GET /park HTTP/1.1", "Host: h", "", "");
      await().until(() -> echo.parked.size() == 1);
      server.edge().close(Duration.ofMillis(50)).join();
      assertThatThrownBy(client::head).isInstanceOf(IOException.class);
    }
  }

  private boolean accepts() {
    try (RawClient _ = server.connect()) {
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static HttpResponse text(String text) {
    return HttpResponse.text(200, "text/plain", text);
  }
}
