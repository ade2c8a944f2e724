package dev.junction.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.models.sqs.SendMessageResult;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Histories that a comparison with a plain model once found to go wrong.
final class QueueScenarioTest {

  private static final String ORDER = "order.fifo";

  private final SteppedQueues queues = new SteppedQueues(3);

  /// Source: SQS Developer Guide, "Exactly-once processing": the interval is five minutes from each
  /// send that was accepted.
  @Test
  void anIdThatIsTakenAgainAfterItsWindowCountsForAnotherOne() {
    create(ORDER, Map.of("FifoQueue", "true"));
    send("first", "id");
    queues.advance(Duration.ofMinutes(6));
    String again = send("second", "id").messageId();
    queues.advance(Duration.ofSeconds(6));
    assertThat(send("third", "id").messageId()).isEqualTo(again);
  }

  private void create(String name, Map<String, String> attributes) {
    CreateQueueRequest request =
        CreateQueueRequest.builder().queueName(name).attributes(attributes).build();
    queues.accepted((sqs, call) -> sqs.createQueue(call, request));
  }

  private SendMessageResult send(String body, String id) {
    SendMessageRequest request =
        SendMessageRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + ORDER)
            .messageBody(body)
            .messageGroupId("group")
            .messageDeduplicationId(id)
            .build();
    return queues.accepted((sqs, call) -> sqs.sendMessage(call, request));
  }
}
