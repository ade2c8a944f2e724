package dev.junction.resilience.load;

import static dev.junction.resilience.load.ServiceClient.quoted;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Clients that create schedules for a single time which comes about when the server is taken down,
/// and delete every third of them again.
///
/// A schedule whose target is a queue puts one message there. One that calls an operation does so
/// at least once. One that was deleted before its time does nothing.
public final class ScheduleLoad implements Load {

  private static final int CLIENTS = 2;
  private static final Duration AHEAD = Duration.ofSeconds(1);
  private static final long PAUSE_NANOS = 5_000_000;

  private final int port;
  private final String name;
  private final Ledger.Rule rule;
  private final Ledger once;
  private final Ledger called;
  private final RecurringSchedules recurring;
  private final AtomicLong numbers = new AtomicLong();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean running = true;
  private volatile Instant last = Instant.EPOCH;

  /// @param recurring the loop's recurring schedules, of which it creates some
  public ScheduleLoad(int port, String name, Ledger.Rule rule, RecurringSchedules recurring)
      throws IOException {
    this.port = port;
    this.name = name;
    this.rule = rule;
    this.recurring = recurring;
    once = new Ledger(rule);
    called = Ledger.atLeastOnce(rule);
    for (String queue : List.of(onceQueue(), calledQueue())) {
      try (QueueClient client = new QueueClient(port, queue)) {
        client.create();
      }
    }
    recurring.create(name);
  }

  private String onceQueue() {
    return name + "-once";
  }

  private String calledQueue() {
    return name + "-called";
  }

  @Override
  public String kind() {
    return "schedules";
  }

  @Override
  public void start() {
    for (int i = 0; i < CLIENTS; i++) {
      boolean isFirst = i == 0;
      clients.add(Thread.ofPlatform().daemon().start(() -> work(isFirst)));
    }
  }

  private void work(boolean isFirst) {
    try (ServiceClient client = new ServiceClient(port)) {
      if (isFirst) {
        recurring.deleteSome(client, name);
      }
      while (running) {
        try {
          create(client);
        } catch (ServiceClient.Refused _) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    } catch (IOException _) {
      // The server is gone, and what it did last is not known.
    }
  }

  private void create(ServiceClient client) throws IOException {
    long number = numbers.incrementAndGet();
    Instant time = Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    last = time;
    String schedule = name + '-' + number;
    String body = schedule + ' ' + time;
    Ledger ledger = number % 3 == 0 ? called : once;
    String input = schedule + " <aws.scheduler.scheduled-time>";
    String target =
        ledger == once
            ? target(ServiceClient.arn("sqs", onceQueue()), input)
            : target(
                "arn:aws:scheduler:::aws-sdk:sqs:sendMessage",
                "{\"QueueUrl\":"
                    + quoted("http://127.0.0.1/" + ServiceClient.ACCOUNT + '/' + calledQueue())
                    + ",\"MessageBody\":"
                    + quoted(input)
                    + "}");
    ledger.sending(body);
    long asked = System.nanoTime();
    client.scheduler(
        "POST /schedules/" + schedule,
        settings("at(" + time.toString().replace("Z", ")"), "", target));
    if (!Instant.now().isBefore(time)) {
      // It may have been created after its time, on a busy machine; then it never comes.
      return;
    }
    ledger.acknowledged(body, asked);
    if (number % 3 == 1) {
      ledger.deleting(body);
      client.scheduler("DELETE /schedules/" + schedule, "");
      if (Instant.now().isBefore(time)) {
        ledger.deleted(body);
      }
    }
  }

  /// The body of CreateSchedule.
  ///
  /// @param more further members with a comma behind each
  static String settings(String expression, String more, String target) {
    return "{\"ScheduleExpression\":"
        + quoted(expression)
        + ",\"FlexibleTimeWindow\":{\"Mode\":\"OFF\"},"
        + more
        + "\"Target\":"
        + target
        + "}";
  }

  static String target(String arn, String input) {
    return "{\"Arn\":"
        + quoted(arn)
        + ",\"RoleArn\":\"arn:aws:iam::"
        + ServiceClient.ACCOUNT
        + ":role/fires\",\"Input\":"
        + quoted(input)
        + "}";
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    for (Thread client : clients) {
      client.join();
    }
  }

  /// Waits for the last time that was planned, so that one that must not come would be seen.
  @Override
  public void drain() throws IOException {
    while (Instant.now().isBefore(last)) {
      Drain.pause();
    }
    Drain drain = Drain.within(port, rule.missingMax());
    drain.queue(onceQueue(), once, body -> body);
    drain.queue(calledQueue(), called, body -> body);
  }

  @Override
  public List<Ledger> ledgers() {
    return List.of(once, called);
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
