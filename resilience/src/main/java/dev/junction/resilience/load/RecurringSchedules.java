package dev.junction.resilience.load;

import static dev.junction.resilience.load.ServiceClient.quoted;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Schedules and a rule of a bus that come every minute through all rounds of a loop: each planned
/// time must have put one message into its queue, and none that lies behind an acknowledged delete.
public final class RecurringSchedules {

  private static final String QUEUE = "recurring";
  private static final String RULE = "ticks";
  private static final String GONE = "-gone";
  private static final int VISIBILITY_SECONDS = 43_200;
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Duration MISSING_MAX = Duration.ofSeconds(5);

  /// What is known of a schedule.
  private static final class Known {
    private final Instant first;
    private volatile Instant deleteAsked = Instant.MAX;
    private volatile Instant deleted = Instant.MAX;

    private Known(Instant first) {
      this.first = first;
    }
  }

  private final int port;
  private final Map<String, Known> schedules = new ConcurrentHashMap<>();
  private final Instant ruleMade;

  /// Creates the queues and the rule.
  public RecurringSchedules(int port) throws IOException {
    this.port = port;
    for (String queue : List.of(QUEUE, RULE)) {
      try (QueueClient client = new QueueClient(port, queue)) {
        client.create();
        client.letIn("events");
      }
    }
    ruleMade = Instant.now();
    try (ServiceClient client = new ServiceClient(port)) {
      client.events(
          "PutRule", "{\"Name\":" + quoted(RULE) + ",\"ScheduleExpression\":\"rate(1 minute)\"}");
      client.events(
          "PutTargets",
          "{\"Rule\":"
              + quoted(RULE)
              + ",\"Targets\":[{\"Id\":\"1\",\"Arn\":"
              + quoted(ServiceClient.arn("sqs", RULE))
              + ",\"InputPath\":\"$.time\"}]}");
    }
  }

  /// Creates two schedules whose first time is about when the server is taken down.
  void create(String round) throws IOException {
    try (ServiceClient client = new ServiceClient(port)) {
      for (String name : List.of(round + "-kept", round + GONE)) {
        Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
        long start = first.minus(PERIOD).getEpochSecond();
        String target =
            ScheduleLoad.target(
                ServiceClient.arn("sqs", QUEUE), name + " <aws.scheduler.scheduled-time>");
        client.scheduler(
            "POST /schedules/" + name,
            ScheduleLoad.settings("rate(1 minute)", "\"StartDate\":" + start + ",", target));
        schedules.put(name, new Known(first));
      }
    }
  }

  /// Deletes one of those that were created for a round.
  void deleteSome(ServiceClient client, String round) throws IOException {
    Known known = schedules.get(round + GONE);
    if (known != null) {
      known.deleteAsked = Instant.now();
      client.scheduler("DELETE /schedules/" + round + GONE, "");
      known.deleted = Instant.now();
    }
  }

  /// Compares, after the last round.
  public Ledger.Findings findings() throws IOException {
    Instant until = Instant.now();
    long giveUp = System.nanoTime() + MISSING_MAX.toNanos();
    Map<String, Integer> came = new TreeMap<>();
    Map<String, Integer> ticked = new TreeMap<>();
    Ledger.Findings findings;
    do {
      receive(QUEUE, came);
      receive(RULE, ticked);
      findings = judged(until, came, ticked);
    } while (!findings.lost().isEmpty() && System.nanoTime() < giveUp);
    return findings;
  }

  private void receive(String queue, Map<String, Integer> into) throws IOException {
    try (QueueClient client = new QueueClient(port, queue)) {
      List<QueueClient.Received> some;
      do {
        some = client.receive(VISIBILITY_SECONDS);
        some.forEach(each -> into.merge(each.body().replace("\"", ""), 1, Integer::sum));
      } while (!some.isEmpty());
    } catch (QueueClient.Refused _) {
      // A control run may have lost the queue: then everything is missing.
    }
    Drain.pause();
  }

  private Ledger.Findings judged(
      Instant until, Map<String, Integer> came, Map<String, Integer> ticked) {
    List<String> lost = new ArrayList<>();
    List<String> returned = new ArrayList<>();
    Set<String> expected = new TreeSet<>();
    schedules.forEach(
        (name, known) -> {
          for (Instant time = known.first; !time.isAfter(until); time = time.plus(PERIOD)) {
            String body = name + ' ' + time;
            expected.add(body);
            if (time.isBefore(known.deleteAsked) && !came.containsKey(body)) {
              lost.add(body);
            } else if (time.isAfter(known.deleted) && came.containsKey(body)) {
              returned.add(body);
            }
          }
        });
    List<String> duplicated = new ArrayList<>();
    List<String> unexpected = new ArrayList<>();
    came.forEach(
        (body, count) -> {
          if (!expected.contains(body) && !isLater(body, until)) {
            unexpected.add(body);
          } else if (count > 1) {
            duplicated.add(body);
          }
        });
    judgeRule(until, ticked, new Ledger.Findings(lost, returned, duplicated, unexpected));
    return new Ledger.Findings(lost, returned, duplicated, unexpected);
  }

  private static boolean isLater(String body, Instant until) {
    try {
      return Instant.parse(body.substring(body.indexOf(' ') + 1)).isAfter(until);
    } catch (DateTimeParseException _) {
      return false;
    }
  }

  /// The rule's first time is a minute after the server made it, so only the distances are known.
  private void judgeRule(Instant until, Map<String, Integer> ticked, Ledger.Findings into) {
    Instant before = ruleMade;
    for (Map.Entry<String, Integer> each : ticked.entrySet()) {
      Instant time = Instant.parse(each.getKey());
      Duration since = Duration.between(before, time);
      boolean fits = before.equals(ruleMade) ? isAboutAPeriod(since) : since.equals(PERIOD);
      if (!fits) {
        into.lost().add("the rule sent " + time + " right after " + before);
      }
      if (each.getValue() > 1) {
        into.duplicated().add("the rule at " + time);
      }
      before = time;
    }
    if (before.plus(PERIOD).plusSeconds(2).isBefore(until)) {
      into.lost().add("the rule sent nothing after " + before);
    }
  }

  private static boolean isAboutAPeriod(Duration since) {
    return since.minus(PERIOD).abs().compareTo(Duration.ofSeconds(2)) < 0;
  }

  /// How many messages there must be by now at least, for the report.
  public long planned() {
    Instant now = Instant.now();
    return schedules.values().stream()
        .mapToLong(
            known -> {
              Instant end = known.deleteAsked.isBefore(now) ? known.deleteAsked : now;
              return end.isBefore(known.first)
                  ? 0
                  : Duration.between(known.first, end).dividedBy(PERIOD) + 1;
            })
        .sum();
  }
}
