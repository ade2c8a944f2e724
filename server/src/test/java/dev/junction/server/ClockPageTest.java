package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The clock as a page: shown, held, moved, and followed by everything.
final class ClockPageTest {

  private static final String CLOCK = "/_junction/clock";
  private static final Pattern BODY = Pattern.compile("\"Body\":\"(\\d+)\"");

  private final RunningJunction server = new RunningJunction();

  @AfterEach
  void stop() {
    server.close();
  }

  private String order(String json) throws Exception {
    HttpResponse<String> response = server.post(CLOCK, json);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private void advance(String by) throws Exception {
    order("{\"action\":\"advance\",\"by\":\"" + by + "\"}");
  }

  private String receive(String queue) throws Exception {
    return server.onQueue("ReceiveMessage", queue, ",\"VisibilityTimeout\":30");
  }

  @Test
  void aClockThatNobodyTouchedRunsWithTheMachine() throws Exception {
    HttpResponse<String> page = server.get(CLOCK);

    assertThat(page.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(page.body())
        .matches(
            "\\{\"now\":\"[0-9T:.-]+Z\",\"held\":false,\"offsetMillis\":0,\"movable\":true}\n");
  }

  @Test
  void aClockIsHeldAdvancedAndReleased() throws Exception {
    order("{\"action\":\"hold\",\"at\":\"2099-12-31T23:59:00Z\"}");
    assertThat(server.get(CLOCK).body()).contains("\"now\":\"2099-12-31T23:59:00Z\",\"held\":true");

    assertThat(order("{\"action\":\"advance\",\"by\":\"1m500ms\"}"))
        .contains("\"now\":\"2100-01-01T00:00:00.500Z\",\"held\":true");

    assertThat(order("{\"action\":\"release\"}"))
        .contains("\"now\":\"2100-01-01T00:00:0", "\"held\":false");
  }

  @Test
  void delaysFollowTheHeldClockToTheMillisecond() throws Exception {
    server.create("q", "");
    order("{\"action\":\"hold\"}");
    server.onQueue("SendMessage", "q", ",\"MessageBody\":\"m\",\"DelaySeconds\":900");

    advance("14m59s999ms");
    assertThat(receive("q")).doesNotContain("Body");
    advance("1ms");
    assertThat(receive("q")).contains("\"Body\":\"m\"");
  }

  @Test
  void noMessageIsLostWhenManyDelaysEndAtOnce() throws Exception {
    server.create("q", "\"DelaySeconds\":\"60\"");
    order("{\"action\":\"hold\"}");
    for (int batch = 0; batch < 130; batch++) {
      server.sendBatchOfTen("q");
    }
    advance("60s");

    Set<String> bodies = new HashSet<>();
    String received;
    do {
      received = server.onQueue("ReceiveMessage", "q", ",\"MaxNumberOfMessages\":10");
      BODY.matcher(received).results().forEach(body -> bodies.add(body.group(1)));
    } while (received.contains("Body"));
    assertThat(bodies).hasSize(1_300);
  }

  @Test
  void visibilityFollowsTheHeldClockToTheMillisecond() throws Exception {
    server.create("q", "");
    order("{\"action\":\"hold\"}");
    server.onQueue("SendMessage", "q", ",\"MessageBody\":\"m\"");
    assertThat(receive("q")).contains("\"Body\":\"m\"");

    advance("29999ms");
    assertThat(receive("q")).doesNotContain("Body");
    advance("1ms");
    assertThat(receive("q")).contains("\"Body\":\"m\"");
  }

  /// A message is kept for the retention period and not a millisecond longer.
  @Test
  void retentionFollowsTheHeldClockToTheMillisecond() throws Exception {
    server.create("q", "\"MessageRetentionPeriod\":\"60\"");
    order("{\"action\":\"hold\"}");
    server.onQueue("SendMessage", "q", ",\"MessageBody\":\"m\"");

    advance("60s");
    assertThat(server.onQueue("ReceiveMessage", "q", ",\"VisibilityTimeout\":0"))
        .contains("\"Body\":\"m\"");
    advance("1ms");
    assertThat(receive("q")).doesNotContain("Body");
  }

  /// The window is five minutes. Source: SQS Developer Guide, "Exactly-once processing".
  @Test
  void deduplicationFollowsTheHeldClockToTheMillisecond() throws Exception {
    server.create("q.fifo", "\"FifoQueue\":\"true\"");
    order("{\"action\":\"hold\"}");
    String message = ",\"MessageGroupId\":\"g\",\"MessageDeduplicationId\":\"d\",\"MessageBody\":";
    server.onQueue("SendMessage", "q.fifo", message + "\"first\"");

    advance("4m59s999ms");
    server.onQueue("SendMessage", "q.fifo", message + "\"second\"");
    advance("1ms");
    server.onQueue("SendMessage", "q.fifo", message + "\"third\"");

    assertThat(server.onQueue("ReceiveMessage", "q.fifo", ",\"MaxNumberOfMessages\":10"))
        .contains("\"first\"", "\"third\"")
        .doesNotContain("\"second\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json | no JSON",
        "[] | object",
        "{} | Send one of",
        "{\"action\":\"stop\"} | Send one of",
        "{\"action\":\"advance\"} | Send one of",
        "{\"action\":\"release\",\"by\":\"1s\"} | Send one of",
        "{\"action\":\"hold\",\"action\":\"hold\"} | twice",
        "{\"action\":\"hold\" | marker at [byte offset",
        "{\"action\":\"advance\",\"by\":\"15\"} | 500ms, 90s",
        "{\"action\":\"advance\",\"by\":\"-15m\"} | 500ms, 90s",
        "{\"action\":\"advance\",\"by\":\"PT-1S\"} | 500ms, 90s",
        "{\"action\":\"advance\",\"by\":\"36501d\"} | days ahead",
        "{\"action\":\"hold\",\"at\":\"yesterday\"} | UTC",
        "{\"action\":\"hold\",\"at\":\"2020-01-01T00:00:00Z\"} | moves forward only",
        "{\"action\":\"hold\",\"at\":\"+999999999-01-01T00:00:00Z\"} | days ahead",
      })
  void aBadOrderIsRefusedWithWhatIsAllowed(String order, String reason) throws Exception {
    HttpResponse<String> response = server.post(CLOCK, order);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(reason);
    assertThat(server.get(CLOCK).body()).contains("\"held\":false,\"offsetMillis\":0");
  }

  /// A form or a plain text is what a browser sends to other sites without asking them first.
  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded"})
  void anOrderThatIsNotDeclaredAsJsonIsRefused(String contentType) throws Exception {
    HttpResponse<String> response =
        server.send(
            server
                .page(CLOCK)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"hold\"}")));

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(server.get(CLOCK).body()).contains("\"held\":false");
  }

  @Test
  void scriptsOfOtherSitesAreRefused() throws Exception {
    assertThat(server.send(server.page(CLOCK).header("Origin", "https://example.com")).statusCode())
        .isEqualTo(403);
    assertThat(server.send(server.page(CLOCK).header("Origin", "null")).statusCode())
        .isEqualTo(403);
    assertThat(server.send(server.page(CLOCK).header("Origin", server.endpoint())).statusCode())
        .isEqualTo(200);
  }

  @Test
  void otherMethodsAreRefused() throws Exception {
    assertThat(server.send(server.page(CLOCK).DELETE()).statusCode()).isEqualTo(405);
  }

  @Test
  void aClockThatIsNotMovableIsShownAndNothingElse() throws Exception {
    try (RunningJunction fixed =
        new RunningJunction(Junction.builder().set("clock.movable", false))) {
      HttpResponse<String> refused = fixed.post(CLOCK, "{\"action\":\"hold\"}");

      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("clock.movable = true");
      assertThat(fixed.get(CLOCK).body()).contains("\"held\":false", "\"movable\":false");
    }
  }
}
