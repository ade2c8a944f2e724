package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/// The tap of a bus and the command that shows it.
@Timeout(120) // it waits for states that a fault would keep from coming
final class TapPageTest {

  private static final String PAGE = "/_junction/events/orders";
  private static final String SHOP = "{\"source\":[\"shop\"]}";

  private final RunningJunction running = new RunningJunction();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    running.close();
  }

  private String call(String operation, String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(running.endpoint() + "/"))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "AWSEvents." + operation)
            .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private void put(String bus, String source, String detail) throws Exception {
    String answer =
        call(
            "PutEvents",
            "{'Entries':[{'EventBusName':'%s','Source':'%s','DetailType':'t','Detail':'%s'}]}"
                .formatted(bus, source, detail));
    assertThat(answer).contains("\"FailedEntryCount\":0");
  }

  private BufferedReader open(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(running.endpoint() + path)).build();
    HttpResponse<InputStream> answer =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    // The first part says that the listener is there.
    assertThat(lines.readLine()).isEqualTo(":");
    return lines;
  }

  private static String nextData(BufferedReader lines) throws Exception {
    String line = lines.readLine();
    while (line != null && !line.startsWith("data: ")) {
      line = lines.readLine();
    }
    return String.valueOf(line);
  }

  @Test
  void aListenerSeesWhatFitsAndNothingOfOtherBuses() throws Exception {
    call("CreateEventBus", "{'Name':'orders'}");
    String pattern = URLEncoder.encode(SHOP, StandardCharsets.UTF_8);
    try (BufferedReader lines = open(PAGE + "?pattern=" + pattern)) {
      put("orders", "stock", "{}");
      put("default", "shop", "{}");
      put("orders", "shop", "{\\\"n\\\":\\n1}");
      put("orders", "shop", "{\\\"n\\\":2}");

      assertThat(nextData(lines)).contains("\"source\":\"shop\"", "\"detail\":{\"n\": 1}");
      assertThat(nextData(lines)).contains("\"detail\":{\"n\":2}");
      call("DeleteEventBus", "{'Name':'orders'}");
      assertThat(nextData(lines)).isEqualTo("null");
    }
  }

  @Test
  void theDefaultBusHasATapBeforeAnybodyUsedIt() throws Exception {
    try (BufferedReader lines = open("/_junction/events/default")) {
      put("default", "shop", "{}");
      assertThat(nextData(lines)).contains("\"source\":\"shop\"");
    }
  }

  @Test
  void aBusMayBeCalledAsThePageOfEndpointsIs() throws Exception {
    call("CreateEventBus", "{'Name':'endpoint'}");
    try (BufferedReader lines = open("/_junction/events/endpoint")) {
      put("endpoint", "shop", "{}");
      assertThat(nextData(lines)).contains("\"source\":\"shop\"");
    }
  }

  @Test
  void whatCannotBeTappedIsRefused() throws Exception {
    assertThat(running.get("/_junction/events/none").statusCode()).isEqualTo(404);
    assertThat(running.get("/_junction/events/default?pattern=%7B").statusCode()).isEqualTo(400);
    assertThat(running.get("/_junction/events/default?pattern=%7B").body())
        .contains("InvalidEventPatternException");
    assertThat(running.get("/_junction/events/default?other=1").statusCode()).isEqualTo(400);
  }

  @Test
  void theCommandSaysWhenItListensAndPrintsALineForEachEvent() throws Exception {
    StringWriter out = new StringWriter();
    LineSink err = new LineSink();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(
            () ->
                line.execute(
                    "tap", "--pattern", SHOP, "--count", "2", "--endpoint", running.endpoint()));
    // Whoever waits for that line misses nothing of what is put from then on.
    assertThat(err.lines.take()).isEqualTo("junction: listening to the event bus default");
    put("default", "shop", "{\\\"n\\\":1}");
    put("default", "stock", "{}");
    put("default", "shop", "{\\\"n\\\":2}");
    assertThat(code.join()).isZero();
    assertThat(out.toString().lines())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("{").contains("\"detail\":{\"n\":1}"),
            second -> assertThat(second).startsWith("{").contains("\"detail\":{\"n\":2}"));
    assertThat(err.lines).isEmpty();
  }

  /// Keeps what is written until it is a whole line. Threads: one writes, others take.
  private static final class LineSink extends Writer {
    private final StringBuilder begun = new StringBuilder();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public void write(char[] text, int from, int count) {
      begun.append(text, from, count);
      for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n")) {
        lines.add(begun.substring(0, end).strip());
        begun.delete(0, end + 1);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
