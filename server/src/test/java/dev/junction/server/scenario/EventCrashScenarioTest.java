package dev.junction.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.protocol.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What crashes do to events between buses, queues and archives: each acknowledged one reaches
/// every target or its dead-letter queue exactly once and its archive once, each other one at most
/// once; schedules send one event per planned time.
final class EventCrashScenarioTest {

  private static final String QUEUE = "arn:aws:sqs:us-east-1:" + SteppedServices.ACCOUNT + ":";
  private static final String BUS =
      "arn:aws:events:us-east-1:" + SteppedServices.ACCOUNT + ":event-bus/";
  private static final Pattern NAME = Pattern.compile("\\\\\"n\\\\\":\\\\\"(m[0-9-]*)\\\\\"");
  private static final Pattern TIME = Pattern.compile("\\\\\"time\\\\\":\\\\\"([^\\\\]*)\\\\\"");

  private final Set<String> put = new HashSet<>();
  private final Set<String> acknowledged = new HashSet<>();

  @Test
  void acknowledgedEventsReachEveryTargetOnceAndAreReplayedOnce() {
    for (long seed = 1; seed <= 8; seed++) {
      put.clear();
      acknowledged.clear();
      runWithCrashes(seed);
    }
  }

  private void runWithCrashes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SteppedServices services = new SteppedServices(4, seed);
    setUp(services);
    for (int round = 0; round < 12; round++) {
      boolean held = random.nextBoolean();
      if (held) {
        services.journals.hold();
      }
      List<String> names = new ArrayList<>();
      List<CompletableFuture<Answer>> answers = new ArrayList<>();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        String name = "m" + seed + "-" + round + "-" + i;
        names.add(name);
        answers.add(
            services.events(
                "PutEvents",
                "{\"Entries\":[{\"EventBusName\":\"first\",\"Source\":\"app\",\"DetailType\":\"t\","
                    + "\"Detail\":\"{\\\"n\\\":\\\""
                    + name
                    + "\\\"}\"}]}"));
      }
      put.addAll(names);
      services.run(random.nextInt(40));
      if (held && random.nextBoolean()) {
        services.journals.release();
        services.run(random.nextInt(20));
      }
      for (int i = 0; i < names.size(); i++) {
        if (answers.get(i).isDone()) {
          assertThat(answers.get(i).join().errorCode()).isEmpty();
          acknowledged.add(names.get(i));
        }
      }
      services.crash();
    }
    services.run();
    for (String queue : List.of("q0", "q1", "letters", "behind")) {
      check(found(drain(services, queue), NAME), "seed " + seed + " " + queue);
    }
    replay(services, random);
    check(found(drain(services, "q0"), NAME), "seed " + seed + " replayed");
  }

  private void check(List<String> names, String what) {
    assertThat(names).as(what).doesNotHaveDuplicates();
    assertThat(put).as(what).containsAll(names);
    assertThat(names).as(what).containsAll(acknowledged);
    assertThat(acknowledged).as(what).isNotEmpty();
  }

  private static void replay(SteppedServices services, SplittableRandom random) {
    accept(
        services,
        services.events(
            "StartReplay",
            "{\"ReplayName\":\"r\",\"EventSourceArn\":\"arn:aws:events:us-east-1:"
                + SteppedServices.ACCOUNT
                + ":archive/kept\",\"EventStartTime\":0,\"EventEndTime\":4102444800,"
                + "\"Destination\":{\"Arn\":\""
                + BUS
                + "first\",\"FilterArns\":[\"arn:aws:events:us-east-1:"
                + SteppedServices.ACCOUNT
                + ":rule/first/r0\"]}}"));
    services.run(random.nextInt(10));
    services.crash();
    services.run();
    assertThat(
            SteppedServices.text(
                run(services, services.events("DescribeReplay", "{\"ReplayName\":\"r\"}"))))
        .contains("COMPLETED");
  }

  private static void setUp(SteppedServices services) {
    accept(services, services.events("CreateEventBus", "{\"Name\":\"first\"}"));
    accept(services, services.events("CreateEventBus", "{\"Name\":\"second\"}"));
    accept(
        services,
        services.events(
            "CreateArchive", "{\"ArchiveName\":\"kept\",\"EventSourceArn\":\"" + BUS + "first\"}"));
    for (String queue : List.of("q0", "q1", "letters", "behind")) {
      createQueue(services, queue, true);
    }
    createQueue(services, "closed", false);
    rule(services, "first", "r0", "{\"Id\":\"1\",\"Arn\":\"" + QUEUE + "q0\"}");
    rule(services, "first", "r1", "{\"Id\":\"1\",\"Arn\":\"" + QUEUE + "q1\"}");
    rule(
        services,
        "first",
        "r2",
        "{\"Id\":\"1\",\"Arn\":\""
            + QUEUE
            + "closed\",\"DeadLetterConfig\":{\"Arn\":\""
            + QUEUE
            + "letters\"}}");
    rule(services, "first", "r3", "{\"Id\":\"1\",\"Arn\":\"" + BUS + "second\"}");
    rule(services, "second", "r4", "{\"Id\":\"1\",\"Arn\":\"" + QUEUE + "behind\"}");
  }

  private static void rule(SteppedServices services, String bus, String name, String target) {
    accept(
        services,
        services.events(
            "PutRule",
            "{\"Name\":\""
                + name
                + "\",\"EventBusName\":\""
                + bus
                + "\",\"EventPattern\":\"{\\\"source\\\":[\\\"app\\\"]}\"}"));
    accept(
        services,
        services.events(
            "PutTargets",
            "{\"Rule\":\""
                + name
                + "\",\"EventBusName\":\""
                + bus
                + "\",\"Targets\":["
                + target
                + "]}"));
  }

  @Test
  void aScheduleSendsOneEventPerPlannedTimeAcrossCrashes() {
    SteppedServices services = new SteppedServices(4, 7);
    createQueue(services, "ticks", true);
    accept(
        services,
        services.events(
            "PutRule", "{\"Name\":\"s\",\"ScheduleExpression\":\"cron(0/10 * * * ? *)\"}"));
    accept(
        services,
        services.events(
            "PutTargets",
            "{\"Rule\":\"s\",\"Targets\":[{\"Id\":\"1\",\"Arn\":\"" + QUEUE + "ticks\"}]}"));
    for (int minute = 0; minute < 60; minute += 5) {
      services.clock.advance(Duration.ofMinutes(5));
      services.run(minute % 3);
      services.crash();
      services.run();
    }
    // The clock began at 03:04:05.
    assertThat(found(drain(services, "ticks"), TIME))
        .containsExactly(
            "2026-01-02T03:10:00Z",
            "2026-01-02T03:20:00Z",
            "2026-01-02T03:30:00Z",
            "2026-01-02T03:40:00Z",
            "2026-01-02T03:50:00Z",
            "2026-01-02T04:00:00Z");
  }

  private static void createQueue(SteppedServices services, String name, boolean open) {
    String policy =
        "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\","
            + "\\\"Principal\\\":{\\\"Service\\\":\\\"events.amazonaws.com\\\"},\\\"Action\\\":"
            + "\\\"sqs:SendMessage\\\",\\\"Resource\\\":\\\"*\\\"}]}";
    String attributes = open ? ",\"Attributes\":{\"Policy\":\"" + policy + "\"}" : "";
    accept(
        services,
        services.sqs("CreateQueue", "{\"QueueName\":\"" + name + "\"" + attributes + "}"));
  }

  private static void accept(SteppedServices services, CompletableFuture<Answer> future) {
    SteppedServices.text(run(services, future));
  }

  private static CompletableFuture<Answer> run(
      SteppedServices services, CompletableFuture<Answer> future) {
    services.run();
    return future;
  }

  private static List<String> found(List<String> answers, Pattern pattern) {
    List<String> all = new ArrayList<>();
    for (String answer : answers) {
      Matcher matcher = pattern.matcher(answer);
      while (matcher.find()) {
        all.add(matcher.group(1));
      }
    }
    return all;
  }

  private static List<String> drain(SteppedServices services, String queue) {
    String url = "http://localhost:4566/" + SteppedServices.ACCOUNT + "/" + queue;
    List<String> answers = new ArrayList<>();
    while (true) {
      String answer =
          SteppedServices.text(
              run(
                  services,
                  services.sqs(
                      "ReceiveMessage",
                      "{\"QueueUrl\":\"" + url + "\",\"MaxNumberOfMessages\":10}")));
      if (!answer.contains("\"Body\"")) {
        return answers;
      }
      answers.add(answer);
    }
  }
}
