package dev.junction.resilience.bus;

import static dev.junction.resilience.load.ServiceClient.quoted;

import dev.junction.resilience.flood.Flood;
import dev.junction.resilience.load.QueueClient;
import dev.junction.resilience.load.ServiceClient;
import dev.junction.resilience.topic.HangingEndpoint;
import dev.junction.testing.Folders;
import dev.junction.testing.LaunchCommand;
import dev.junction.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// A bus with many API destinations that stop answering, and another target that must not notice.
///
/// The time from putting an event until the other target has it is measured while the destinations
/// answer, and again while they hang.
///
/// @param destinations how many there are
/// @param measured how long each measurement takes
/// @param factorMax how much longer it may take while they hang
/// @param folder where the server keeps its data
/// @param isShared whether the other target gets its events through one of the destinations that
///     hang, as in the control run, instead of a queue
public record HangingDestinations(
    int destinations, Duration measured, double factorMax, Path folder, boolean isShared) {

  /// What waits must fit into it.
  private static final int HEAP_MEGABYTES = 128;

  private static final long RESIDENT_BYTES_MAX = 400L << 20;
  private static final int TARGETS_OF_A_RULE = 5;
  private static final String QUEUE = "other";

  /// Many times what one destination gets at once.
  private static final int FILLING = 200;

  private static final Duration ARRIVAL_MAX = Duration.ofSeconds(5);

  /// What two runs may differ by on a machine that has other things to do.
  private static final Duration SLACK = Duration.ofMillis(10);

  /// Runs it.
  public Flood.Report run() throws IOException, InterruptedException {
    List<String> figures = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    try (ServerProcess server =
            ServerProcess.start(
                LaunchCommand.current().withHeap(HEAP_MEGABYTES), folder, List.of(), Map.of());
        HangingEndpoint endpoint = new HangingEndpoint();
        ServiceClient events = new ServiceClient(server.port());
        QueueClient queue = new QueueClient(server.port(), QUEUE)) {
      queue.create();
      queue.letIn("events");
      setUp(events, endpoint);
      Pair pair = new Pair(events, queue, endpoint, isShared);
      pair.p99(measured, faults);
      Duration answering = pair.p99(measured, faults);
      endpoint.hang();
      if (isShared) {
        fill(events);
      }
      Duration hanging = pair.p99(measured, faults);
      long resident = server.cost().residentBytes();
      figures.add(
          "%d destinations: p99 from put to receive %.1f ms while they answer, %.1f ms while they"
                  .formatted(destinations, answering.toNanos() / 1e6, hanging.toNanos() / 1e6)
              + " hang; RSS %d MiB with a heap of %d MiB"
                  .formatted(resident >> 20, HEAP_MEGABYTES));
      if (hanging.toNanos() > answering.toNanos() * factorMax + SLACK.toNanos()) {
        faults.add("the other target waits for destinations that hang");
      }
      if (resident > RESIDENT_BYTES_MAX) {
        faults.add("RSS is " + (resident >> 20) + " MiB");
      }
    }
    Folders.delete(folder.resolveSibling(""));
    return new Flood.Report(figures, faults);
  }

  private void setUp(ServiceClient events, HangingEndpoint endpoint) throws IOException {
    String connection =
        arnIn(
            events.events(
                "CreateConnection",
                "{\"Name\":\"c\",\"AuthorizationType\":\"API_KEY\",\"AuthParameters\":{"
                    + "\"ApiKeyAuthParameters\":{\"ApiKeyName\":\"X-Key\",\"ApiKeyValue\":\"v\"}}}"));
    List<String> arns = new ArrayList<>();
    for (int i = 0; i < destinations; i++) {
      String url = "http://127.0.0.1:" + endpoint.port() + "/target" + i;
      arns.add(
          arnIn(
              events.events(
                  "CreateApiDestination",
                  "{\"Name\":\"d"
                      + i
                      + "\",\"HttpMethod\":\"POST\",\"ConnectionArn\":"
                      + quoted(connection)
                      + ",\"InvocationEndpoint\":"
                      + quoted(url)
                      + ",\"InvocationRateLimitPerSecond\":100000}")));
    }
    for (int from = 0; from < destinations; from += TARGETS_OF_A_RULE) {
      int to = Math.min(destinations, from + TARGETS_OF_A_RULE);
      rule(
          events,
          "hang" + from,
          "\\\"app\\\",\\\"fill\\\"",
          arns.subList(from, to),
          ",\"InputPath\":\"$.detail.n\"");
    }
    String other = isShared ? arns.getFirst() : ServiceClient.arn("sqs", QUEUE);
    rule(events, "other", "\\\"app\\\"", List.of(other), ",\"InputPath\":\"$.detail.marked\"");
  }

  /// Puts events that only the destinations get: so many that whoever comes next to one of them
  /// waits longer than it may, however slow the machine is.
  private static void fill(ServiceClient events) throws IOException {
    String entry = "{\"Source\":\"fill\",\"DetailType\":\"t\",\"Detail\":\"{\\\"n\\\":0}\"}";
    String ten = String.join(",", Collections.nCopies(10, entry));
    for (int i = 0; i < FILLING / 10; i++) {
      events.events("PutEvents", "{\"Entries\":[" + ten + "]}");
    }
  }

  private static String arnIn(String answer) {
    int from = answer.indexOf("\"arn:") + 1;
    return answer.substring(from, answer.indexOf('"', from));
  }

  private static void rule(
      ServiceClient events, String name, String sources, List<String> arns, String input)
      throws IOException {
    events.events(
        "PutRule",
        "{\"Name\":" + quoted(name) + ",\"EventPattern\":\"{\\\"source\\\":[" + sources + "]}\"}");
    StringBuilder targets = new StringBuilder();
    for (int i = 0; i < arns.size(); i++) {
      targets.append(i == 0 ? "" : ",").append("{\"Id\":\"").append(i);
      targets.append("\",\"Arn\":").append(quoted(arns.get(i))).append(input).append('}');
    }
    String answer =
        events.events(
            "PutTargets", "{\"Rule\":" + quoted(name) + ",\"Targets\":[" + targets + "]}");
    if (!answer.contains("\"FailedEntryCount\":0")) {
      throw new IOException("PutTargets: " + answer);
    }
  }

  /// Who puts events, and where they have to arrive.
  private record Pair(
      ServiceClient events, QueueClient queue, HangingEndpoint endpoint, boolean isShared) {

    /// Puts events for so long, each until it has arrived.
    private Duration p99(Duration time, List<String> faults)
        throws IOException, InterruptedException {
      List<Long> nanos = new ArrayList<>();
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end) {
        long began = System.nanoTime();
        String marked = HangingEndpoint.OTHER + began;
        String detail = "{\"n\":" + began + ",\"marked\":\"" + marked + "\"}";
        events.events(
            "PutEvents",
            "{\"Entries\":[{\"Source\":\"app\",\"DetailType\":\"t\",\"Detail\":"
                + quoted(detail)
                + "}]}");
        boolean arrived = hasArrived('"' + marked + '"');
        nanos.add(System.nanoTime() - began);
        if (!arrived) {
          faults.add("the other target did not have " + marked + " within 5 s");
          break;
        }
      }
      Collections.sort(nanos);
      return Duration.ofNanos(nanos.get(nanos.size() * 99 / 100));
    }

    private boolean hasArrived(String body) throws IOException, InterruptedException {
      if (isShared) {
        return body.equals(endpoint.nextOther(ARRIVAL_MAX));
      }
      List<QueueClient.Received> received = queue.await(ARRIVAL_MAX);
      for (QueueClient.Received each : received) {
        queue.delete(each.handle());
      }
      return received.stream().anyMatch(each -> each.body().equals(body));
    }
  }
}
