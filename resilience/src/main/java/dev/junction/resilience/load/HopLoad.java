package dev.junction.resilience.load;

import static dev.junction.resilience.load.ServiceClient.quoted;

import dev.junction.resilience.topic.TopicClient;
import dev.junction.testing.HttpConnection;
import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Clients that put events, publish and send, each time with the header of another trace, and what
/// must be known of these traces afterwards: that the message was accepted, once.
///
/// The hops of a server make room for later ones, so that each client asks for its last ones only.
public final class HopLoad implements Load {

  private static final int CLIENTS_EACH = 2;
  private static final int ASKED_EACH = 6;
  private static final long PAUSE_NANOS = 5_000_000;
  private static final Pattern HOP = Pattern.compile("\\{[^{}]*\\}");

  /// How a message comes in.
  private enum Way {
    EVENT("events", "event-bus/"),
    PUBLISH("sns", ""),
    SEND("sqs", "");

    private final String service;
    private final String place;

    Way(String service, String place) {
      this.service = service;
      this.place = place;
    }
  }

  private final int port;
  private final String name;
  private final AtomicLong numbers = new AtomicLong();
  private final long high = UUID.randomUUID().getMostSignificantBits();
  private final Map<Way, Ledger> ledgers = new EnumMap<>(Way.class);
  private final Map<Way, List<Deque<String>>> latest = new EnumMap<>(Way.class);
  private final boolean countsEarly;
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean running = true;

  public HopLoad(int port, String round, Ledger.Rule rule) throws IOException {
    this.port = port;
    this.name = round + "-hops";
    countsEarly = rule == Ledger.Rule.BEFORE_THE_ANSWER;
    for (Way way : Way.values()) {
      ledgers.put(way, new Ledger(rule));
      latest.put(way, new ArrayList<>());
    }
    setUp();
  }

  @Override
  public String kind() {
    return "hops";
  }

  private String queue(Way way) {
    return name + '-' + way.service;
  }

  private String arn(Way way) {
    return ServiceClient.arn(way.service, way.place + (way == Way.SEND ? queue(way) : name));
  }

  private void setUp() throws IOException {
    for (Way way : Way.values()) {
      try (QueueClient queue = new QueueClient(port, queue(way))) {
        queue.create();
        queue.letIn(way.service);
      }
    }
    try (TopicClient client = new TopicClient(port)) {
      client.call("CreateTopic", Map.of("Name", name));
      String queue = ServiceClient.arn("sqs", queue(Way.PUBLISH));
      client.call(
          "Subscribe", Map.of("TopicArn", arn(Way.PUBLISH), "Protocol", "sqs", "Endpoint", queue));
    }
    String place = ",\"EventBusName\":" + quoted(name);
    try (ServiceClient client = new ServiceClient(port)) {
      client.events("CreateEventBus", "{\"Name\":" + quoted(name) + '}');
      client.events(
          "PutRule",
          "{\"Name\":\"all\"" + place + ",\"EventPattern\":\"{\\\"source\\\":[\\\"app\\\"]}\"}");
      client.events(
          "PutTargets",
          "{\"Rule\":\"all\""
              + place
              + ",\"Targets\":[{\"Id\":\"1\",\"Arn\":"
              + quoted(ServiceClient.arn("sqs", queue(Way.EVENT)))
              + "}]}");
    }
  }

  @Override
  public void start() {
    for (int i = 0; i < CLIENTS_EACH; i++) {
      latest.forEach(
          (way, all) -> {
            Deque<String> own = new ArrayDeque<>();
            all.add(own);
            clients.add(Thread.ofPlatform().daemon().start(() -> work(way, own)));
          });
    }
  }

  private void work(Way way, Deque<String> own) {
    try (ServiceClient events = new ServiceClient(port);
        TopicClient topics = new TopicClient(port);
        QueueClient queue = new QueueClient(port, queue(way))) {
      while (running) {
        String trace = "%016x%016x".formatted(high, numbers.incrementAndGet());
        ledger(way).sending(trace);
        if (countsEarly) {
          keep(own, trace);
        }
        long asked = System.nanoTime();
        if (isTaken(way, new Senders(events, topics, queue), header(trace))) {
          ledger(way).acknowledged(trace, asked);
          if (!countsEarly) {
            keep(own, trace);
          }
        }
      }
    } catch (IOException _) {
      // The server is gone, and whether it took the last message is not known.
    }
  }

  private static void keep(Deque<String> own, String trace) {
    own.addLast(trace);
    if (own.size() > ASKED_EACH) {
      own.removeFirst();
    }
  }

  private static String header(String trace) {
    String root = trace.substring(0, 8) + '-' + trace.substring(8);
    return "Root=1-" + root + ";Parent=53995c3f42cd8ad8;Sampled=1";
  }

  private record Senders(ServiceClient events, TopicClient topics, QueueClient queue) {}

  /// Whether a message was taken; it tells nothing where the server is gone.
  private boolean isTaken(Way way, Senders senders, String header) throws IOException {
    try {
      switch (way) {
        case EVENT -> {
          String answer = senders.events.events("PutEvents", event(header));
          return answer.contains("\"EventId\"");
        }
        case PUBLISH ->
            senders.topics.call(
                "Publish",
                Map.of("TopicArn", arn(way), "Message", "m"),
                "X-Amzn-Trace-Id: " + header + "\r\n");
        case SEND -> senders.queue.sendInTrace("m", header);
      }
      return true;
    } catch (ServiceClient.Refused | TopicClient.Refused | QueueClient.Refused _) {
      LockSupport.parkNanos(PAUSE_NANOS);
      return false;
    }
  }

  private String event(String header) {
    return "{\"Entries\":[{\"EventBusName\":"
        + quoted(name)
        + ",\"Source\":\"app\",\"DetailType\":\"t\",\"Detail\":\"{}\",\"TraceHeader\":"
        + quoted(header)
        + "}]}";
  }

  private Ledger ledger(Way way) {
    Ledger ledger = ledgers.get(way);
    if (ledger == null) {
      throw new IllegalArgumentException(way.name());
    }
    return ledger;
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    for (Thread client : clients) {
      client.join();
    }
  }

  /// Asks what is known of the last ones. There is nothing to wait for: a hop of something that was
  /// acknowledged is there as soon as the server is.
  @Override
  public void drain() throws IOException {
    try (HttpConnection connection = new HttpConnection(port)) {
      for (Map.Entry<Way, List<Deque<String>>> each : latest.entrySet()) {
        List<String> asked = each.getValue().stream().flatMap(Deque::stream).toList();
        ledger(each.getKey()).lookOnlyFor(asked);
        for (String trace : asked) {
          ask(connection, each.getKey(), trace);
        }
      }
    }
    for (Way way : Way.values()) {
      try (QueueClient queue = new QueueClient(port, queue(way))) {
        queue.remove();
      }
    }
  }

  private void ask(HttpConnection connection, Way way, String trace) throws IOException {
    long asked = System.nanoTime();
    HttpConnection.Text page = connection.exchange(SqsRequests.page("/_junction/traces/" + trace));
    if (page.status() != 200 && page.status() != 404) {
      throw new IOException("The trace " + trace + ": " + page.status() + ' ' + page.body());
    }
    Matcher hops = HOP.matcher(page.body());
    for (int number = 0; hops.find(); number++) {
      String hop = hops.group();
      if (hop.contains("\"what\":\"accepted\"") && hop.contains(quoted(arn(way)))) {
        ledger(way).received(trace, String.valueOf(number), asked);
        ledger(way).drained(trace);
      }
    }
  }

  @Override
  public List<Ledger> ledgers() {
    return List.copyOf(ledgers.values());
  }

  @Override
  public List<Ledger> published() {
    return ledgers();
  }

  @Override
  public List<String> faults() {
    return List.of();
  }
}
