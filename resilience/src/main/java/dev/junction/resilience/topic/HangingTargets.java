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

/// A topic with many HTTP endpoints that stop answering, and another target that must not notice.
///
/// The time from a publish until the other target has it is measured while the endpoints answer,
/// and again while they hang.
///
/// @param targets how many endpoints there are
/// @param measured how long each measurement takes
/// @param factorMax how much longer it may take while they hang
/// @param folder where the server keeps its data
/// @param isShared whether the other target is behind one of the addresses that hang, as in the
///     control run, instead of a queue
public record HangingTargets(
    int targets, Duration measured, double factorMax, Path folder, boolean isShared) {

  private static final long RESIDENT_BYTES_MAX = 150L << 20;
  private static final String QUEUE = "other";
  private static final String TOPIC = TopicClient.arn("sns", "orders");

  /// The topic of the other target in the control run.
  private static final String SECOND = TopicClient.arn("sns", "second");

  /// Many times what one address gets at once.
  private static final int FILLING = 200;

  private static final Duration ARRIVAL_MAX = Duration.ofSeconds(5);

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
      Pair pair = new Pair(topics, queues, SqsRequests.unsigned(server.port()), endpoint, isShared);
      pair.setUp();
      for (int i = 0; i < targets; i++) {
        subscribe(topics, endpoint, TOPIC, i);
      }
      if (isShared) {
        subscribe(topics, endpoint, SECOND, 0);
      }
      pair.p99(measured, faults);
      Duration answering = pair.p99(measured, faults);
      long before = server.cost().residentBytes();
      endpoint.hang();
      if (isShared) {
        // Whoever comes next to one of them waits longer than it may, however slow the machine is.
        for (int i = 0; i < FILLING; i++) {
          topics.call("Publish", Map.of("TopicArn", TOPIC, "Message", "m"));
        }
      }
      Duration hanging = pair.p99(measured, faults);
      long grown = server.cost().residentBytes() - before;
      figures.add(
          "%d targets: p99 from publish to receive %.1f ms while they answer, %.1f ms while they"
                  .formatted(targets, answering.toNanos() / 1e6, hanging.toNanos() / 1e6)
              + " hang; RSS +%d MiB".formatted(grown >> 20));
      if (hanging.toNanos() > answering.toNanos() * factorMax + SLACK.toNanos()) {
        faults.add("the other target waits for targets that hang");
      }
      if (grown > RESIDENT_BYTES_MAX) {
        faults.add("RSS has grown by " + (grown >> 20) + " MiB");
      }
    }
    Folders.delete(folder.resolveSibling(""));
    return new Flood.Report(figures, faults);
  }

  private static void subscribe(
      TopicClient topics, HangingEndpoint endpoint, String topic, int number)
      throws IOException, InterruptedException {
    topics.call(
        "Subscribe",
        Map.of(
            "TopicArn", topic,
            "Protocol", "http",
            "Endpoint", "http://127.0.0.1:" + endpoint.port() + "/target" + number,
            "Attributes.entry.1.key", "RawMessageDelivery",
            "Attributes.entry.1.value", "true"));
    topics.call("ConfirmSubscription", Map.of("TopicArn", topic, "Token", endpoint.nextToken()));
  }

  /// A publisher, and where its messages have to arrive.
  private record Pair(
      TopicClient topics,
      HttpConnection queues,
      SqsRequests requests,
      HangingEndpoint endpoint,
      boolean isShared) {

    private void setUp() throws IOException {
      topics.call("CreateTopic", Map.of("Name", "orders"));
      if (isShared) {
        topics.call("CreateTopic", Map.of("Name", "second"));
        return;
      }
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

    /// Publishes for so long, each time until it has arrived.
    private Duration p99(Duration time, List<String> faults)
        throws IOException, InterruptedException {
      List<Long> nanos = new ArrayList<>();
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end) {
        long began = System.nanoTime();
        topics.call("Publish", Map.of("TopicArn", TOPIC, "Message", "m" + began));
        boolean arrived = isShared ? hasPassed(began) : hasArrived("m" + began);
        nanos.add(System.nanoTime() - began);
        if (!arrived) {
          faults.add("the other target did not have message " + began + " within 5 s");
          break;
        }
      }
      Collections.sort(nanos);
      return Duration.ofNanos(nanos.get(nanos.size() * 99 / 100));
    }

    private boolean hasPassed(long number) throws IOException, InterruptedException {
      String marked = HangingEndpoint.OTHER + number;
      topics.call("Publish", Map.of("TopicArn", SECOND, "Message", marked));
      return marked.equals(endpoint.nextOther(ARRIVAL_MAX));
    }

    private boolean hasArrived(String body) throws IOException {
      String answer = ask("ReceiveMessage", requests.onQueue(QUEUE) + ",\"WaitTimeSeconds\":5}");
      if (!SqsRequests.texts(answer, "Body").equals(List.of(body))) {
        return false;
      }
      String handle = SqsRequests.texts(answer, "ReceiptHandle").getFirst();
      ask("DeleteMessage", requests.onQueue(QUEUE) + ",\"ReceiptHandle\":\"" + handle + "\"}");
      return true;
    }
  }
}
