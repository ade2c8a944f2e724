package dev.junction.resilience.soak;

import static dev.junction.resilience.load.ServiceClient.quoted;
import static dev.junction.testing.SqsRequests.texts;

import dev.junction.resilience.load.QueueClient;
import dev.junction.resilience.load.ServiceClient;
import dev.junction.resilience.topic.TopicClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// Deletes everything that there is, as its owner would: queue by queue, rule by rule.
public final class Sweep implements AutoCloseable {

  private static final Pattern TOPIC = Pattern.compile("<TopicArn>([^<]+)</TopicArn>");
  private static final long GONE_NANOS_MAX = 60_000_000_000L;
  private static final long PAUSE_NANOS = 20_000_000;

  private final int port;
  private final ServiceClient services;
  private final TopicClient topics;

  /// Lists things of one kind.
  private interface Listing {
    List<String> names() throws IOException;
  }

  /// Deletes one of them.
  private interface Deletion {
    void of(String name) throws IOException;
  }

  public Sweep(int port) {
    this.port = port;
    this.services = new ServiceClient(port);
    this.topics = new TopicClient(port);
  }

  /// Deletes it all, and waits for what goes later.
  public void all() throws IOException {
    each("pipes", () -> texts(services.pipes("GET /v1/pipes", ""), "Name"), this::pipe);
    each(
        "schedules", () -> texts(services.scheduler("GET /schedules", ""), "Name"), this::schedule);
    each("rules", () -> rules("default"), rule -> rule("default", rule));
    buses();
    each("destinations", () -> listed("ApiDestinations", "Name"), this::destination);
    each("connections", () -> listed("Connections", "Name"), name -> delete("Connection", name));
    each("topics", this::topicArns, arn -> topics.call("DeleteTopic", Map.of("TopicArn", arn)));
    try (QueueClient queues = new QueueClient(port, "")) {
      each("queues", queues::names, this::queue);
    }
  }

  /// Deletes the buses but the default one, with their rules and archives. An account may have a
  /// hundred of them.
  public void buses() throws IOException {
    each("archives", () -> listed("Archives", "ArchiveName"), this::archive);
    for (String bus : ownBuses()) {
      each("rules", () -> rules(bus), rule -> rule(bus, rule));
    }
    each("buses", this::ownBuses, bus -> delete("EventBus", bus));
  }

  private static void each(String what, Listing listing, Deletion deletion) throws IOException {
    long giveUp = System.nanoTime() + GONE_NANOS_MAX;
    List<String> names = listing.names();
    while (!names.isEmpty()) {
      for (String name : names) {
        try {
          deletion.of(name);
        } catch (ServiceClient.Refused _) {
          // It is on its way out already, or what it belongs to is.
        }
      }
      names = listing.names();
      if (System.nanoTime() > giveUp) {
        throw new IOException("These " + what + " do not go: " + names);
      }
      if (!names.isEmpty()) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private List<String> listed(String kind, String field) throws IOException {
    return texts(services.events("List" + kind, "{}"), field);
  }

  private void delete(String kind, String name) throws IOException {
    services.events("Delete" + kind, "{\"Name\":" + quoted(name) + "}");
  }

  private List<String> ownBuses() throws IOException {
    return listed("EventBuses", "Name").stream().filter(name -> !name.equals("default")).toList();
  }

  private void archive(String name) throws IOException {
    services.events("DeleteArchive", "{\"ArchiveName\":" + quoted(name) + "}");
  }

  private void destination(String name) throws IOException {
    delete("ApiDestination", name);
  }

  private List<String> rules(String bus) throws IOException {
    return texts(services.events("ListRules", "{\"EventBusName\":" + quoted(bus) + "}"), "Name");
  }

  private void rule(String bus, String rule) throws IOException {
    String onBus = ",\"EventBusName\":" + quoted(bus);
    String targets =
        services.events("ListTargetsByRule", "{\"Rule\":" + quoted(rule) + onBus + "}");
    List<String> ids = texts(targets, "Id").stream().map(ServiceClient::quoted).toList();
    if (!ids.isEmpty()) {
      services.events(
          "RemoveTargets", "{\"Rule\":" + quoted(rule) + onBus + ",\"Ids\":" + ids + "}");
    }
    services.events("DeleteRule", "{\"Name\":" + quoted(rule) + onBus + "}");
  }

  private void pipe(String name) throws IOException {
    services.pipes("DELETE /v1/pipes/" + name, "");
  }

  private void schedule(String name) throws IOException {
    services.scheduler("DELETE /schedules/" + name, "");
  }

  private List<String> topicArns() throws IOException {
    return TOPIC
        .matcher(topics.call("ListTopics", Map.of()))
        .results()
        .map(topic -> topic.group(1))
        .toList();
  }

  private void queue(String name) throws IOException {
    try (QueueClient queue = new QueueClient(port, name)) {
      queue.remove();
    }
  }

  @Override
  public void close() {
    services.close();
    topics.close();
  }
}
