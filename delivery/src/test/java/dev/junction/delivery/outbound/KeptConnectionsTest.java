package dev.junction.delivery.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.SystemClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections that stay open between requests, against servers that count them.
final class KeptConnectionsTest {

  private static final OutboundResult TAKEN = new OutboundResult.Answered(200);

  private final OutboundClient client =
      new OutboundClient(new EgressRules(true, true, Set.of()), new SystemClock(), 1);
  private final List<CountingServer> servers = new ArrayList<>();

  /// What a server does with a request.
  private enum Does {
    ANSWER,
    ANSWER_AND_CLOSE,
    CLOSE,
    /// It closes after some bytes of an answer.
    BEGIN_AND_CLOSE,
    /// It answers but for the end of the body.
    HANG_IN_BODY,
    /// It never answers.
    HANG
  }

  /// What a server does with a request, by the number of the request on its connection and by that
  /// of the connection.
  private interface Manners {
    Does with(int request, int connection);
  }

  private final class CountingServer implements AutoCloseable {

    private final ServerSocket listener;
    private final String scheme;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch left = new CountDownLatch(1);
    private final Manners manners;

    CountingServer(Manners manners) throws IOException {
      this(manners, "http", new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
    }

    CountingServer(Manners manners, String scheme, ServerSocket listener) {
      this.manners = manners;
      this.scheme = scheme;
      this.listener = listener;
      servers.add(this);
      Thread.ofVirtual().start(this::accept);
    }

    private String url() {
      return scheme + "://127.0.0.1:" + listener.getLocalPort() + "/";
    }

    private void accept() {
      try {
        while (!listener.isClosed()) {
          Socket socket = listener.accept();
          int number = connections.incrementAndGet();
          Thread.ofVirtual().start(() -> serve(socket, number));
        }
      } catch (IOException _) {
        // Closed by the test.
      }
    }

    private void serve(Socket socket, int connection) {
      try (socket) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (int number = 1; ; number++) {
          int length = readHead(in);
          if (length < 0) {
            left.countDown();
            return;
          }
          in.skip(length);
          requests.incrementAndGet();
          Does does = manners.with(number, connection);
          socket.getOutputStream().write(answer(does).getBytes(StandardCharsets.US_ASCII));
          if ((does == Does.HANG || does == Does.HANG_IN_BODY) && in.read() < 0) {
            left.countDown();
            return;
          }
          if (does != Does.ANSWER) {
            return;
          }
        }
      } catch (IOException _) {
        // The other side is gone.
      }
    }

    private static String answer(Does does) {
      String all = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
      return switch (does) {
        case ANSWER, ANSWER_AND_CLOSE -> all;
        case HANG_IN_BODY -> all.substring(0, all.length() - 1);
        case BEGIN_AND_CLOSE -> "HTTP/1.1 20";
        case CLOSE, HANG -> "";
      };
    }

    /// Reads the head of a request; answers how long its body is, or less than 0 at the end.
    private int readHead(BufferedReader in) throws IOException {
      int length = 0;
      String line = in.readLine();
      if (line == null) {
        return -1;
      }
      for (; line != null && !line.isEmpty(); line = in.readLine()) {
        if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(line.substring("content-length:".length()).strip());
        }
      }
      return length;
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }

  @AfterEach
  void end() throws IOException {
    client.close();
    for (CountingServer server : servers) {
      server.close();
    }
  }

  private OutboundResult post(CountingServer server) throws Exception {
    return client.post(server.url(), Map.of(), new byte[] {'m'}).get(10, TimeUnit.SECONDS);
  }

  /// Posts and waits until the connection is free again.
  private OutboundResult exchange(CountingServer server) throws Exception {
    return exchange(server, OutboundClient.TIMEOUT);
  }

  private OutboundResult exchange(CountingServer server, Duration timeout) throws Exception {
    OutboundRequest request =
        new OutboundRequest("POST", server.url(), Map.of(), new byte[] {'m'}, timeout);
    return client.exchange(request).get(10, TimeUnit.SECONDS).result();
  }

  @Test
  void requestsInARowShareAConnectionUntilItIsIdle() throws Exception {
    CountingServer server = new CountingServer((_, _) -> Does.ANSWER);
    for (int i = 0; i < 20; i++) {
      assertThat(exchange(server)).isEqualTo(TAKEN);
    }
    assertThat(server.requests).hasValue(20);
    // The end of an answer is seen here before the pool has the connection back, now and then.
    assertThat(server.connections.get()).isLessThanOrEqualTo(10);
    assertThat(server.left.await(10, TimeUnit.SECONDS)).as("closed by the client").isTrue();
    assertNoneIsKept();
  }

  private void assertNoneIsKept() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (client.keptConnections() > 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(client.keptConnections()).isZero();
  }

  @Test
  void anAnswerWhoseBodyHangsIsCutOffWithItsConnection() throws Exception {
    CountingServer server = new CountingServer((_, _) -> Does.HANG_IN_BODY);
    assertThat(exchange(server, Duration.ofMillis(500)))
        .isInstanceOf(OutboundResult.Unanswered.class);
    assertThat(server.left.await(10, TimeUnit.SECONDS)).as("closed by the client").isTrue();
    assertNoneIsKept();
  }

  @Test
  void aRequestIsNotSentOnceMoreWhenSomethingOfAnAnswerHasCome() throws Exception {
    CountingServer server =
        new CountingServer((request, _) -> request == 1 ? Does.ANSWER : Does.BEGIN_AND_CLOSE);
    assertThat(exchange(server)).isEqualTo(TAKEN);
    assertThat(exchange(server)).isInstanceOf(OutboundResult.Unanswered.class);
    assertThat(server.requests).hasValue(2);
  }

  @Test
  void whatIsSentOnceMoreHasTheTimeThatIsLeft() throws Exception {
    CountingServer server =
        new CountingServer(
            (request, connection) -> {
              if (connection > 1) {
                return Does.HANG;
              }
              return request == 1 ? Does.ANSWER : closeAfter(Duration.ofMillis(1_500));
            });
    assertThat(exchange(server)).isEqualTo(TAKEN);
    long begun = System.nanoTime();
    assertThat(exchange(server, Duration.ofSeconds(2)))
        .isInstanceOf(OutboundResult.Unanswered.class);
    assertThat(server.left.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .as("less than the time of two attempts")
        .isLessThan(Duration.ofMillis(3_300));
    assertThat(server.requests).hasValue(3);
  }

  private static Does closeAfter(Duration time) {
    return new CompletableFuture<Does>()
        .completeOnTimeout(Does.CLOSE, time.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  @Test
  void connectionsThatAreClosedAtOnceAreNotCounted() throws Exception {
    try (ServerSocket closing = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (!closing.isClosed()) {
                    closing.accept().close();
                  }
                } catch (IOException _) {
                  // Closed by the test.
                }
              });
      String url = "http://127.0.0.1:" + closing.getLocalPort() + "/";
      for (int i = 0; i < 100; i++) {
        assertThat(client.post(url, Map.of(), new byte[] {'m'}).get(20, TimeUnit.SECONDS))
            .isInstanceOf(OutboundResult.Unanswered.class);
      }
      assertNoneIsKept();
    }
  }

  @Test
  void manyRequestsAtOnceKeepFewConnections() throws Exception {
    CountDownLatch allThere = new CountDownLatch(50);
    CountingServer server =
        new CountingServer(
            (_, _) -> {
              allThere.countDown();
              try {
                allThere.await();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
              return Does.ANSWER;
            });
    List<CompletableFuture<OutboundResult>> results =
        IntStream.range(0, 50)
            .mapToObj(_ -> client.post(server.url(), Map.of(), new byte[] {'m'}))
            .toList();
    for (CompletableFuture<OutboundResult> result : results) {
      assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo(TAKEN);
    }
    assertThat(server.connections).hasValue(50);
    assertThat(client.keptConnections()).isLessThanOrEqualTo(KeptConnections.OF_ONE_MAX);
  }

  @Test
  void aServerThatClosesIdleConnectionsCostsNoAttempt() throws Exception {
    CountingServer server = new CountingServer((_, _) -> Does.ANSWER_AND_CLOSE);
    for (int i = 0; i < 20; i++) {
      assertThat(exchange(server)).isEqualTo(TAKEN);
    }
    assertThat(server.requests).hasValue(20);
  }

  /// The server takes the second request of a connection and closes it without a word, as when it
  /// has just closed it for being idle.
  @Test
  void aRequestThatFindsItsConnectionClosedIsSentOnceMore() throws Exception {
    CountingServer server =
        new CountingServer((request, _) -> request == 1 ? Does.ANSWER : Does.CLOSE);
    int exchanges = 0;
    do {
      assertThat(exchange(server)).isEqualTo(TAKEN);
      exchanges++;
      // Now and then the pool gets the connection back too late for the next request.
    } while (server.requests.get() == exchanges && exchanges < 50);
    assertThat(server.requests).as("one was lost and sent again").hasValue(exchanges + 1);
  }

  /// What TLS says of itself when a connection is closed is no answer.
  @Test
  void aRequestThatFindsItsConnectionClosedIsSentOnceMoreByTlsToo(@TempDir Path folder)
      throws Exception {
    try (TrustedKey key = TrustedKey.make(folder)) {
      CountingServer server =
          new CountingServer(
              (request, _) -> request == 1 ? Does.ANSWER : Does.CLOSE, "https", key.listener());
      int exchanges = 0;
      do {
        assertThat(exchange(server)).isEqualTo(TAKEN);
        exchanges++;
      } while (server.requests.get() == exchanges && exchanges < 50);
      assertThat(server.requests).as("one was lost and sent again").hasValue(exchanges + 1);
    }
  }

  @Test
  void aNewConnectionThatIsClosedIsAFailure() throws Exception {
    CountingServer server = new CountingServer((_, _) -> Does.CLOSE);
    assertThat(post(server)).isInstanceOf(OutboundResult.Unanswered.class);
    assertThat(server.requests).hasValue(1);
    CountingServer worse =
        new CountingServer(
            (request, connection) -> request == 1 && connection == 1 ? Does.ANSWER : Does.CLOSE);
    assertThat(exchange(worse)).isEqualTo(TAKEN);
    assertThat(exchange(worse)).isInstanceOf(OutboundResult.Unanswered.class);
    assertThat(worse.requests.get()).as("once more at most").isBetween(2, 3);
  }

  @Test
  void leasesKeepToTheirBounds() {
    KeptConnections kept = new KeptConnections();
    List<Object> connections = new ArrayList<>();
    List<KeptConnections.Lease> leases = new ArrayList<>();
    for (int place = 0; place < 100; place++) {
      for (int i = 0; i < KeptConnections.OF_ONE_MAX + 1; i++) {
        KeptConnections.Lease lease = kept.lease("place" + place);
        if (lease != null) {
          leases.add(lease);
          connections.add(new Object());
          assertThat(lease.connected(connections.getLast())).isFalse();
        }
      }
    }
    assertThat(kept.open()).isEqualTo(KeptConnections.IN_ALL_MAX);
    leases.forEach(KeptConnections.Lease::end);
    assertThat(kept.lease("place99")).as("there is room for no more").isNull();
    KeptConnections.Lease again = Objects.requireNonNull(kept.lease("place0"));
    assertThat(again.connected(connections.getFirst())).as("but for one that is idle").isTrue();
    connections.forEach(kept::closed);
    assertThat(kept.open()).isZero();
    assertThat(kept.lease("place99")).isNotNull();
  }
}
