package dev.junction.resilience.load;

import dev.junction.resilience.topic.TopicClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Publishers of a standard and of a FIFO topic, and the queues that must have what they published.
///
/// Of the standard topic one queue gets everything, one what its filter policy wants, and one whose
/// policy lets nobody in has a dead-letter queue. Nobody receives before the end.
public final class TopicLoad implements Load {

  private static final int PUBLISHERS = 2;
  private static final int GROUPS = 2;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
  private static final long PAUSE_NANOS = 5_000_000;

  private final int port;
  private final String name;
  private final Ledger.Rule rule;

  /// What each queue must have.
  private final Map<String, Ledger> ledgers = new TreeMap<>();

  private final AtomicLong numbers = new AtomicLong();
  private final List<Thread> clients = new ArrayList<>();
  private final List<String> disorder = new CopyOnWriteArrayList<>();
  private volatile boolean running = true;

  public TopicLoad(int port, String name, Ledger.Rule rule) throws IOException {
    this.port = port;
    this.name = name;
    this.rule = rule;
    for (String queue : List.of("all", "odd", "dead")) {
      ledgers.put(queue, new Ledger(rule));
    }
    // A repeated publish is answered sooner or later, so that its ledger needs no early rule.
    ledgers.put("order.fifo", new Ledger(Ledger.Rule.AFTER_THE_ANSWER));
    setUp();
  }

  private String topicArn(String suffix) {
    return TopicClient.arn("sns", name + suffix);
  }

  private String queue(String kind) {
    return name + '-' + kind;
  }

  private void setUp() throws IOException {
    try (TopicClient client = new TopicClient(port)) {
      client.call("CreateTopic", Map.of("Name", name + "-topic"));
      client.call(
          "CreateTopic",
          Map.of(
              "Name", name + "-topic.fifo",
              "Attributes.entry.1.key", "FifoTopic",
              "Attributes.entry.1.value", "true"));
      for (String kind : List.of("all", "odd", "dead", "closed", "order.fifo")) {
        try (QueueClient queue = new QueueClient(port, queue(kind))) {
          queue.create();
          if (!kind.equals("closed")) {
            queue.letIn("sns");
          }
        }
      }
      subscribe(client, "-topic", "all", Map.of());
      subscribe(client, "-topic", "odd", Map.of("FilterPolicy", "{\"odd\":[\"true\"]}"));
      String letters = TopicClient.arn("sqs", queue("dead"));
      subscribe(
          client,
          "-topic",
          "closed",
          Map.of("RedrivePolicy", "{\"deadLetterTargetArn\":\"" + letters + "\"}"));
      subscribe(client, "-topic.fifo", "order.fifo", Map.of());
    }
  }

  private void subscribe(
      TopicClient client, String topic, String kind, Map<String, String> attributes)
      throws IOException {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("TopicArn", topicArn(topic));
    parameters.put("Protocol", "sqs");
    parameters.put("Endpoint", TopicClient.arn("sqs", queue(kind)));
    parameters.put("Attributes.entry.1.key", "RawMessageDelivery");
    parameters.put("Attributes.entry.1.value", "true");
    attributes.forEach(
        (attribute, value) -> {
          parameters.put("Attributes.entry.2.key", attribute);
          parameters.put("Attributes.entry.2.value", value);
        });
    client.call("Subscribe", parameters);
  }

  @Override
  public String kind() {
    return "topics";
  }

  @Override
  public void start() {
    for (int i = 0; i < PUBLISHERS; i++) {
      clients.add(Thread.ofPlatform().daemon().start(this::publish));
    }
    for (int group = 0; group < GROUPS; group++) {
      String id = "g" + group;
      clients.add(Thread.ofPlatform().daemon().start(() -> publishInOrder(id)));
    }
  }

  private void publish() {
    try (TopicClient client = new TopicClient(port)) {
      while (running) {
        publishOne(client);
      }
    } catch (IOException _) {
      // The server is gone, and whether it took the last message is not known.
    }
  }

  private void publishOne(TopicClient client) throws IOException {
    long number = numbers.incrementAndGet();
    boolean isOdd = number % 2 == 1;
    String body = "p" + number;
    List<Ledger> wanting = new ArrayList<>(List.of(ledger("all"), ledger("dead")));
    if (isOdd) {
      wanting.add(ledger("odd"));
    }
    wanting.forEach(ledger -> ledger.sending(body));
    long asked = System.nanoTime();
    try {
      client.call(
          "Publish",
          Map.of(
              "TopicArn",
              topicArn("-topic"),
              "Message",
              body,
              "MessageAttributes.entry.1.Name",
              "odd",
              "MessageAttributes.entry.1.Value.DataType",
              "String",
              "MessageAttributes.entry.1.Value.StringValue",
              String.valueOf(isOdd)));
      wanting.forEach(ledger -> ledger.acknowledged(body, asked));
    } catch (TopicClient.Refused _) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private Ledger ledger(String kind) {
    Ledger ledger = ledgers.get(kind);
    if (ledger == null) {
      throw new IllegalArgumentException(kind);
    }
    return ledger;
  }

  private void publishInOrder(String group) {
    try (TopicClient client = new TopicClient(port)) {
      for (int number = 1; running; number++) {
        String body = group + '-' + number;
        ledger("order.fifo").sending(body);
        if (!publishUntilAnswered(client, group, body)) {
          return;
        }
      }
    }
  }

  private boolean publishUntilAnswered(TopicClient client, String group, String body) {
    long giveUp = System.nanoTime() + ANSWER_MAX.toNanos();
    while (System.nanoTime() < giveUp) {
      long asked = System.nanoTime();
      try {
        client.call(
            "Publish",
            Map.of(
                "TopicArn", topicArn("-topic.fifo"),
                "Message", body,
                "MessageGroupId", group,
                "MessageDeduplicationId", body));
        ledger("order.fifo").acknowledged(body, asked);
        return true;
      } catch (TopicClient.Refused refused) {
        if (refused.isFinal()) {
          return false;
        }
      } catch (IOException _) {
        // The server is away: whether it took the message is what the repetition finds out.
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return false;
  }

  /// Tells the publishers to stop and waits for them: until every FIFO message has its answer.
  @Override
  public void close() throws InterruptedException {
    running = false;
    for (Thread client : clients) {
      client.join();
    }
  }

  /// Receives everything.
  @Override
  public void drain() throws IOException {
    Drain drain = Drain.within(port, rule.missingMax());
    for (Map.Entry<String, Ledger> each : ledgers.entrySet()) {
      if (each.getKey().endsWith(".fifo")) {
        drain.inOrder(
            queue(each.getKey()), each.getValue(), what -> disorder.add("of a topic, " + what));
      } else {
        drain.queue(queue(each.getKey()), each.getValue(), body -> body);
      }
    }
  }

  /// What came out of order.
  @Override
  public List<String> faults() {
    return List.copyOf(disorder);
  }

  @Override
  public List<Ledger> ledgers() {
    return List.copyOf(ledgers.values());
  }

  @Override
  public List<Ledger> published() {
    return List.of(ledger("all"), ledger("order.fifo"));
  }
}
