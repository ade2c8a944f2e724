package dev.junction.resilience.load;

import static dev.junction.resilience.load.ServiceClient.quoted;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Clients that put events on a bus, and what must have them.
///
/// One rule sends all events to a queue, one those that its pattern wants, one to a queue that lets
/// nobody in and has a dead-letter queue, one to another bus with a queue behind it, and one every
/// fifth event to an API destination. An archive keeps all of them; what it kept is replayed into a
/// queue at the end.
public final class EventLoad implements Load {

  private static final int CLIENTS = 2;
  private static final int BATCH = 10;
  private static final long PAUSE_NANOS = 5_000_000;
  private static final Pattern NUMBER = Pattern.compile("\"n\":([0-9]+)");
  private static final Pattern ENTRY = Pattern.compile("\\{[^{}]*\\}");
  private static final Pattern ARN = Pattern.compile("\"[A-Za-z]+Arn\":\"([^\"]+)\"");
  private static final String HOOK = "hook";

  private final int port;
  private final String name;
  private final Ledger.Rule rule;
  private final Hook hook = new Hook();
  private final AtomicLong numbers = new AtomicLong();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean running = true;

  /// What each queue, and the API destination, must have.
  private final Map<String, Ledger> ledgers = new TreeMap<>();

  public EventLoad(int port, String name, Ledger.Rule rule) throws IOException {
    this.port = port;
    this.name = name;
    this.rule = rule;
    for (String queue : List.of("all", "odd", "dead", "behind", "replay")) {
      ledgers.put(queue, new Ledger(rule));
    }
    ledgers.put(HOOK, Ledger.atLeastOnce(rule));
    setUp();
  }

  @Override
  public String kind() {
    return "events";
  }

  private String queue(String kind) {
    return name + "-events-" + kind;
  }

  private String bus() {
    return name + "-bus";
  }

  private static String queueArn(String queue) {
    return ServiceClient.arn("sqs", queue);
  }

  private void setUp() throws IOException {
    for (String kind : List.of("all", "odd", "dead", "closed", "behind", "replay")) {
      try (QueueClient queue = new QueueClient(port, queue(kind))) {
        queue.create();
        if (!kind.equals("closed")) {
          queue.letIn("events");
        }
      }
    }
    String number = ",\"InputPath\":\"$.detail.n\"";
    String letters = ",\"DeadLetterConfig\":{\"Arn\":" + quoted(queueArn(queue("dead"))) + "}";
    String behind = name + "-behind";
    try (ServiceClient client = new ServiceClient(port)) {
      for (String bus : List.of(bus(), behind)) {
        client.events("CreateEventBus", "{\"Name\":" + quoted(bus) + "}");
      }
      String app = "{\"source\":[\"app\"]}";
      rule(client, bus(), "all", app, queueArn(queue("all")), number);
      String odd = "{\"detail\":{\"odd\":[true]}}";
      rule(client, bus(), "odd", odd, queueArn(queue("odd")), number);
      rule(client, bus(), "closed", app, queueArn(queue("closed")), letters);
      rule(client, bus(), "onward", app, ServiceClient.arn("events", "event-bus/" + behind), "");
      rule(client, behind, "behind", app, queueArn(queue("behind")), number);
      String replayed = "{\"replay-name\":[{\"exists\":true}]}";
      rule(client, bus(), "replay", replayed, queueArn(queue("replay")), number);
      String fifth = "{\"detail\":{\"fifth\":[true]}}";
      rule(client, bus(), HOOK, fifth, destination(client), ",\"InputPath\":\"$.detail\"");
      client.events(
          "CreateArchive",
          "{\"ArchiveName\":" + quoted(name) + ",\"EventSourceArn\":" + quoted(busArn()) + "}");
    }
  }

  private String busArn() {
    return ServiceClient.arn("events", "event-bus/" + bus());
  }

  private String destination(ServiceClient client) throws IOException {
    String connection =
        client.events(
            "CreateConnection",
            "{\"Name\":"
                + quoted(name)
                + ",\"AuthorizationType\":\"API_KEY\",\"AuthParameters\":{\"ApiKeyAuthParameters\":"
                + "{\"ApiKeyName\":\"X-Key\",\"ApiKeyValue\":\"v\"}}}");
    return arnOf(
        client.events(
            "CreateApiDestination",
            "{\"Name\":"
                + quoted(name)
                + ",\"ConnectionArn\":"
                + quoted(arnOf(connection))
                + ",\"HttpMethod\":\"POST\",\"InvocationRateLimitPerSecond\":5000"
                + ",\"InvocationEndpoint\":"
                + quoted(hook.url("/" + name))
                + "}"));
  }

  private static String arnOf(String answer) throws IOException {
    Matcher arn = ARN.matcher(answer);
    if (!arn.find()) {
      throw new IOException("No ARN in " + answer);
    }
    return arn.group(1);
  }

  private static void rule(
      ServiceClient client, String bus, String rule, String pattern, String target, String more)
      throws IOException {
    String place = ",\"EventBusName\":" + quoted(bus);
    client.events(
        "PutRule",
        "{\"Name\":" + quoted(rule) + place + ",\"EventPattern\":" + quoted(pattern) + "}");
    String answer =
        client.events(
            "PutTargets",
            "{\"Rule\":"
                + quoted(rule)
                + place
                + ",\"Targets\":[{\"Id\":\"1\",\"Arn\":"
                + quoted(target)
                + more
                + "}]}");
    if (!answer.contains("\"FailedEntryCount\":0")) {
      throw new IOException("PutTargets: " + answer);
    }
  }

  @Override
  public void start() {
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.ofPlatform().daemon().start(this::put));
    }
  }

  private void put() {
    try (ServiceClient client = new ServiceClient(port)) {
      while (running) {
        putSome(client);
      }
    } catch (IOException _) {
      // The server is gone, and whether it took the last events is not known.
    }
  }

  private void putSome(ServiceClient client) throws IOException {
    List<Long> some = new ArrayList<>();
    StringBuilder json = new StringBuilder("{\"Entries\":[");
    for (int i = 0; i < BATCH; i++) {
      long number = numbers.incrementAndGet();
      some.add(number);
      String detail =
          "{\"n\":%d,\"odd\":%b,\"fifth\":%b}".formatted(number, isOdd(number), isFifth(number));
      json.append(i == 0 ? "" : ",").append("{\"EventBusName\":").append(quoted(bus()));
      json.append(",\"Source\":\"app\",\"DetailType\":\"t\",\"Detail\":");
      json.append(quoted(detail)).append('}');
      wanting(number).forEach(ledger -> ledger.sending(String.valueOf(number)));
    }
    long asked = System.nanoTime();
    try {
      String answer = client.events("PutEvents", json.append("]}").toString());
      Matcher entry = ENTRY.matcher(answer);
      for (long number : some) {
        if (entry.find() && entry.group().contains("\"EventId\"")) {
          wanting(number).forEach(ledger -> ledger.acknowledged(String.valueOf(number), asked));
        }
      }
    } catch (ServiceClient.Refused _) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean isOdd(long number) {
    return number % 2 == 1;
  }

  private static boolean isFifth(long number) {
    return number % 5 == 0;
  }

  /// Who must have an event.
  private List<Ledger> wanting(long number) {
    List<Ledger> wanting = new ArrayList<>();
    ledgers.forEach(
        (kind, ledger) -> {
          boolean wants =
              switch (kind) {
                case "odd" -> isOdd(number);
                case HOOK -> isFifth(number);
                default -> true;
              };
          if (wants) {
            wanting.add(ledger);
          }
        });
    return wanting;
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    for (Thread client : clients) {
      client.join();
    }
  }

  @Override
  public void drain() throws IOException {
    try (hook) {
      replay();
      Drain drain = Drain.within(port, rule.missingMax());
      for (Map.Entry<String, Ledger> each : ledgers.entrySet()) {
        if (!each.getKey().equals(HOOK)) {
          drain.queue(queue(each.getKey()), each.getValue(), EventLoad::numberIn);
        }
      }
      drainHook(drain);
    }
  }

  private void replay() throws IOException {
    try (ServiceClient client = new ServiceClient(port)) {
      client.events(
          "StartReplay",
          "{\"ReplayName\":"
              + quoted(name)
              + ",\"EventSourceArn\":"
              + quoted(ServiceClient.arn("events", "archive/" + name))
              + ",\"EventStartTime\":0,\"EventEndTime\":4102444800,\"Destination\":{\"Arn\":"
              + quoted(busArn())
              + ",\"FilterArns\":["
              + quoted(ServiceClient.arn("events", "rule/" + bus() + "/replay"))
              + "]}}");
    }
  }

  private void drainHook(Drain drain) {
    Ledger ledger = ledgers.get(HOOK);
    while (ledger != null) {
      long asked = System.nanoTime();
      hook.posts()
          .forEach(
              (request, post) -> {
                if (post.path().equals("/" + name)) {
                  ledger.received(numberIn(post.body()), String.valueOf(request), asked);
                  ledger.drained(numberIn(post.body()));
                }
              });
      if (ledger.isComplete() || drain.isOver()) {
        return;
      }
      Drain.pause();
    }
  }

  /// The number in what a target got: alone, in the detail or in the whole event.
  private static String numberIn(String body) {
    Matcher number = NUMBER.matcher(body);
    return number.find() ? number.group(1) : body;
  }

  @Override
  public List<Ledger> ledgers() {
    return List.copyOf(ledgers.values());
  }

  @Override
  public List<Ledger> published() {
    return ledgers.entrySet().stream()
        .filter(each -> each.getKey().equals("all"))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public List<String> faults() {
    return List.of();
  }
}
