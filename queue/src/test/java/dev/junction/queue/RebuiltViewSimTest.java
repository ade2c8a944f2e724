package dev.junction.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.models.sqs.ChangeMessageVisibilityRequest;
import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.DeleteMessageRequest;
import dev.junction.models.sqs.GetQueueAttributesRequest;
import dev.junction.models.sqs.GetQueueAttributesResult;
import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.PurgeQueueRequest;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.SendMessageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// After any history a view that was rebuilt from the map answers as the live one does: two servers
/// are asked the same, one of them starts again all the time.
///
/// `-Djunction.sim.seeds=5000` runs more histories, `-Djunction.sim.first=17` begins with another.
final class RebuiltViewSimTest {

  private static final int STEPS = 120;
  private static final String PREFIX = "http://localhost:4566/" + SteppedQueues.ACCOUNT + "/";

  /// So many at most in the standard queue that one receive takes all that are visible: which of
  /// them come first is not promised.
  private static final int STANDARD_MAX = 10;

  @Test
  void aRebuiltViewAnswersAsTheLiveOne() {
    long first = Long.getLong("junction.sim.first", 1);
    long seeds = Long.getLong("junction.sim.seeds", 50);
    for (long seed = first; seed < first + seeds; seed++) {
      try {
        new History(seed).run();
      } catch (RuntimeException | AssertionError broken) {
        throw new AssertionError(
            "Seed %d. Again: ./dev test queue -Dtest=RebuiltViewSimTest -Djunction.sim.first=%d -Djunction.sim.seeds=1"
                .formatted(seed, seed),
            broken);
      }
    }
  }

  private static final class History {
    private final Random random;
    private final SteppedQueues live = new SteppedQueues(2);
    private final SteppedQueues rebuilt = new SteppedQueues(2);
    private final List<String> handles = new ArrayList<>();
    private int sent;

    History(long seed) {
      random = new Random(seed);
    }

    void run() {
      create("dead", Map.of());
      create(
          "plain",
          Map.of(
              "VisibilityTimeout",
              "5",
              "RedrivePolicy",
              "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:dead\","
                  + "\"maxReceiveCount\":\"3\"}"));
      create(
          "order.fifo",
          Map.of("FifoQueue", "true", "VisibilityTimeout", "5", "MessageRetentionPeriod", "60"));
      for (int step = 0; step < STEPS; step++) {
        step();
        if (random.nextInt(3) == 0) {
          rebuilt.crash();
        }
        same(counts("plain"));
        same(counts("order.fifo"));
        same(counts("dead"));
      }
    }

    private void step() {
      switch (random.nextInt(10)) {
        case 0, 1 -> sendPlain();
        case 2, 3 -> sendOrdered();
        case 4 -> receive("plain", 10);
        case 5, 6 -> receive("order.fifo", 1 + random.nextInt(4));
        case 7 -> delete();
        case 8 -> changeVisibility();
        case 9 -> rest();
        default -> throw new AssertionError();
      }
    }

    private void create(String name, Map<String, String> attributes) {
      CreateQueueRequest request =
          CreateQueueRequest.builder().queueName(name).attributes(attributes).build();
      same((sqs, call) -> sqs.createQueue(call, request));
    }

    private void sendPlain() {
      if (messages("plain") < STANDARD_MAX) {
        SendMessageRequest request =
            SendMessageRequest.builder()
                .queueUrl(PREFIX + "plain")
                .messageBody("plain " + sent++)
                .delaySeconds(random.nextInt(3))
                .build();
        same((sqs, call) -> sqs.sendMessage(call, request));
      }
    }

    private void sendOrdered() {
      SendMessageRequest request =
          SendMessageRequest.builder()
              .queueUrl(PREFIX + "order.fifo")
              .messageBody("ordered " + sent++)
              .messageGroupId("group " + random.nextInt(3))
              .messageDeduplicationId("id " + random.nextInt(40))
              .build();
      same((sqs, call) -> sqs.sendMessage(call, request));
    }

    private void receive(String queue, int most) {
      ReceiveMessageRequest request =
          ReceiveMessageRequest.builder()
              .queueUrl(PREFIX + queue)
              .maxNumberOfMessages(most)
              .build();
      List<Message> fromLive = received(live, request);
      List<Message> fromRebuilt = received(rebuilt, request);
      assertThat(shown(fromRebuilt, queue)).isEqualTo(shown(fromLive, queue));
      fromLive.forEach(message -> handles.add(queue + " " + SteppedQueues.handle(message)));
    }

    private static List<Message> received(SteppedQueues from, ReceiveMessageRequest request) {
      List<Message> messages =
          from.accepted((sqs, call) -> sqs.receiveMessage(call, request)).messages();
      return messages == null ? List.of() : messages;
    }

    /// The handle names message and receive; of a standard queue only the set is promised.
    private static List<String> shown(List<Message> messages, String queue) {
      Stream<String> texts = messages.stream().map(m -> m.body() + " " + m.receiptHandle());
      return queue.equals("plain")
          ? texts.sorted(Comparator.naturalOrder()).toList()
          : texts.toList();
    }

    private void delete() {
      String[] handle = someHandle();
      if (handle.length == 2) {
        DeleteMessageRequest request =
            DeleteMessageRequest.builder()
                .queueUrl(PREFIX + handle[0])
                .receiptHandle(handle[1])
                .build();
        same((sqs, call) -> sqs.deleteMessage(call, request));
      }
    }

    private void changeVisibility() {
      String[] handle = someHandle();
      if (handle.length == 2) {
        ChangeMessageVisibilityRequest request =
            ChangeMessageVisibilityRequest.builder()
                .queueUrl(PREFIX + handle[0])
                .receiptHandle(handle[1])
                .visibilityTimeout(random.nextInt(4))
                .build();
        same((sqs, call) -> sqs.changeMessageVisibility(call, request));
      }
    }

    private String[] someHandle() {
      return handles.isEmpty()
          ? new String[0]
          : handles.get(random.nextInt(handles.size())).split(" ");
    }

    private void rest() {
      if (random.nextInt(8) == 0) {
        PurgeQueueRequest request = PurgeQueueRequest.builder().queueUrl(PREFIX + "plain").build();
        same((sqs, call) -> sqs.purgeQueue(call, request));
        return;
      }
      Duration time = Duration.ofMillis(random.nextInt(10) == 0 ? 61_000 : random.nextInt(4_000));
      live.advance(time);
      rebuilt.advance(time);
    }

    private int messages(String queue) {
      Map<String, String> counts =
          Objects.requireNonNull(live.accepted(counts(queue)).attributes());
      return counts.values().stream().mapToInt(Integer::parseInt).sum();
    }

    private static SteppedQueues.Operation<GetQueueAttributesResult> counts(String queue) {
      GetQueueAttributesRequest request =
          GetQueueAttributesRequest.builder()
              .queueUrl(PREFIX + queue)
              .attributeNames(
                  List.of(
                      "ApproximateNumberOfMessages",
                      "ApproximateNumberOfMessagesNotVisible",
                      "ApproximateNumberOfMessagesDelayed"))
              .build();
      return (sqs, call) -> sqs.getQueueAttributes(call, request);
    }

    private <R> void same(SteppedQueues.Operation<R> operation) {
      assertThat(rebuilt.call(operation)).isEqualTo(live.call(operation));
    }
  }
}
