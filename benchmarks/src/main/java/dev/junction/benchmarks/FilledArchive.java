package dev.junction.benchmarks;

import dev.junction.testing.HttpConnection;
import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// An archive of ten million events: what lives in the heap after a tenth of them and after all, a
/// replay of which a rule wants one event in a thousand, and the restart after a kill.
///
/// Ten times the messages of a plan.
record FilledArchive() implements Workload {

  private static final int ENTRIES = 10;
  private static final int MARKED_EACH = 1_000;
  private static final Duration REPLAYED_WITHIN = Duration.ofMinutes(30);
  private static final String EVENTS = "arn:aws:events:us-east-1:000000000000:";
  private static final String QUEUE = "replayed";

  @Override
  public String name() {
    return "archive";
  }

  @Override
  public String about() {
    return "10,000,000 events in an archive";
  }

  @Override
  public boolean isUsual() {
    return false;
  }

  @Override
  public List<Figure> run(BenchPlan plan) throws IOException, InterruptedException {
    int all = plan.manyMessages() * 10;
    int first = all / 10;
    List<Figure> figures = new ArrayList<>();
    try (Rig rig = new Rig(Mode.OPEN)) {
      setUp(rig);
      fill(rig, plan, 0, first);
      long heapBefore = rig.server.liveHeapBytes();
      long began = System.nanoTime();
      fill(rig, plan, first, all);
      double seconds = (System.nanoTime() - began - plan.measured().toNanos() / 2.0) / 1e9;
      long heap = rig.server.liveHeapBytes();
      figures.add(
          figure(
              "events archived", "%d, the last %.0f/s", count(rig, all), (all - first) / seconds));
      figures.add(memory(rig, "heap of an archive", new long[] {first, heapBefore, all, heap}));
      figures.add(replayed(rig, all));
      long after = rig.server.liveHeapBytes();
      figures.add(memory(rig, "heap after its replay", new long[] {all, heap, all, after}));
      rig.server.kill();
      rig.server.restart();
      figures.add(
          figure("restart after a kill", "%d ms until healthy", rig.server.lastStart().toMillis()));
      count(rig, all);
    }
    return figures;
  }

  private static void setUp(Rig rig) throws IOException {
    FanOut.createQueue(rig, QUEUE);
    events(
        rig,
        "CreateArchive",
        "{\"ArchiveName\":\"bench\",\"EventSourceArn\":\"" + EVENTS + "event-bus/default\"}");
    events(
        rig,
        "PutRule",
        "{\"Name\":\"marked\",\"EventPattern\":\"{\\\"replay-name\\\":[\\\"bench\\\"],"
            + "\\\"detail\\\":{\\\"mark\\\":[1]}}\"}");
    events(
        rig,
        "PutTargets",
        "{\"Rule\":\"marked\",\"Targets\":[{\"Id\":\"q\",\"Arn\":"
            + "\"arn:aws:sqs:us-east-1:000000000000:"
            + QUEUE
            + "\"}]}");
  }

  private static String events(Rig rig, String operation, String json) throws IOException {
    return FanOut.call(rig, FanOut.json("AWSEvents." + operation, json));
  }

  /// Puts the events from one number up to another.
  private static void fill(Rig rig, BenchPlan plan, int from, int to)
      throws IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger(from);
    AtomicReference<IOException> fault = new AtomicReference<>();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < plan.connections(); i++) {
      clients.add(Thread.ofPlatform().start(() -> fill(rig, next, to, fault)));
    }
    for (Thread client : clients) {
      client.join();
    }
    // What is being sealed lives in the heap until it is written.
    LockSupport.parkNanos(plan.measured().toNanos() / 2);
    if (fault.get() != null) {
      throw fault.get();
    }
  }

  private static void fill(
      Rig rig, AtomicInteger next, int to, AtomicReference<IOException> fault) {
    try (HttpConnection connection = rig.connect()) {
      int number = next.getAndAdd(ENTRIES);
      while (number < to && fault.get() == null) {
        byte[] request = FanOut.json("AWSEvents.PutEvents", entries(number, to));
        String answer = FanOut.require(connection.exchange(request));
        if (!answer.contains("\"FailedEntryCount\":0")) {
          throw new IOException(answer);
        }
        number = next.getAndAdd(ENTRIES);
      }
    } catch (IOException e) {
      fault.set(e);
    }
  }

  private static String entries(int from, int to) {
    StringBuilder entries = new StringBuilder("{\"Entries\":[");
    for (int number = from; number < Math.min(to, from + ENTRIES); number++) {
      entries
          .append(number == from ? "" : ",")
          .append("{\"Source\":\"bench\",\"DetailType\":\"placed\",\"Detail\":\"{\\\"number\\\":")
          .append(number)
          .append(",\\\"mark\\\":")
          .append(number % MARKED_EACH == 0 ? 1 : 0)
          .append("}\"}");
    }
    return entries.append("]}").toString();
  }

  /// How many events the archive has, which must be all.
  private static long count(Rig rig, int all) throws IOException {
    String archive = events(rig, "DescribeArchive", "{\"ArchiveName\":\"bench\"}");
    if (!archive.contains("\"EventCount\":" + all + ",")
        && !archive.contains("\"EventCount\":" + all + "}")) {
      throw new IOException("The archive should have " + all + " events: " + archive);
    }
    return all;
  }

  private static Figure replayed(Rig rig, int all) throws IOException {
    long began = System.nanoTime();
    events(
        rig,
        "StartReplay",
        "{\"ReplayName\":\"bench\",\"EventSourceArn\":\""
            + EVENTS
            + "archive/bench\",\"EventStartTime\":0,\"EventEndTime\":4102444800,"
            + "\"Destination\":{\"Arn\":\""
            + EVENTS
            + "event-bus/default\",\"FilterArns\":[\""
            + EVENTS
            + "rule/marked\"]}}");
    while (!events(rig, "DescribeReplay", "{\"ReplayName\":\"bench\"}").contains("COMPLETED")) {
      if (System.nanoTime() - began > REPLAYED_WITHIN.toNanos()) {
        throw new IOException("The replay has not ended after " + REPLAYED_WITHIN);
      }
      LockSupport.parkNanos(5_000_000);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    int wanted = (all + MARKED_EACH - 1) / MARKED_EACH;
    awaitMessages(rig, wanted);
    return figure("replay", "%d in %.1f s, %.0f/s, %d wanted", all, seconds, all / seconds, wanted);
  }

  private static void awaitMessages(Rig rig, int wanted) throws IOException {
    String asked =
        rig.requests().onQueue(QUEUE) + ",\"AttributeNames\":[\"ApproximateNumberOfMessages\"]}";
    long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    String there = "";
    while (!there.equals(String.valueOf(wanted))) {
      if (System.nanoTime() > until) {
        throw new IOException("Of " + wanted + " replayed events " + there + " are in the queue");
      }
      String answer = rig.call("GetQueueAttributes", asked);
      there = SqsRequests.texts(answer, "ApproximateNumberOfMessages").getFirst();
    }
  }

  private static Figure memory(Rig rig, String what, long[] sizes) throws IOException {
    return figure(
        what,
        "%.1f MiB live with %d events, %.1f MiB with %d; RSS %d MiB",
        sizes[1] / 1048576.0,
        sizes[0],
        sizes[3] / 1048576.0,
        sizes[2],
        rig.server.cost().residentBytes() >> 20);
  }

  private static Figure figure(String what, String format, Object... values) {
    return Figure.of(what, Mode.OPEN, String.format(Locale.ROOT, format, values));
  }
}
