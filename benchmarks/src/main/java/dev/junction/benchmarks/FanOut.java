package dev.junction.benchmarks;

import dev.junction.testing.HttpConnection;
import dev.junction.testing.LaunchCommand;
import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What a topic or a bus hands on to queues: how many requests it takes, and how many messages have
/// arrived in the queues by the time that all of them have. Callers are open.
final class FanOut {

  private static final String MORE_RULES = "events.rules-per-bus=5000";
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);
  private static final int PACED_PER_SECOND = 50;
  private static final String QUEUE_ARN = "arn:aws:sqs:us-east-1:000000000000:";
  private static final Pattern DELIVERED =
      Pattern.compile("^junction_deliveries_delivered_total\\S* ([0-9.E]+)$", Pattern.MULTILINE);
  private static final Pattern WAITING =
      Pattern.compile("^junction_deliveries_waiting\\S* ([0-9.E]+)$", Pattern.MULTILINE);
  private static final String LETS_ALL_IN =
      "{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":\\\"*\\\","
          + "\\\"Action\\\":\\\"sqs:SendMessage\\\",\\\"Resource\\\":\\\"*\\\"}]}";

  private FanOut() {}

  /// A topic with 1, 10 and 100 subscriptions, half of which want each message by their filter.
  record Topics() implements Workload {

    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:bench";

    @Override
    public String name() {
      return "topic";
    }

    @Override
    public String about() {
      return "Publish of 512 bytes to queues";
    }

    @Override
    public List<Figure> run(BenchPlan plan) throws IOException {
      List<Figure> figures = new ArrayList<>();
      for (int count : most(plan, 1, 10, 100)) {
        String workload = "Publish, " + count + " subscriptions";
        figures.addAll(measured(workload, plan, count, count == 1 ? 1 : 2));
      }
      return figures;
    }

    /// A topic with so many subscriptions, each of which wants messages of one of so many kinds.
    private static List<Figure> measured(String workload, BenchPlan plan, int count, int kinds)
        throws IOException {
      return FanOut.measured(
          workload, plan, rig -> setUp(rig, count, kinds), number -> publish(number % kinds), 1);
    }

    private static void setUp(Rig rig, int count, int kinds) throws IOException {
      call(rig, form("Action=CreateTopic&Name=bench"));
      for (int i = 0; i < count; i++) {
        createQueue(rig, "q" + i);
        String kind = "\"k" + i % kinds + '"';
        String filter = URLEncoder.encode("{\"kind\":[" + kind + "]}", StandardCharsets.UTF_8);
        call(
            rig,
            form(
                "Action=Subscribe&Protocol=sqs&TopicArn="
                    + TOPIC
                    + "&Endpoint="
                    + QUEUE_ARN
                    + "q"
                    + i
                    + "&Attributes.entry.1.key=FilterPolicy&Attributes.entry.1.value="
                    + filter));
      }
    }

    private static byte[] publish(int kind) {
      return form(
          "Action=Publish&TopicArn="
              + TOPIC
              + "&Message="
              + Scripts.BODY.substring(512)
              + "&MessageAttributes.entry.1.Name=kind"
              + "&MessageAttributes.entry.1.Value.DataType=String"
              + "&MessageAttributes.entry.1.Value.StringValue=k"
              + kind);
    }
  }

  /// A topic with 100 subscriptions and one with 10,000: each message is wanted by 50 of them.
  record Crowds() implements Workload {

    private static final int WANTED_BY = 50;

    @Override
    public String name() {
      return "crowd";
    }

    @Override
    public String about() {
      return "Publish to 100 and to 10,000 subscriptions, 50 of which get it";
    }

    @Override
    public List<Figure> run(BenchPlan plan) throws IOException {
      List<Figure> figures = new ArrayList<>();
      for (int parts : new int[] {10_000, 100}) {
        int count = Math.max(2, plan.manyMessages() / parts);
        int kinds = Math.max(1, count / WANTED_BY);
        String workload = "Publish, %,d subscriptions, %d each".formatted(count, count / kinds);
        figures.addAll(Topics.measured(workload, plan, count, kinds));
      }
      return figures;
    }
  }

  /// A bus with 1, 100, 300 and 5,000 rules, of which each event matches one: all with the same
  /// queue, and 300 with a hundred queues.
  record Buses() implements Workload {

    private static final int ENTRIES = 10;
    private static final int MANY_QUEUES = 100;

    @Override
    public String name() {
      return "bus";
    }

    @Override
    public String about() {
      return "PutEvents of 10 to queues, per event";
    }

    @Override
    public List<Figure> run(BenchPlan plan) throws IOException {
      List<Figure> figures = new ArrayList<>();
      for (int rules : most(plan, 1, 100, 300, 5_000)) {
        figures.addAll(run(plan, rules, 1));
      }
      for (int rules : most(plan, 300)) {
        figures.addAll(run(plan, rules, MANY_QUEUES));
      }
      return figures;
    }

    private static List<Figure> run(BenchPlan plan, int rules, int queues) throws IOException {
      String ends = queues == 1 ? "one queue" : queues + " queues";
      String workload = "PutEvents of 10, %d rules, %s, per event".formatted(rules, ends);
      return measured(
          workload, plan, rig -> setUp(rig, rules, queues), number -> put(number, rules), ENTRIES);
    }

    private static void setUp(Rig rig, int rules, int queues) throws IOException {
      for (int i = 0; i < queues; i++) {
        createQueue(rig, "q" + i);
      }
      call(rig, json("AWSEvents.CreateEventBus", "{\"Name\":\"bench\"}"));
      for (int i = 0; i < rules; i++) {
        String pattern =
            "{\\\"source\\\":[\\\"bench\\\"],\\\"detail\\\":{\\\"kind\\\":[\\\"k" + i + "\\\"]}}";
        String rule = "\"EventBusName\":\"bench\",";
        call(
            rig,
            json(
                "AWSEvents.PutRule",
                "{" + rule + "\"Name\":\"r" + i + "\",\"EventPattern\":\"" + pattern + "\"}"));
        call(
            rig,
            json(
                "AWSEvents.PutTargets",
                "{%s\"Rule\":\"r%d\",\"Targets\":[{\"Id\":\"q\",\"Arn\":\"%sq%d\"}]}"
                    .formatted(rule, i, QUEUE_ARN, i % queues)));
      }
    }

    private static byte[] put(int number, int rules) {
      StringBuilder entries = new StringBuilder("{\"Entries\":[");
      for (int i = 0; i < ENTRIES; i++) {
        entries
            .append(i == 0 ? "" : ",")
            .append("{\"EventBusName\":\"bench\",\"Source\":\"bench\",\"DetailType\":\"placed\",")
            .append("\"Detail\":\"{\\\"kind\\\":\\\"k")
            .append((number * ENTRIES + i) % rules)
            .append("\\\",\\\"text\\\":\\\"")
            .append(Scripts.BODY, 0, 400)
            .append("\\\"}\"}");
      }
      return json("AWSEvents.PutEvents", entries.append("]}").toString());
    }
  }

  /// The numbers that a plan has time for.
  private static List<Integer> most(BenchPlan plan, int... numbers) {
    int max = plan.manyMessages() / 200;
    return IntStream.of(numbers).filter(each -> each <= Math.max(1, max)).boxed().toList();
  }

  /// Something that is done at a server before it is measured.
  private interface SetUp {
    void at(Rig rig) throws IOException;
  }

  /// A closed loop, and calls at a steady rate that the server has time for.
  private static List<Figure> measured(
      String workload, BenchPlan plan, SetUp setUp, IntFunction<byte[]> request, int each)
      throws IOException {
    try (Rig rig = new Rig(Mode.OPEN, LaunchCommand.current(), List.of(MORE_RULES))) {
      setUp.at(rig);
      AtomicInteger next = new AtomicInteger();
      var scripts =
          Scripts.times(
              plan.connections(),
              () -> new Scripts.Repeat(() -> request.apply(next.getAndIncrement())));
      try (LoadLoop loop = new LoadLoop(rig.server.port(), scripts)) {
        loop.run(plan.warmUp().toNanos());
        settle(rig);
        double before = counted(rig, DELIVERED);
        Meter meter = new Meter(rig.server);
        meter.measure(
            () -> {
              loop.run(plan.measured().toNanos());
              settle(rig);
            });
        double perSecond = (counted(rig, DELIVERED) - before) * 1e9 / meter.busyNanos();
        String note = String.format(Locale.ROOT, "%,.0f deliveries/s", perSecond);
        long requests = loop.latencies().total();
        Figure closed = meter.figure(workload, Mode.OPEN, requests * each, loop.latencies());
        return List.of(closed.withNote(note), paced(rig, workload, plan, request, next));
      }
    }
  }

  private static Figure paced(
      Rig rig, String workload, BenchPlan plan, IntFunction<byte[]> request, AtomicInteger next)
      throws IOException {
    Latencies latencies = new Latencies();
    Meter meter = new Meter(rig.server);
    long between = 1_000_000_000L / PACED_PER_SECOND;
    meter.measure(
        () -> {
          try (HttpConnection connection = rig.connect()) {
            long began = System.nanoTime();
            long end = began + plan.measured().toNanos();
            for (long due = began; due < end; due += between) {
              while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
              }
              require(connection.exchange(request.apply(next.getAndIncrement())));
              latencies.record(System.nanoTime() - due);
            }
          }
        });
    String paced = workload.replace(", per event", "") + ", " + PACED_PER_SECOND + " a second";
    return meter.figure(paced, Mode.OPEN, latencies.total(), latencies);
  }

  /// Waits until nothing is on its way to a queue any more.
  private static void settle(Rig rig) throws IOException {
    long until = System.nanoTime() + SETTLED_WITHIN.toNanos();
    while (counted(rig, WAITING) > 0) {
      if (System.nanoTime() - until > 0) {
        throw new IOException("Messages are still on their way after " + SETTLED_WITHIN);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static double counted(Rig rig, Pattern metric) throws IOException {
    String page = call(rig, SqsRequests.page("/_junction/metrics"));
    double sum = 0;
    Matcher line = metric.matcher(page);
    while (line.find()) {
      sum += Double.parseDouble(line.group(1));
    }
    return sum;
  }

  static void createQueue(Rig rig, String name) throws IOException {
    String attributes = "\"Attributes\":{\"Policy\":\"" + LETS_ALL_IN + "\"}";
    call(rig, json("AmazonSQS.CreateQueue", "{\"QueueName\":\"" + name + "\"," + attributes + "}"));
  }

  static String call(Rig rig, byte[] request) throws IOException {
    try (HttpConnection connection = rig.connect()) {
      return require(connection.exchange(request));
    }
  }

  static String require(HttpConnection.Text answer) throws IOException {
    if (answer.status() != 200) {
      throw new IOException(answer.status() + " " + answer.body());
    }
    return answer.body();
  }

  private static byte[] form(String fields) {
    return post("Content-Type: application/x-www-form-urlencoded", fields + "&Version=2010-03-31");
  }

  static byte[] json(String target, String json) {
    String version = target.startsWith("AmazonSQS") ? "1.0" : "1.1";
    return post(
        "Content-Type: application/x-amz-json-" + version + "\r\nX-Amz-Target: " + target, json);
  }

  private static byte[] post(String headers, String body) {
    String request =
        "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(headers, body.length(), body);
    return request.getBytes(StandardCharsets.US_ASCII);
  }
}
