package dev.junction.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.protocol.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What crashes do to messages between a topic and its queues: each acknowledged one reaches every
/// subscription or its dead-letter queue exactly once, each other one at most once.
final class TopicCrashScenarioTest {

  private static final int QUEUES = 5;
  private static final String TOPIC =
      "arn:aws:sns:us-east-1:" + SteppedServices.ACCOUNT + ":orders";
  private static final Pattern BODY = Pattern.compile("\"Body\":\"([^\"]*)\"");

  private final Set<String> published = new HashSet<>();
  private final Set<String> acknowledged = new HashSet<>();

  @Test
  void acknowledgedMessagesReachEverySubscriptionOnce() {
    for (long seed = 1; seed <= 20; seed++) {
      published.clear();
      acknowledged.clear();
      runWithCrashes(seed);
    }
  }

  private void runWithCrashes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SteppedServices services = new SteppedServices(4, seed);
    setUp(services);
    for (int round = 0; round < 15; round++) {
      boolean held = random.nextBoolean();
      if (held) {
        services.journals.hold();
      }
      List<String> names = new ArrayList<>();
      List<CompletableFuture<Answer>> answers = new ArrayList<>();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        String name = "m" + seed + "-" + round + "-" + i;
        names.add(name);
        answers.add(services.sns("Publish", Map.of("TopicArn", TOPIC, "Message", name)));
      }
      published.addAll(names);
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
    for (int queue = 0; queue < QUEUES; queue++) {
      check(services, "q" + queue, seed);
    }
    // The queue of this one never let the topic in.
    check(services, "letters", seed);
  }

  private void check(SteppedServices services, String queue, long seed) {
    List<String> bodies = drain(services, queue);
    assertThat(bodies).as("seed %d, %s", seed, queue).doesNotHaveDuplicates();
    assertThat(published).as("seed %d, %s", seed, queue).containsAll(bodies);
    assertThat(bodies).as("seed %d, %s", seed, queue).containsAll(acknowledged);
    assertThat(acknowledged).as("seed %d", seed).isNotEmpty();
  }

  private static void setUp(SteppedServices services) {
    accept(services, services.sns("CreateTopic", Map.of("Name", "orders")));
    createQueue(services, "letters", true);
    for (int queue = 0; queue < QUEUES; queue++) {
      createQueue(services, "q" + queue, true);
      subscribe(services, "q" + queue, Map.of());
    }
    createQueue(services, "closed", false);
    subscribe(
        services,
        "closed",
        Map.of(
            "Attributes.entry.2.key",
            "RedrivePolicy",
            "Attributes.entry.2.value",
            "{\"deadLetterTargetArn\":\"" + queueArn("letters") + "\"}"));
  }

  private static void subscribe(SteppedServices services, String queue, Map<String, String> more) {
    Map<String, String> parameters = new TreeMap<>(more);
    parameters.put("TopicArn", TOPIC);
    parameters.put("Protocol", "sqs");
    parameters.put("Endpoint", queueArn(queue));
    parameters.put("Attributes.entry.1.key", "RawMessageDelivery");
    parameters.put("Attributes.entry.1.value", "true");
    accept(services, services.sns("Subscribe", parameters));
  }

  private static String queueArn(String name) {
    return "arn:aws:sqs:us-east-1:" + SteppedServices.ACCOUNT + ":" + name;
  }

  private static void createQueue(SteppedServices services, String name, boolean open) {
    String policy =
        "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\","
            + "\\\"Principal\\\":{\\\"Service\\\":\\\"sns.amazonaws.com\\\"},\\\"Action\\\":"
            + "\\\"sqs:SendMessage\\\",\\\"Resource\\\":\\\"*\\\"}]}";
    String attributes = open ? ",\"Attributes\":{\"Policy\":\"" + policy + "\"}" : "";
    accept(
        services,
        services.sqs("CreateQueue", "{\"QueueName\":\"" + name + "\"" + attributes + "}"));
  }

  private static void accept(SteppedServices services, CompletableFuture<Answer> future) {
    services.run();
    SteppedServices.text(future);
  }

  private static List<String> drain(SteppedServices services, String queue) {
    String url = "http://localhost:4566/" + SteppedServices.ACCOUNT + "/" + queue;
    List<String> bodies = new ArrayList<>();
    while (true) {
      CompletableFuture<Answer> future =
          services.sqs(
              "ReceiveMessage", "{\"QueueUrl\":\"" + url + "\",\"MaxNumberOfMessages\":10}");
      services.run();
      Matcher matcher = BODY.matcher(SteppedServices.text(future));
      List<String> some = new ArrayList<>();
      while (matcher.find()) {
        some.add(matcher.group(1));
      }
      if (some.isEmpty()) {
        return Collections.unmodifiableList(bodies);
      }
      bodies.addAll(some);
    }
  }
}
