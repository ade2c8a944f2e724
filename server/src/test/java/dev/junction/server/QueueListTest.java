package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The list of queues as a page, and what is counted of each.
final class QueueListTest {

  private static final String QUEUES = "/_junction/sqs/queues";
  private static final Pattern HANDLE = Pattern.compile("\"ReceiptHandle\":\"([^\"]+)\"");

  private final RunningJunction server = new RunningJunction();

  @AfterEach
  void stop() {
    server.close();
  }

  private void send(String queue, String more) throws Exception {
    server.onQueue("SendMessage", queue, ",\"MessageBody\":\"m\"" + more);
  }

  private String receive(String queue, String more) throws Exception {
    return server.onQueue("ReceiveMessage", queue, more);
  }

  private void delete(String queue, String received) throws Exception {
    Matcher handle = HANDLE.matcher(received);
    assertThat(handle.find()).as(received).isTrue();
    server.onQueue("DeleteMessage", queue, ",\"ReceiptHandle\":\"" + handle.group(1) + "\"");
  }

  @Test
  void aQueueIsListedWithWhatItHoldsAndWhatHasPassed() throws Exception {
    server.junction.clock().hold();
    server.create("orders", "");
    for (int i = 0; i < 5; i++) {
      send("orders", "");
    }
    send("orders", ",\"DelaySeconds\":60");
    delete("orders", receive("orders", ""));
    receive("orders", "");
    server.junction.clock().advance(Duration.ofMillis(1_500));

    assertThat(server.get(QUEUES).body())
        .contains(
            "{\"account\":\"000000000000\",\"region\":\"us-east-1\",\"name\":\"orders\","
                + "\"type\":\"standard\",\"visible\":3,\"inFlight\":1,\"delayed\":1,"
                + "\"waitingReceives\":0,\"oldestSentAt\":\"")
        .contains(
            "\"oldestAgeMillis\":1500,\"sent\":6,\"received\":2,\"deleted\":1,\"deadLettered\":0}");
  }

  @Test
  void deadLettersAreCountedWhereTheyComeFrom() throws Exception {
    server.create("dead.fifo", "\"FifoQueue\":\"true\"");
    server.create(
        "work.fifo",
        "\"FifoQueue\":\"true\",\"ContentBasedDeduplication\":\"true\",\"RedrivePolicy\":"
            + "\"{\\\"maxReceiveCount\\\":1,\\\"deadLetterTargetArn\\\":"
            + "\\\"arn:aws:sqs:us-east-1:000000000000:dead.fifo\\\"}\"");
    send("work.fifo", ",\"MessageGroupId\":\"g\"");
    receive("work.fifo", ",\"VisibilityTimeout\":0");
    receive("work.fifo", "");

    assertThat(server.get(QUEUES).body())
        .containsPattern(
            "\"name\":\"work.fifo\",\"type\":\"fifo\",\"visible\":0.*\"deadLettered\":1")
        .containsPattern("\"name\":\"dead.fifo\".*\"sent\":0,.*\"name\":\"work.fifo\"");
    assertThat(server.get("/_junction/metrics").body())
        .contains("# TYPE junction_queue_sent_total counter")
        .contains(
            "junction_queue_sent_total{account=\"000000000000\",region=\"us-east-1\","
                + "queue=\"work.fifo\"} 1\n")
        .containsPattern("junction_queue_received_total\\{[^}]*queue=\"work.fifo\"} 1\n")
        .containsPattern("junction_queue_deleted_total\\{[^}]*queue=\"work.fifo\"} 0\n")
        .containsPattern("junction_queue_dead_lettered_total\\{[^}]*queue=\"work.fifo\"} 1\n");
  }

  /// Also when more has come due at once than one command does.
  @Test
  void countsAreThoseOfTheMomentWhereverTheClockWasMoved() throws Exception {
    server.create("q", "\"DelaySeconds\":\"60\"");
    server.junction.clock().hold();
    for (int batch = 0; batch < 130; batch++) {
      server.sendBatchOfTen("q");
    }
    server.junction.clock().advance(Duration.ofMillis(59_999));
    assertThat(server.get(QUEUES).body()).contains("\"visible\":0,\"inFlight\":0,\"delayed\":1300");

    server.junction.clock().advance(Duration.ofMillis(1));
    assertThat(server.get(QUEUES).body()).contains("\"visible\":1300,\"inFlight\":0,\"delayed\":0");
  }

  @Test
  void accountAndRegionSelect() throws Exception {
    server.create("here", "");
    server.sqsAs("111122223333", "eu-central-1", "CreateQueue", "{\"QueueName\":\"there\"}");

    assertThat(server.get(QUEUES).body()).contains("\"here\"", "\"there\"");
    assertThat(server.get(QUEUES + "?region=eu-central-1").body())
        .contains("\"there\"")
        .doesNotContain("\"here\"");
    assertThat(server.get(QUEUES + "?account=000000000000").body())
        .contains("\"here\"")
        .doesNotContain("\"there\"");
    assertThat(server.get(QUEUES + "?account=000000000000&region=eu-central-1").body())
        .contains("\"queues\":[]");
  }

  @ParameterizedTest
  @CsvSource({
    "account=12, twelve digits",
    "region=EU, us-east-1",
    "zone=a, no parameter of this page",
    "region=us-east-1&region=us-east-1, twice"
  })
  void aBadParameterIsRefusedWithWhatIsAllowed(String query, String reason) throws Exception {
    HttpResponse<String> response = server.get(QUEUES + "?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(reason);
  }

  @Test
  void foreignScriptsAndOtherMethodsAreRefused() throws Exception {
    assertThat(
            server.send(server.page(QUEUES).header("Origin", "http://evil.example")).statusCode())
        .isEqualTo(403);
    assertThat(
            server
                .send(server.page(QUEUES).POST(HttpRequest.BodyPublishers.ofString("{}")))
                .statusCode())
        .isEqualTo(405);
  }
}
