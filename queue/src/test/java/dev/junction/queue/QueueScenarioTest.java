package dev.junction.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.DeleteMessageRequest;
import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.models.sqs.SendMessageResult;
import dev.junction.models.sqs.SetQueueAttributesRequest;
import dev.junction.queue.domain.PeekQuestion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Histories that the comparison with the [QueueModel] once found to go wrong.
final class QueueScenarioTest {

  private static final String ORDER = "order.fifo";

  private final SteppedQueues queues = new SteppedQueues(3);

  /// Source: SQS Developer Guide, "Amazon SQS delay queues": in a FIFO queue the delay is
  /// retroactive.
  @Test
  void aShorterDelayOfAFifoQueueConcernsMessagesThatAreThere() {
    create(ORDER, Map.of("FifoQueue", "true", "DelaySeconds", "100"));
    send("first", "one");
    queues.advance(Duration.ofSeconds(5));
    delay(10);
    send("second", "two");
    queues.crash();
    assertThat(receive(ORDER)).isEmpty();
    assertThat(queues.peek(ORDER, PeekQuestion.State.DELAYED))
        .extracting(message -> message.visibleAt())
        .containsExactly(SteppedQueues.START.plusSeconds(10), SteppedQueues.START.plusSeconds(15));
    queues.advance(Duration.ofSeconds(5));
    assertThat(receive(ORDER)).extracting(Message::body).containsExactly("first");
  }

  /// Source: what LocalStack recorded from the real service,
  /// `test_fifo_queue_send_message_with_zero_delay_defaults_to_queue_delay`.
  @Test
  void aMessageOfAFifoQueueThatAsksForNoDelayHasThatOfTheQueue() {
    create(ORDER, Map.of("FifoQueue", "true", "DelaySeconds", "2"));
    SendMessageRequest request =
        SendMessageRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + ORDER)
            .messageBody("first")
            .messageGroupId("group")
            .messageDeduplicationId("one")
            .delaySeconds(0)
            .build();
    queues.accepted((sqs, call) -> sqs.sendMessage(call, request));
    assertThat(receive(ORDER)).isEmpty();
    queues.advance(Duration.ofSeconds(2));
    assertThat(receive(ORDER)).extracting(Message::body).containsExactly("first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", ORDER})
  void aDelayThatEndsWhileNothingRunsIsOverForTheFirstReceive(String name) {
    boolean isFifo = name.equals(ORDER);
    create(name, isFifo ? Map.of("FifoQueue", "true", "DelaySeconds", "5") : Map.of());
    SendMessageRequest request =
        SendMessageRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + name)
            .messageBody("delayed")
            .delaySeconds(isFifo ? null : 5)
            .messageGroupId(isFifo ? "group" : null)
            .messageDeduplicationId(isFifo ? "one" : null)
            .build();
    queues.accepted((sqs, call) -> sqs.sendMessage(call, request));
    queues.crash(Duration.ofSeconds(5));
    assertThat(receive(name)).extracting(Message::body).containsExactly("delayed");
  }

  @Test
  void nothingOvertakesWhatALongerDelayHolds() {
    create(ORDER, Map.of("FifoQueue", "true", "DelaySeconds", "100"));
    send("first", "one");
    delay(0);
    send("second", "two");
    assertThat(receive(ORDER)).extracting(Message::body).containsExactly("first", "second");
  }

  @Test
  void aLongerDelayOfAFifoQueueConcernsMessagesThatAreThere() {
    create(ORDER, Map.of("FifoQueue", "true", "DelaySeconds", "10"));
    send("first", "one");
    delay(20);
    queues.advance(Duration.ofSeconds(19));
    assertThat(receive(ORDER)).isEmpty();
    queues.advance(Duration.ofSeconds(1));
    assertThat(receive(ORDER)).hasSize(1);
  }

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

  /// Source: what LocalStack recorded from the real service,
  /// `test_fifo_change_to_high_throughput_after_creation` and
  /// `test_fifo_change_to_regular_throughput_after_creation`.
  @ParameterizedTest
  @CsvSource({"queue, messageGroup, true", "messageGroup, queue, false"})
  void anIdIsKnownInTheScopeInWhichItWasAccepted(String before, String after, boolean isKnown) {
    create(ORDER, Map.of("FifoQueue", "true", "DeduplicationScope", before));
    String first = send("first", "id").messageId();
    set(Map.of("DeduplicationScope", after));
    queues.crash();
    assertThat(send("again", "id").messageId()).isEqualTo(first);
    String other = send("other", "id", "other").messageId();
    assertThat(Objects.equals(other, first)).isEqualTo(isKnown);
    queues.advance(Duration.ofMinutes(6));
    assertThat(send("later", "id").messageId()).isNotEqualTo(first);
  }

  /// Source: SQS API reference, DeleteMessage, `ReceiptHandleIsInvalid`.
  @Test
  void theHandleOfAnotherQueueDeletesNothing() {
    // Enough queues for every partition to have some.
    List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    for (String name : names) {
      create(name, Map.of());
      SendMessageRequest send =
          SendMessageRequest.builder()
              .queueUrl(SteppedQueues.PREFIX + name)
              .messageBody("in " + name)
              .build();
      queues.accepted((sqs, call) -> sqs.sendMessage(call, send));
    }
    String handle = SteppedQueues.handle(receive("a").getFirst());
    for (String name : names.subList(1, names.size())) {
      assertThat(delete(name, handle)).as(name).isEqualTo("ReceiptHandleIsInvalid");
      assertThat(receive(name)).as(name).hasSize(1);
    }
    assertThat(delete("a", handle)).isEqualTo("accepted");
  }

  /// Source: what LocalStack recorded from the real service,
  /// `test_dead_letter_queue_message_attributes`. That `maxReceiveCount` counts for each queue anew
  /// is a choice of ours.
  @Test
  void receivesAreCountedOnInADeadLetterQueue() {
    create("last", Map.of());
    create("dead", Map.of("RedrivePolicy", ModelSettings.redrive("last", 2)));
    create(
        "source",
        Map.of("RedrivePolicy", ModelSettings.redrive("dead", 1), "VisibilityTimeout", "0"));
    SendMessageRequest send =
        SendMessageRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + "source")
            .messageBody("m")
            .build();
    queues.accepted((sqs, call) -> sqs.sendMessage(call, send));
    queues.advance(Duration.ofSeconds(1));
    String first = String.valueOf(queues.clock.now().toEpochMilli());
    assertThat(receives("source")).containsExactly("1 since " + first);
    assertThat(receives("source")).isEmpty();
    queues.advance(Duration.ofSeconds(1));
    queues.crash();
    assertThat(receives("dead")).containsExactly("2 since " + first);
    queues.advance(Duration.ofSeconds(31));
    assertThat(receives("dead")).containsExactly("3 since " + first);
    queues.advance(Duration.ofSeconds(31));
    assertThat(receives("dead")).isEmpty();
    assertThat(receives("last")).containsExactly("4 since " + first);
  }

  private List<String> receives(String queue) {
    return receive(queue).stream()
        .map(
            message -> {
              Map<String, String> attributes = Objects.requireNonNull(message.attributes());
              return attributes.get("ApproximateReceiveCount")
                  + " since "
                  + attributes.get("ApproximateFirstReceiveTimestamp");
            })
        .toList();
  }

  private void create(String name, Map<String, String> attributes) {
    CreateQueueRequest request =
        CreateQueueRequest.builder().queueName(name).attributes(attributes).build();
    queues.accepted((sqs, call) -> sqs.createQueue(call, request));
  }

  private void delay(int seconds) {
    set(Map.of("DelaySeconds", String.valueOf(seconds)));
  }

  private void set(Map<String, String> attributes) {
    SetQueueAttributesRequest request =
        SetQueueAttributesRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + ORDER)
            .attributes(attributes)
            .build();
    queues.accepted((sqs, call) -> sqs.setQueueAttributes(call, request));
  }

  private SendMessageResult send(String body, String id) {
    return send(body, id, "group");
  }

  private SendMessageResult send(String body, String id, String group) {
    SendMessageRequest request =
        SendMessageRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + ORDER)
            .messageBody(body)
            .messageGroupId(group)
            .messageDeduplicationId(id)
            .build();
    return queues.accepted((sqs, call) -> sqs.sendMessage(call, request));
  }

  private List<Message> receive(String queue) {
    ReceiveMessageRequest request =
        ReceiveMessageRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + queue)
            .maxNumberOfMessages(10)
            .messageSystemAttributeNames(List.of("All"))
            .build();
    return Objects.requireNonNullElse(
        queues.accepted((sqs, call) -> sqs.receiveMessage(call, request)).messages(), List.of());
  }

  private String delete(String queue, String handle) {
    DeleteMessageRequest request =
        DeleteMessageRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + queue)
            .receiptHandle(handle)
            .build();
    return queues.code((sqs, call) -> sqs.deleteMessage(call, request));
  }
}
