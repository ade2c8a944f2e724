package dev.junction.resilience.load;

import static dev.junction.resilience.load.ServiceClient.quoted;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Clients that send into queues from which pipes take, and what must be behind the pipes.
///
/// One pipe gives on what its filter wants and drops the rest. One has a target that does not
/// exist, so that its messages end in the dead-letter queue of its source. One goes from a FIFO
/// queue to a FIFO queue with the message's id for deduplication: there each message must be once
/// and in its place.
public final class PipeLoad implements Load {

  private static final int CLIENTS = 2;
  private static final int GROUPS = 2;
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
  private static final long PAUSE_NANOS = 5_000_000;

  /// Each batch that fails makes its pipe pause longer, so that there may be few of them.
  private static final long POISON_PAUSE_NANOS = 50_000_000;

  /// What a pipe had not done when the server went down comes again after that long.
  private static final String VISIBILITY = "\"VisibilityTimeout\":\"1\"";

  private final int port;
  private final String name;
  private final Ledger.Rule rule;
  private final Ledger out;
  private final Ledger dead;
  // A repeated send is answered sooner or later, so that its ledger needs no early rule.
  private final Ledger ordered = new Ledger(Ledger.Rule.AFTER_THE_ANSWER);
  private final AtomicLong numbers = new AtomicLong();
  private final List<Thread> clients = new ArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private volatile boolean running = true;

  public PipeLoad(int port, String name, Ledger.Rule rule) throws IOException {
    this.port = port;
    this.name = name;
    this.rule = rule;
    out = Ledger.atLeastOnce(rule);
    dead = new Ledger(rule);
    setUp();
  }

  private String queue(String kind) {
    return name + "-pipe-" + kind;
  }

  private String arn(String kind) {
    return ServiceClient.arn("sqs", queue(kind));
  }

  private void setUp() throws IOException {
    create("in", VISIBILITY);
    create("out", "");
    create("dead", "");
    create(
        "poison",
        VISIBILITY
            + ",\"RedrivePolicy\":"
            + quoted(
                "{\"maxReceiveCount\":1,\"deadLetterTargetArn\":" + quoted(arn("dead")) + "}"));
    create("in.fifo", "\"FifoQueue\":\"true\"," + VISIBILITY);
    create("out.fifo", "\"FifoQueue\":\"true\"");
    String body = "\"InputTemplate\":\"<$.body>\"";
    try (ServiceClient client = new ServiceClient(port)) {
      pipe(
          client,
          "in",
          "out",
          body,
          ",\"SourceParameters\":{\"FilterCriteria\":{\"Filters\":[{\"Pattern\":"
              + quoted("{\"body\":[{\"prefix\":\"wanted\"}]}")
              + "}]}}");
      pipe(client, "poison", "nowhere", body, "");
      pipe(
          client,
          "in.fifo",
          "out.fifo",
          body
              + ",\"SqsQueueParameters\":{\"MessageGroupId\":\"$.attributes.MessageGroupId\","
              + "\"MessageDeduplicationId\":\"$.messageId\"}",
          "");
    }
  }

  private void create(String kind, String attributes) throws IOException {
    try (QueueClient client = new QueueClient(port, queue(kind))) {
      client.create(attributes);
    }
  }

  private void pipe(ServiceClient client, String from, String to, String parameters, String source)
      throws IOException {
    client.pipes(
        "POST /v1/pipes/" + queue(from),
        "{\"RoleArn\":\"arn:aws:iam::"
            + ServiceClient.ACCOUNT
            + ":role/moves\",\"Source\":"
            + quoted(arn(from))
            + ",\"Target\":"
            + quoted(arn(to))
            + ",\"TargetParameters\":{"
            + parameters
            + "}"
            + source
            + "}");
  }

  @Override
  public String kind() {
    return "pipes";
  }

  @Override
  public void start() {
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.ofPlatform().daemon().start(() -> send("in", out, 0)));
    }
    clients.add(Thread.ofPlatform().daemon().start(() -> send("poison", dead, POISON_PAUSE_NANOS)));
    for (int group = 0; group < GROUPS; group++) {
      String id = "g" + group;
      clients.add(Thread.ofPlatform().daemon().start(() -> sendInOrder(id)));
    }
  }

  private void send(String kind, Ledger ledger, long pauseNanos) {
    try (QueueClient client = new QueueClient(port, queue(kind))) {
      while (running) {
        long number = numbers.incrementAndGet();
        if (number % 4 == 0 && ledger == out) {
          client.send("dropped-" + number);
          continue;
        }
        String body = "wanted-" + number;
        ledger.sending(body);
        long asked = System.nanoTime();
        client.send(body);
        ledger.acknowledged(body, asked);
        LockSupport.parkNanos(pauseNanos);
      }
    } catch (IOException _) {
      // The server is gone, and whether it took the last message is not known.
    }
  }

  private void sendInOrder(String group) {
    try (QueueClient client = new QueueClient(port, queue("in.fifo"))) {
      for (int number = 1; running; number++) {
        String body = group + '-' + number;
        ordered.sending(body);
        OptionalLong asked = client.sendUntilAnswered(body, group, ANSWER_MAX);
        if (asked.isEmpty()) {
          return;
        }
        ordered.acknowledged(body, asked.getAsLong());
      }
    }
  }

  /// Tells the clients to stop and waits for them: until every FIFO message has its answer.
  @Override
  public void close() throws InterruptedException {
    running = false;
    for (Thread client : clients) {
      client.join();
    }
  }

  @Override
  public void drain() throws IOException {
    Drain drain = Drain.within(port, rule.missingMax());
    drain.queue(queue("out"), out, body -> body);
    drain.queue(queue("dead"), dead, body -> body);
    drain.inOrder(queue("out.fifo"), ordered, faults::add);
    for (String source : List.of("in", "poison", "in.fifo")) {
      awaitEmpty(queue(source), drain);
    }
    try (ServiceClient client = new ServiceClient(port)) {
      for (String pipe : List.of("in", "poison", "in.fifo")) {
        client.pipes("DELETE /v1/pipes/" + queue(pipe), "");
      }
    }
  }

  /// What was given on, dropped or is dead is in the source no more.
  private void awaitEmpty(String source, Drain drain) throws IOException {
    try (QueueClient client = new QueueClient(port, source)) {
      long left = client.count();
      while (left > 0 && !drain.isOver()) {
        LockSupport.parkNanos(PAUSE_NANOS);
        left = client.count();
      }
      if (left > 0) {
        faults.add(left + " messages stayed in " + source);
      }
    }
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(out, dead, ordered);
  }

  @Override
  public List<Ledger> published() {
    return ledgers();
  }

  @Override
  public List<String> faults() {
    return List.copyOf(faults);
  }
}
