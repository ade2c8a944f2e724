package dev.junction.delivery.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.junction.kernel.SystemClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the way out does with servers that behave badly.
final class OutboundClientTest {

  private final OutboundClient client =
      new OutboundClient(new EgressRules(true, true, Set.of()), new SystemClock());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch ended = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/ok",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    ended.countDown();
    client.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Test
  void aPathThatHangsDelaysNoOtherPathOfItsHost() throws Exception {
    // As many as one address has at once.
    CountDownLatch hanging = new CountDownLatch(16);
    server.createContext(
        "/hangs",
        _ -> {
          hanging.countDown();
          try {
            ended.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    for (int i = 0; i < 16; i++) {
      var _ = client.post(url("/hangs"), Map.of(), new byte[0]);
    }
    assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(client.post(url("/ok"), Map.of(), new byte[0]).get(10, TimeUnit.SECONDS))
        .isEqualTo(new OutboundResult.Answered(200));
  }

  @Test
  void anEndlessAnswerIsCutOff() throws Exception {
    CountDownLatch cut = new CountDownLatch(1);
    server.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (ended.getCount() > 0) {
              exchange.getResponseBody().write(new byte[65_536]);
            }
          } catch (IOException _) {
            cut.countDown();
          }
        });
    assertThat(client.post(url("/endless"), Map.of(), new byte[0]).get(10, TimeUnit.SECONDS))
        .isEqualTo(new OutboundResult.Answered(200));
    assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aUserNameAnswersWhatTheOtherSideAsksFor() throws Exception {
    asks("/basic", "Basic realm=\"a\"", "Basic bmFtZTpwQHNzIHdvcmQ=");
    String address = url("/basic").replace("//", "//name:p%40ss%20word@");
    assertThat(client.post(address, Map.of(), new byte[] {'m'}).get(10, TimeUnit.SECONDS))
        .isEqualTo(new OutboundResult.Answered(200));
    assertThat(client.post(url("/basic"), Map.of(), new byte[0]).get(10, TimeUnit.SECONDS))
        .isEqualTo(new OutboundResult.Answered(401));
    String other = url("/basic").replace("//", "//name:other@");
    assertThat(client.post(other, Map.of(), new byte[0]).get(10, TimeUnit.SECONDS))
        .isEqualTo(new OutboundResult.Answered(401));
  }

  @Test
  void onlyPostsLogIn() throws Exception {
    String address = url("/ok").replace("//", "//name:secret@");
    OutboundRequest request = request(address, Map.of(), Duration.ofSeconds(5));
    assertThat(client.send(request).get(10, TimeUnit.SECONDS))
        .isInstanceOf(OutboundResult.Forbidden.class);
  }

  private void asks(String path, String challenge, String wanted) {
    server.createContext(
        path,
        exchange -> {
          boolean isLetIn = wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.getResponseHeaders().add("WWW-Authenticate", challenge);
          exchange.sendResponseHeaders(isLetIn ? 200 : 401, -1);
          exchange.close();
        });
  }

  @Test
  void reasonsTellNothingSecret() throws Exception {
    server.createContext(
        "/secret",
        _ -> {
          try {
            ended.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    Duration shortly = Duration.ofMillis(300);
    for (OutboundRequest request :
        List.of(
            request("ftp://name:secret@a.example/secret?k=secret", Map.of(), shortly),
            request("http:///secret?k=secret", Map.of(), shortly),
            request("http://a.example/ secret", Map.of(), shortly),
            request(url("/ok"), Map.of("X-Name", "secret\nb"), shortly),
            request(url("/secret?k=secret"), Map.of(), shortly))) {
      OutboundResult result = client.send(request).get(10, TimeUnit.SECONDS);
      assertThat(result).isNotInstanceOf(OutboundResult.Answered.class);
      assertThat(result.toString()).doesNotContain("secret");
    }
    assertThat(client.post("ftp://a.example:21/", Map.of(), new byte[0]).get(10, TimeUnit.SECONDS))
        .isEqualTo(new OutboundResult.Forbidden("No URL that can be called: ftp://a.example:21"));
  }

  private static OutboundRequest request(
      String url, Map<String, String> headers, Duration timeout) {
    return new OutboundRequest("POST", url, headers, new byte[0], timeout);
  }

  @Test
  void whatGoesWrongOnTheWayIsNoAnswer() throws Exception {
    Map<String, String> noHeader = Map.of("X-Name", "a\nb");
    assertThat(client.post(url("/ok"), noHeader, new byte[0]).get(10, TimeUnit.SECONDS))
        .isInstanceOf(OutboundResult.Unanswered.class);
  }
}
