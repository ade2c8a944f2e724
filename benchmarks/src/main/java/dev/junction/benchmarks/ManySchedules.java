package dev.junction.benchmarks;

import dev.junction.testing.HttpConnection;
import dev.junction.testing.ServerProcess;
import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// A hundred thousand schedules that wait, what they cost, and ten thousand that are due at the
/// same second: how much later than that their messages are in the queue.
///
/// A tenth and a hundredth of the messages of a plan.
record ManySchedules() implements Workload {

  private static final String QUEUE = "due";
  private static final String ACCOUNT = "000000000000";
  private static final int CREATED_PER_SECOND_MIN = 300;
  private static final Duration ARRIVAL_MAX = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "schedule";
  }

  @Override
  public String about() {
    return "100,000 schedules wait, 10,000 are due at once";
  }

  @Override
  public List<Figure> run(BenchPlan plan) throws IOException, InterruptedException {
    int waiting = plan.manyMessages() / 10;
    int due = plan.manyMessages() / 100;
    List<Figure> figures = new ArrayList<>();
    try (Rig rig = new Rig(Mode.OPEN)) {
      rig.createQueue(QUEUE);
      create(rig, plan, "warm", due, "cron(0 0 1 1 ? 2198)");
      ServerProcess server = rig.server;
      long heapBefore = server.liveHeapBytes();
      long began = System.nanoTime();
      create(rig, plan, "waits", waiting, "cron(0 0 1 1 ? 2199)");
      double seconds = (System.nanoTime() - began) / 1e9;
      figures.add(
          Figure.of(
              "schedules created",
              Mode.OPEN,
              text("%d in %.1f s, %.0f/s", waiting, seconds, waiting / seconds)));
      long heap = server.liveHeapBytes() - heapBefore;
      figures.add(
          Figure.of(
              "memory for each schedule that waits",
              Mode.OPEN,
              text(
                  "%.0f B of heap; RSS %d MiB",
                  (double) heap / waiting, server.cost().residentBytes() >> 20)));
      figures.add(atRest(server, plan));
      figures.add(dueAtOnce(rig, plan, due));
      server.kill();
      server.restart();
      figures.add(
          Figure.of(
              "restart after a kill",
              Mode.OPEN,
              text("%d ms until healthy", server.lastStart().toMillis())));
    }
    return figures;
  }

  private static Figure atRest(ServerProcess server, BenchPlan plan) {
    long cpu = server.cost().cpuMicros();
    LockSupport.parkNanos(plan.measured().toNanos());
    double share = (server.cost().cpuMicros() - cpu) / (plan.measured().toNanos() / 1e3);
    return Figure.of(
        "at rest, while they wait", Mode.OPEN, text("%.1f %% of a processor", 100 * share));
  }

  /// Lets schedules come due at the same second.
  private static Figure dueAtOnce(Rig rig, BenchPlan plan, int due)
      throws IOException, InterruptedException {
    Instant time =
        Instant.now().plusSeconds(2 + due / CREATED_PER_SECOND_MIN).truncatedTo(ChronoUnit.SECONDS);
    create(rig, plan, "due", due, "at(" + time.toString().replace("Z", ")"));
    if (Instant.now().isAfter(time)) {
      throw new IOException(due + " schedules were not created in time");
    }
    List<Long> late = arrivals(rig, due, time.toEpochMilli());
    Collections.sort(late);
    return new Figure(
        text("%d due at once", due),
        Mode.OPEN,
        0,
        late.get(late.size() / 2) * 1_000_000,
        late.get(late.size() * 99 / 100) * 1_000_000,
        0,
        rig.server.cost().residentBytes(),
        text("the last %d ms after its time, %d before it", late.getLast(), early(late)));
  }

  private static long early(List<Long> late) {
    return late.stream().filter(each -> each < 0).count();
  }

  /// By how many milliseconds later than planned each message was in the queue.
  private static List<Long> arrivals(Rig rig, int due, long plannedMillis) throws IOException {
    List<Long> late = new ArrayList<>();
    SqsRequests requests = rig.requests();
    String receive =
        requests.onQueue(QUEUE)
            + ",\"MaxNumberOfMessages\":10,\"WaitTimeSeconds\":1"
            + ",\"VisibilityTimeout\":43200,\"AttributeNames\":[\"SentTimestamp\"]}";
    long giveUp = System.nanoTime() + ARRIVAL_MAX.toNanos();
    // Nobody else uses the processors while they come due.
    LockSupport.parkNanos(
        Duration.ofMillis(plannedMillis + 1_000 - System.currentTimeMillis()).toNanos());
    try (HttpConnection connection = rig.connect()) {
      while (late.size() < due) {
        String answer = connection.exchange(requests.operation("ReceiveMessage", receive)).body();
        for (String sent : SqsRequests.texts(answer, "SentTimestamp")) {
          late.add(Long.parseLong(sent) - plannedMillis);
        }
        if (System.nanoTime() > giveUp) {
          throw new IOException("Only " + late.size() + " of " + due + " came");
        }
      }
    }
    return late;
  }

  private static void create(Rig rig, BenchPlan plan, String prefix, int count, String expression)
      throws InterruptedException, IOException {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<IOException> fault = new AtomicReference<>();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < plan.connections(); i++) {
      clients.add(
          Thread.ofPlatform().start(() -> create(rig, prefix, count, expression, next, fault)));
    }
    for (Thread client : clients) {
      client.join();
    }
    if (fault.get() != null) {
      throw fault.get();
    }
  }

  private static void create(
      Rig rig,
      String prefix,
      int count,
      String expression,
      AtomicInteger next,
      AtomicReference<IOException> fault) {
    try (HttpConnection connection = rig.connect()) {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        HttpConnection.Text answer = connection.exchange(request(prefix + i, expression));
        if (answer.status() != 200) {
          throw new IOException("CreateSchedule: " + answer.status() + " " + answer.body());
        }
      }
    } catch (IOException e) {
      fault.set(e);
    }
  }

  private static byte[] request(String name, String expression) {
    String json =
        "{\"ScheduleExpression\":\""
            + expression
            + "\",\"FlexibleTimeWindow\":{\"Mode\":\"OFF\"},\"ActionAfterCompletion\":\"DELETE\","
            + "\"Target\":{\"Arn\":\"arn:aws:sqs:us-east-1:"
            + ACCOUNT
            + ":due\",\"RoleArn\":\"arn:aws:iam::"
            + ACCOUNT
            + ":role/fires\",\"Input\":\"x\"}}";
    return ("POST /schedules/"
            + name
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: AWS4-HMAC-SHA256 Credential="
            + ACCOUNT
            + "/20260101/us-east-1/scheduler/aws4_request, SignedHeaders=host, Signature=00\r\n"
            + "Content-Type: application/json\r\nContent-Length: "
            + json.length()
            + "\r\n\r\n"
            + json)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
