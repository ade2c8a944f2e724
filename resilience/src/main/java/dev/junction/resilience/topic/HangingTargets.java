package dev.junction.resilience.topic;

import dev.junction.resilience.flood.Flood;
import dev.junction.testing.Folders;
import dev.junction.testing.HttpConnection;
import dev.junction.testing.LaunchCommand;
import dev.junction.testing.ServerProcess;
import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// A topic with many HTTP endpoints that stop answering, and a queue that must not notice.
///
/// The time from a publish to its receive from the queue is measured while the endpoints answer,
/// and again while they hang.
///
/// @param targets how many endpoints there are
/// @param measured how long each measurement takes
/// @param factorMax how much longer it may take while they hang
/// @param folder where the server keeps its data
public record HangingTargets(int targets, Duration measured, double factorMax, Path folder) {

  private static final long RESIDENT_BYTES_MAX = 150L << 20;
  private static final String QUEUE = "other";
  private static final String TOPIC = TopicClient.arn("sns", "orders");

  /// What two runs may differ by on a machine that has other things to do.
  private static final Duration SLACK = Duration.ofMillis(10);

  /// Runs it.
  public Flood.Report run() throws IOException, InterruptedException {
    List<String> figures = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    try (ServerProcess server =
            ServerProcess.start(LaunchCommand.current(), folder, List.of(), Map.of());
        HangingEndpoint endpoint = new HangingEndpoint();
        TopicClient topics = new TopicClient(server.port());
        HttpConnection queues = new HttpConnection(server.port())) {
      Pair pair = new Pair(topics, queues, SqsRequests.unsigned(server.port()));
      pair.setUp();
      for (int i = 0; i < targets; i++) {
        String url = "http://127.0.0.1:" + endpoint.port() + "/target" + i;
        topics.call("Subscribe", Map.of("TopicArn", TOPIC, "Protocol", "http", "Endpoint", url));
        topics.call(
            "ConfirmSubscription", Map.of("TopicArn", TOPIC, "Token", endpoint.nextToken()));
      }
      pair.p99(measured, faults);
      Duration answering = pair.p99(measured, faults);
      long before = server.cost().residentBytes();
      endpoint.hang();
      Duration hanging = pair.p99(measured, faults);
      long grown = server.cost().residentBytes() - before;
      figures.add(
          "%d targets: p99 from publish to receive %.1f ms while they answer, %.1f ms while they"
                  .formatted(targets, answering.toNanos() / 1e6, hanging.toNanos() / 1e6)
              + " hang; RSS +%d MiB".formatted(grown >> 20));
      if (hanging.toNanos() > answering.toNanos() * factorMax + SLACK.toNanos()) {
        faults.add("the queue waits for targets that hang");
      }
      if (grown > RESIDENT_BYTES_MAX) {
        faults.add("RSS has grown by " + (grown >> 20) + " MiB");
      }
    }
    Folders.delete(folder.resolveSibling(""));
    return new Flood.Report(figures, faults);
  }

  /// A publisher and the receiver of the queue.
  private record Pair(TopicClient topics, HttpConnection queues, SqsRequests requests) {

    private void setUp() throws IOException {
      topics.call("CreateTopic", Map.of("Name", "orders"));
      String policy =
          "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
              + "\"sns.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}";
      ask(
          "CreateQueue",
          "{\"QueueName\":\""
              + QUEUE
              + "\",\"Attributes\":{\"Policy\":\""
              + policy.replace("\"", "\\\"")
              + "\"}}");
      topics.call(
          "Subscribe",
          Map.of(
              "TopicArn", TOPIC,
              "Protocol", "sqs",
              "Endpoint", TopicClient.arn("sqs", QUEUE),
              "Attributes.entry.1.key", "RawMessageDelivery",
              "Attributes.entry.1.value", "true"));
    }

    private String ask(String operation, String json) throws IOException {
      HttpConnection.Text answer = queues.exchange(requests.operation(operation, json));
      if (answer.status() != 200) {
        throw new IOException(operation + ": " + answer.status() + " " + answer.body());
      }
      return answer.body();
    }

    /// Publishes for so long, each time until the queue has it.
    private Duration p99(Duration time, List<String> faults) throws IOException {
      List<Long> nanos = new ArrayList<>();
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end) {
        long began = System.nanoTime();
        topics.call("Publish", Map.of("TopicArn", TOPIC, "Message", "m" + began));
        String answer = ask("ReceiveMessage", requests.onQueue(QUEUE) + ",\"WaitTimeSeconds\":5}");
        nanos.add(System.nanoTime() - began);
        if (!SqsRequests.texts(answer, "Body").equals(List.of("m" + began))) {
          faults.add("the queue did not have m" + began + " within 5 s");
          break;
        }
        String handle = SqsRequests.texts(answer, "ReceiptHandle").getFirst();
        ask("DeleteMessage", requests.onQueue(QUEUE) + ",\"ReceiptHandle\":\"" + handle + "\"}");
      }
      Collections.sort(nanos);
      return Duration.ofNanos(nanos.get(nanos.size() * 99 / 100));
    }
  }
}
