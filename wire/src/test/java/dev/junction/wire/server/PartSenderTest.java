package dev.junction.wire.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.http.PartSource;
import dev.junction.wire.http.StreamedResponse;
import dev.junction.wire.stream.PartSender;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Answers that are sent a part at a time.
final class PartSenderTest {

  private static final int PART_BYTES = 64 * 1024;

  private final EchoHandler echo = new EchoHandler();
  private final EdgeServer server = EdgeServer.start(echo);

  @AfterEach
  void close() {
    server.close();
  }

  /// Never runs dry, unless it is told to wait.
  private static final class Source implements PartSource {
    private final AtomicInteger asked = new AtomicInteger();
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final int last;
    private final CompletionStage<Optional<byte[]>> then;

    Source(int last, CompletionStage<Optional<byte[]>> then) {
      this.last = last;
      this.then = then;
    }

    @Override
    public CompletionStage<Optional<byte[]>> next() {
      return asked.incrementAndGet() > last
          ? then
          : CompletableFuture.completedFuture(Optional.of(new byte[PART_BYTES]));
    }

    @Override
    public void close() {
      closed.complete(true);
    }
  }

  private void answer(Source source) {
    await().until(() -> echo.parked.size() == 1);
    HttpHeaders headers = new HttpHeaders().add("x-amzn-RequestId", "the id");
    PartSender.send(
        echo.parked.getFirst(),
        new StreamedResponse(new HttpResponse(200, headers, new byte[0]), source));
  }

  @Test
  void partsArriveInTheirOrderAndThenTheEnd() throws Exception {
    Source source = new Source(0, CompletableFuture.completedFuture(Optional.empty()));
    AtomicInteger number = new AtomicInteger();
    PartSource three =
        new PartSource() {
          @Override
          public CompletionStage<Optional<byte[]>> next() {
            int next = number.incrementAndGet();
            return next > 3
                ? source.next()
                : CompletableFuture.completedFuture(Optional.of(("part" + next).getBytes(UTF_8)));
          }

          @Override
          public void close() {}
        };
    try (RawClient client = server.connect()) {
      client.send("GET /park HTTP/1.1", "Host: h", "Connection: close", "", "");
      await().until(() -> echo.parked.size() == 1);
      HttpHeaders headers = new HttpHeaders().add("x-amzn-RequestId", "the id");
      PartSender.send(
          echo.parked.getFirst(),
          new StreamedResponse(new HttpResponse(200, headers, new byte[0]), three));
      assertThat(client.rest())
          .contains("x-amzn-RequestId: the id\r\n")
          .containsIgnoringCase("transfer-encoding: chunked")
          .containsOnlyOnce("RequestId")
          .endsWith("5\r\npart1\r\n5\r\npart2\r\n5\r\npart3\r\n0\r\n\r\n");
    }
  }

  @Test
  void aClientThatDoesNotReadHoldsBackTheSourceUntilItLeaves() throws Exception {
    Source source =
        new Source(Integer.MAX_VALUE, CompletableFuture.completedFuture(Optional.empty()));
    try (RawClient client = server.connect()) {
      client.send("GET /park HTTP/1.1", "Host: h", "", "");
      answer(source);
      AtomicInteger before = new AtomicInteger(-1);
      await()
          .pollInterval(Duration.ofMillis(200))
          .until(() -> before.getAndSet(source.asked.get()) == source.asked.get());
      // What the operating system holds in between, a few MiB, and one part more.
      assertThat(source.asked).hasValueLessThan(64 * 1024 * 1024 / PART_BYTES);
      assertThat(source.closed).isNotDone();
    }
    assertThat(source.closed.join()).isTrue();
  }

  @Test
  void aClientThatLeavesWhileNothingComesEndsTheSource() throws Exception {
    Source source = new Source(1, new CompletableFuture<>());
    try (RawClient client = server.connect()) {
      client.send("GET /park HTTP/1.1", "Host: h", "", "");
      answer(source);
      await().until(() -> source.asked.get() == 2);
      assertThat(source.closed).isNotDone();
    }
    assertThat(source.closed.join()).isTrue();
  }

  @Test
  void aSourceThatFailsIsClosedAndTheAnswerEnds() throws Exception {
    Source source =
        new Source(1, CompletableFuture.failedFuture(new IllegalStateException("for the test")));
    try (RawClient client = server.connect()) {
      client.send("GET /park HTTP/1.1", "Host: h", "Connection: close", "", "");
      answer(source);
      assertThat(client.rest()).endsWith("\r\n0\r\n\r\n");
    }
    assertThat(source.closed.join()).isTrue();
  }
}
