package dev.junction.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.DeleteMessageRequest;
import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.SendMessageBatchRequest;
import dev.junction.models.sqs.SendMessageBatchRequestEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The quota of messages in flight, at the limit and one past it. Source: SQS Developer Guide,
/// "Amazon SQS message quotas": 120,000; a standard queue answers `OverLimit`, a FIFO queue answers
/// without a message and without an error.
final class InFlightScenarioTest {

  private static final int LIMIT = 120_000;
  private static final int BATCH = 10;
  private static final int STEPS_MAX = 300;

  private final SteppedQueues queues = new SteppedQueues(1);

  @Test
  void aStandardQueueRefusesToHandOutMore() {
    create("plain", Map.of());
    send("plain", LIMIT + BATCH, "");
    Message last = receiveAll("plain");

    assertThat(receiveCode("plain")).isEqualTo("OverLimit");
    queues.crash();
    assertThat(receiveCode("plain")).as("after a restart").isEqualTo("OverLimit");

    delete("plain", last);
    assertThat(receiveSome("plain")).as("room for one, asked for ten").hasSize(1);
    assertThat(receiveCode("plain")).isEqualTo("OverLimit");

    queues.advance(Duration.ofHours(2));
    assertThat(receive("plain")).as("after their timeouts").hasSize(BATCH);
  }

  @Test
  void aFifoQueueHandsOutNoneAndSaysNothing() {
    create("order.fifo", Map.of("FifoQueue", "true"));
    send("order.fifo", LIMIT + BATCH, "group");
    Message last = receiveAll("order.fifo");

    assertThat(receive("order.fifo")).isEmpty();
    delete("order.fifo", last);
    assertThat(receive("order.fifo")).hasSize(1);
    assertThat(receive("order.fifo")).isEmpty();
  }

  private void create(String queue, Map<String, String> attributes) {
    CreateQueueRequest request =
        CreateQueueRequest.builder().queueName(queue).attributes(attributes).build();
    queues.accepted((sqs, call) -> sqs.createQueue(call, request));
  }

  /// Sends so many messages, each of a group of its own where groups have a name.
  private void send(String queue, int count, String group) {
    for (int first = 0; first < count; first += BATCH) {
      List<SendMessageBatchRequestEntry> entries =
          IntStream.range(first, first + BATCH).mapToObj(n -> entry(n, group)).toList();
      SendMessageBatchRequest request =
          SendMessageBatchRequest.builder()
              .queueUrl(SteppedQueues.PREFIX + queue)
              .entries(entries)
              .build();
      assertThat(queues.accepted((sqs, call) -> sqs.sendMessageBatch(call, request)).successful())
          .hasSize(BATCH);
    }
  }

  private static SendMessageBatchRequestEntry entry(int number, String group) {
    SendMessageBatchRequestEntry.Builder entry =
        SendMessageBatchRequestEntry.builder().id("e" + number).messageBody("m");
    return group.isEmpty()
        ? entry.build()
        : entry.messageGroupId(group + number).messageDeduplicationId("d" + number).build();
  }

  /// Receives as many as may be in flight; answers the last one.
  private Message receiveAll(String queue) {
    List<Message> received = List.of();
    for (int count = 0; count < LIMIT; count += received.size()) {
      received = receive(queue);
      assertThat(received).as("after %d", count).hasSize(BATCH);
    }
    return received.getLast();
  }

  private static ReceiveMessageRequest receiving(String queue) {
    return ReceiveMessageRequest.builder()
        .queueUrl(SteppedQueues.PREFIX + queue)
        .maxNumberOfMessages(BATCH)
        .visibilityTimeout(3_600)
        .build();
  }

  private List<Message> receive(String queue) {
    return Answers.orEmpty(
        queues.accepted((sqs, call) -> sqs.receiveMessage(call, receiving(queue))).messages());
  }

  /// After a restart a standard queue reads past what is in flight in steps, one a receive.
  private List<Message> receiveSome(String queue) {
    List<Message> received = List.of();
    for (int i = 0; i < STEPS_MAX && received.isEmpty(); i++) {
      received = receive(queue);
    }
    return received;
  }

  private String receiveCode(String queue) {
    return Answers.plain(queues.code((sqs, call) -> sqs.receiveMessage(call, receiving(queue))));
  }

  private void delete(String queue, Message message) {
    DeleteMessageRequest request =
        DeleteMessageRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + queue)
            .receiptHandle(SteppedQueues.handle(message))
            .build();
    queues.accepted((sqs, call) -> sqs.deleteMessage(call, request));
  }
}
