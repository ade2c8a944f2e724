package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole Junction in this process, as tests of other projects start it.
final class JunctionTest {

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  private static HttpRequest call(Junction junction, String operation, String body) {
    return HttpRequest.newBuilder(junction.endpoint())
        .header("Content-Type", "application/x-amz-json-1.0")
        .header("X-Amz-Target", "AmazonSQS." + operation)
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(Junction junction, String path)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(junction.endpoint() + path)).build());
  }

  private static String onQueue(Junction junction, String name, String more) {
    return "{\"QueueUrl\":\"" + junction.endpoint() + "/000000000000/" + name + "\"" + more + "}";
  }

  @Test
  void severalRunInOneProcessAndKnowNothingOfEachOther() throws Exception {
    try (Junction one = Junction.builder().ephemeral().port(0).start();
        Junction other = Junction.builder().ephemeral().port(0).start()) {
      assertThat(one.port()).isNotEqualTo(other.port());
      send(call(one, "CreateQueue", "{\"QueueName\":\"mine\"}"));

      assertThat(send(call(one, "ListQueues", "{}")).body()).contains("/mine");
      assertThat(send(call(other, "ListQueues", "{}")).body()).doesNotContain("/mine");
    }
  }

  @Test
  void whatWasAcknowledgedIsThereAfterAStop() throws Exception {
    try (Junction junction = Junction.builder().data(folder).port(0).start()) {
      send(call(junction, "CreateQueue", "{\"QueueName\":\"kept\"}"));
      HttpResponse<String> sent =
          send(call(junction, "SendMessage", onQueue(junction, "kept", ",\"MessageBody\":\"m\"")));
      assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    }
    try (Junction junction = Junction.builder().data(folder).port(0).start()) {
      assertThat(send(call(junction, "ReceiveMessage", onQueue(junction, "kept", ""))).body())
          .contains("\"Body\":\"m\"");
    }
  }

  @Test
  void aStopAnswersTheLongPollsThatWait() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting;
    try (Junction junction = Junction.builder().ephemeral().port(0).start()) {
      send(call(junction, "CreateQueue", "{\"QueueName\":\"quiet\"}"));
      waiting =
          http.sendAsync(
              call(
                  junction,
                  "ReceiveMessage",
                  onQueue(junction, "quiet", ",\"WaitTimeSeconds\":20")),
              HttpResponse.BodyHandlers.ofString());
      awaitWaiter(junction);
    }
    HttpResponse<String> answer = waiting.join();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("Body");
  }

  private void awaitWaiter(Junction junction) throws IOException, InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!get(junction, "/_junction/metrics")
        .body()
        .contains("junction_queue_waiting_receives{account=\"000000000000\"")) {
      assertThat(System.nanoTime()).as("nobody waits").isLessThan(until);
    }
  }

  @Test
  void aFolderInUseIsRefusedWithItsHolder() {
    try (Junction junction = Junction.builder().data(folder).port(0).start()) {
      assertThat(junction.port()).isPositive();
      assertThatThrownBy(() -> Junction.builder().data(folder).port(0).start())
          .hasMessageContaining(folder.toString())
          .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
    }
  }

  @Test
  void aTakenPortIsRefusedAndTheFolderIsFreeAgain() {
    try (Junction first = Junction.builder().ephemeral().port(0).start()) {
      assertThatThrownBy(() -> Junction.builder().data(folder).port(first.port()).start())
          .satisfies(fault -> assertThat(Faults.explain(fault)).contains("--port"));
      try (Junction second = Junction.builder().data(folder).port(0).start()) {
        assertThat(second.port()).isPositive();
      }
    }
  }

  @Test
  void filesThatAreNoCertificateAreRefusedAndTheFolderIsFreeAgain() throws Exception {
    Path data = folder.resolve("data");
    Path file = Files.writeString(folder.resolve("file.pem"), "no certificate");
    for (Path given : List.of(folder.resolve("none.pem"), file)) {
      assertThatThrownBy(
              () ->
                  Junction.builder()
                      .data(data)
                      .port(0)
                      .set("tls.mode", "files")
                      .set("tls.certificate", given.toString())
                      .set("tls.key", given.toString())
                      .start())
          .satisfies(
              fault -> assertThat(Faults.explain(fault)).containsAnyOf("none.pem", "PRIVATE KEY"));
      try (Junction second = Junction.builder().data(data).port(0).start()) {
        assertThat(second.port()).isPositive();
      }
    }
  }

  @Test
  void healthAndMetricsSayWhatGoesOn() throws Exception {
    try (Junction junction = Junction.builder().data(folder).port(0).start()) {
      send(call(junction, "CreateQueue", "{\"QueueName\":\"seen\"}"));
      send(call(junction, "SendMessage", onQueue(junction, "seen", ",\"MessageBody\":\"m\"")));
      send(call(junction, "SendMessage", onQueue(junction, "missing", ",\"MessageBody\":\"m\"")));
      junction.clock().advance(Duration.ofSeconds(90));

      HttpResponse<String> health = get(junction, "/_junction/health");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).contains("\"status\":\"ok\"");

      assertThat(get(junction, "/_junction/metrics").body())
          .contains("junction_requests_total{code=\"\",operation=\"SendMessage\"")
          .containsPattern("code=\"[A-Za-z.]*(QueueDoesNotExist|NonExistentQueue)")
          .contains("junction_request_seconds_bucket")
          .containsPattern("junction_queue_messages\\{[^}]*queue=\"seen\",state=\"visible\"} 1")
          .containsPattern("junction_queue_oldest_age_seconds\\{[^}]*queue=\"seen\"[^}]*} 9\\d")
          .containsPattern("junction_journal_syncs_total [1-9]")
          .containsPattern("junction_journal_batches_total [1-9]")
          .contains("junction_partition_lag_batches");
    }
  }

  @Test
  void anUnknownPageSaysWhichThereAre() throws Exception {
    try (Junction junction = Junction.builder().ephemeral().port(0).start()) {
      HttpResponse<String> answer = get(junction, "/_junction/nothing");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("/_junction/health", "/_junction/metrics");
    }
  }
}
