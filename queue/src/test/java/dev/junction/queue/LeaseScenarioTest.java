package dev.junction.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.models.sqs.ChangeMessageVisibilityRequest;
import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.SendMessageRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a start has to remember of messages in flight.
final class LeaseScenarioTest {

  private static final String QUEUE = SteppedQueues.PREFIX + "order.fifo";

  private final SteppedQueues queues = new SteppedQueues(1);

  @BeforeEach
  void sendOne() {
    CreateQueueRequest create =
        CreateQueueRequest.builder()
            .queueName("order.fifo")
            .attributes(Map.of("FifoQueue", "true"))
            .build();
    queues.accepted((sqs, call) -> sqs.createQueue(call, create));
    send("group", "one");
  }

  private void send(String group, String body) {
    SendMessageRequest send =
        SendMessageRequest.builder()
            .queueUrl(QUEUE)
            .messageBody(body)
            .messageGroupId(group)
            .messageDeduplicationId(body)
            .build();
    queues.accepted((sqs, call) -> sqs.sendMessage(call, send));
  }

  /// Source: ours ([dev.junction.queue.state]): a group that came back stands behind those that
  /// waited since before it was received, and before those that came later.
  @Test
  void aGroupKeepsItsTurnOverAStart() {
    queues.advance(Duration.ofSeconds(1));
    send("before", "two");
    queues.advance(Duration.ofSeconds(1));
    assertThat(receive(null, 10)).extracting(Message::body).containsExactly("one");
    queues.advance(Duration.ofSeconds(1));
    send("after", "three");
    queues.crash();
    queues.advance(Duration.ofSeconds(10));
    assertThat(receive(null, 10)).extracting(Message::body).containsExactly("two");
    assertThat(receive(null, 10)).extracting(Message::body).containsExactly("one");
    assertThat(receive(null, 10)).extracting(Message::body).containsExactly("three");
  }

  /// Source: SQS API reference, ReceiveMessage: a repeated attempt brings the same messages only
  /// while none of them had its visibility changed.
  @Test
  void anAttemptWhoseMessagesWereChangedIsNotRepeatedAfterAStart() {
    assertThat(change(receive("attempt", 600).getFirst(), 300)).isEqualTo("accepted");
    queues.crash();
    assertThat(receive("attempt", 600)).isEmpty();
  }

  @Test
  void anAttemptIsRepeatedAfterAStart() {
    receive("attempt", 600);
    queues.crash();
    assertThat(receive("attempt", 600)).hasSize(1);
  }

  /// Source: SQS developer guide, visibility timeout: 12 hours in total from the receive.
  @Test
  void theTotalOfTheVisibilityGoesOnOverAStart() {
    Message message = receive(null, 43_000).getFirst();
    queues.advance(Duration.ofSeconds(20_000));
    queues.crash();
    queues.advance(Duration.ofSeconds(100));
    assertThat(change(message, 23_101)).isEqualTo("InvalidParameterValueException");
    assertThat(change(message, 23_100)).isEqualTo("accepted");
  }

  private List<Message> receive(@Nullable String attempt, int visibilitySeconds) {
    ReceiveMessageRequest request =
        ReceiveMessageRequest.builder()
            .queueUrl(QUEUE)
            .receiveRequestAttemptId(attempt)
            .visibilityTimeout(visibilitySeconds)
            .build();
    return Objects.requireNonNullElse(
        queues.accepted((sqs, call) -> sqs.receiveMessage(call, request)).messages(), List.of());
  }

  private String change(Message message, int seconds) {
    ChangeMessageVisibilityRequest request =
        ChangeMessageVisibilityRequest.builder()
            .queueUrl(QUEUE)
            .receiptHandle(SteppedQueues.handle(message))
            .visibilityTimeout(seconds)
            .build();
    return queues.code((sqs, call) -> sqs.changeMessageVisibility(call, request));
  }
}
