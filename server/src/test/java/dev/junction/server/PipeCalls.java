package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Calls of Pipes and EventBridge as the default account in us-east-1.
final class PipeCalls {

  static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:";
  static final String ROLE = "\"RoleArn\":\"arn:aws:iam::000000000000:role/r\"";

  private PipeCalls() {}

  static HttpResponse<String> call(
      RunningJunction junction, String method, String path, String json)
      throws IOException, InterruptedException {
    return junction.send(
        junction
            .page(path)
            .header("Content-Type", "application/json")
            .header("Authorization", authorization("pipes"))
            .method(method, BodyPublishers.ofString(json)));
  }

  /// Creates the pipe `p`.
  ///
  /// @param more more members with a comma before each
  static void create(RunningJunction junction, String from, String target, String more)
      throws IOException, InterruptedException {
    HttpResponse<String> created = call(junction, "POST", "/v1/pipes/p", pipe(from, target, more));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
  }

  static String pipe(String from, String target, String more) {
    return "{"
        + ROLE
        + ",\"Source\":\""
        + QUEUE
        + from
        + "\",\"Target\":\""
        + target
        + "\""
        + more
        + "}";
  }

  static void awaitState(RunningJunction junction, String state)
      throws IOException, InterruptedException {
    String body = "";
    while (!body.contains("\"CurrentState\":\"" + state + "\"")) {
      body = call(junction, "GET", "/v1/pipes/p", "").body();
      assertThat(body).doesNotContain("FAILED");
    }
  }

  /// How many messages a queue has, in flight or not.
  static int count(RunningJunction junction, String queue)
      throws IOException, InterruptedException {
    String counts = junction.onQueue("GetQueueAttributes", queue, ",\"AttributeNames\":[\"All\"]");
    return number(counts, "ApproximateNumberOfMessages")
        + number(counts, "ApproximateNumberOfMessagesNotVisible");
  }

  private static int number(String counts, String name) {
    return Integer.parseInt(counts.replaceFirst("(?s).*\"" + name + "\":\"([0-9]+)\".*", "$1"));
  }

  static String events(RunningJunction junction, String operation, String json)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        junction.send(
            junction
                .page("/")
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "AWSEvents." + operation)
                .header("Authorization", authorization("events"))
                .POST(BodyPublishers.ofString(json)));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  /// Lets the held clock go on until the queue `in` has nothing any more. It stands still while the
  /// pipe `p` has messages on their way: on a slow machine they would come again before they land.
  static void awaitEmpty(RunningJunction junction) throws IOException, InterruptedException {
    long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (count(junction, "in") > 0) {
      String page = junction.get("/_junction/metrics").body();
      assertThat(System.nanoTime()).as("messages are left " + page).isLessThan(until);
      if (page.contains(line("batches") + "0\n")) {
        junction.junction.clock().advance(Duration.ofSeconds(1));
      }
    }
  }

  private static String line(String name) {
    return "\njunction_pipe_"
        + name
        + "{account=\"000000000000\",region=\"us-east-1\",pipe=\"p\"} ";
  }

  /// Waits until the metrics page says of the pipe `p` what is said here, as in `received 2`.
  static void awaitMetrics(RunningJunction junction, String... counts)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    for (String count : counts) {
      String[] parts = count.split(" ");
      String line = line(parts[0] + "_total") + parts[1] + "\n";
      String page = junction.get("/_junction/metrics").body();
      while (!page.contains(line)) {
        assertThat(System.nanoTime()).as(line + page).isLessThan(until);
        page = junction.get("/_junction/metrics").body();
      }
    }
  }

  private static String authorization(String service) {
    return "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/"
        + service
        + "/aws4_request, SignedHeaders=host, Signature=unchecked";
  }
}
