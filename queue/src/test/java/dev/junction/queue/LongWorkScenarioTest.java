package dev.junction.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.models.sqs.CancelMessageMoveTaskRequest;
import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.DeleteMessageRequest;
import dev.junction.models.sqs.GetQueueAttributesRequest;
import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.models.sqs.SetQueueAttributesRequest;
import dev.junction.models.sqs.StartMessageMoveTaskRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Work that is too much for one command, or that meets a queue right after a restart. Each case
/// went wrong once.
final class LongWorkScenarioTest {

  private static final int MEBIBYTE = 1 << 20;

  private final SteppedQueues queues = new SteppedQueues(1);

  private String queue(String name, Map<String, String> attributes) {
    return Objects.requireNonNull(
        queues
            .accepted(
                (sqs, call) ->
                    sqs.createQueue(
                        call,
                        CreateQueueRequest.builder()
                            .queueName(name)
                            .attributes(attributes)
                            .build()))
            .queueUrl());
  }

  private void send(String url, String body, int delaySeconds) {
    queues.accepted(
        (sqs, call) ->
            sqs.sendMessage(
                call,
                SendMessageRequest.builder()
                    .queueUrl(url)
                    .messageBody(body)
                    .delaySeconds(delaySeconds)
                    .build()));
  }

  private List<Message> receive(String url, int visibilitySeconds) {
    List<Message> messages =
        queues
            .accepted(
                (sqs, call) ->
                    sqs.receiveMessage(
                        call,
                        ReceiveMessageRequest.builder()
                            .queueUrl(url)
                            .maxNumberOfMessages(10)
                            .visibilityTimeout(visibilitySeconds)
                            .build()))
            .messages();
    return Objects.requireNonNullElse(messages, List.of());
  }

  private void set(String url, String name, String value) {
    queues.accepted(
        (sqs, call) ->
            sqs.setQueueAttributes(
                call,
                SetQueueAttributesRequest.builder()
                    .queueUrl(url)
                    .attributes(Map.of(name, value))
                    .build()));
  }

  private int count(String url) {
    Map<String, String> attributes =
        queues
            .accepted(
                (sqs, call) ->
                    sqs.getQueueAttributes(
                        call,
                        GetQueueAttributesRequest.builder()
                            .queueUrl(url)
                            .attributeNames(List.of("All"))
                            .build()))
            .attributes();
    Map<String, String> all = Objects.requireNonNull(attributes);
    return Integer.parseInt(all.getOrDefault("ApproximateNumberOfMessages", ""))
        + Integer.parseInt(all.getOrDefault("ApproximateNumberOfMessagesNotVisible", ""))
        + Integer.parseInt(all.getOrDefault("ApproximateNumberOfMessagesDelayed", ""));
  }

  private Set<String> receiveAll(String url, int rounds) {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < rounds; i++) {
      receive(url, 3_600).forEach(message -> ids.add(String.valueOf(message.messageId())));
    }
    return ids;
  }

  @Test
  void delaysOfManyMebibytesEndWithoutStoppingThePartition() {
    String url = queue("large", Map.of());
    String body = "x".repeat(MEBIBYTE - 100);
    for (int i = 0; i < 70; i++) {
      send(url, body, 5);
    }
    queues.advance(Duration.ofSeconds(6));

    assertThat(receiveAll(url, 100)).hasSize(70);
    assertThat(queues.code((sqs, call) -> sqs.listQueues(call, list()))).isEqualTo("accepted");
  }

  private static dev.junction.models.sqs.ListQueuesRequest list() {
    return dev.junction.models.sqs.ListQueuesRequest.builder().build();
  }

  @Test
  void manyDeadLettersLeaveInPortions() {
    String dead = queue("dead", Map.of());
    String url = queue("source", Map.of());
    String body = "x".repeat(100_000);
    for (int i = 0; i < 120; i++) {
      send(url, body, 0);
    }
    for (int i = 0; i < 12; i++) {
      receive(url, 1);
    }
    queues.advance(Duration.ofSeconds(2));
    set(
        url,
        "RedrivePolicy",
        "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:"
            + SteppedQueues.ACCOUNT
            + ":dead\",\"maxReceiveCount\":1}");

    assertThat(receive(url, 30)).isEmpty();
    assertThat(count(dead)).isBetween(1, 119);
    assertThat(receiveAll(url, 20)).isEmpty();
    assertThat(count(dead)).isEqualTo(120);
    assertThat(count(url)).isZero();
  }

  @Test
  void settingsThatChangeRightAfterARestartLeaveMessagesInFlightAlone() {
    String url = queue("flying", Map.of());
    send(url, "m", 0);
    String handle = SteppedQueues.handle(receive(url, 300).getFirst());
    queues.crash();
    set(url, "VisibilityTimeout", "10");

    assertThat(receive(url, 10)).isEmpty();
    queues.accepted(
        (sqs, call) ->
            sqs.deleteMessage(
                call, DeleteMessageRequest.builder().queueUrl(url).receiptHandle(handle).build()));
    queues.advance(Duration.ofMinutes(10));
    assertThat(receive(url, 10)).isEmpty();
    assertThat(count(url)).isZero();
  }

  @Test
  void aFifoQueueDeliversAlsoWhenBodiesFindNoPlaceInMemory() {
    String other = queue("other", Map.of());
    for (int i = 0; i < 20; i++) {
      send(other, "x".repeat(MEBIBYTE - 100), 0);
    }
    String url =
        queue(
            "delayed.fifo",
            Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true", "DelaySeconds", "1"));
    for (String body : List.of("1", "2", "3")) {
      queues.accepted(
          (sqs, call) ->
              sqs.sendMessage(
                  call,
                  SendMessageRequest.builder()
                      .queueUrl(url)
                      .messageBody(body)
                      .messageGroupId("g")
                      .build()));
    }
    queues.advance(Duration.ofSeconds(2));

    List<Message> found = receive(url, 30);
    List<Message> messages = found.isEmpty() ? receive(url, 30) : found;
    assertThat(messages).extracting(Message::body).containsExactly("1", "2", "3");
  }

  @Test
  void messagesExpireAlsoAfterAChangeOfAnEmptyQueueAndARestart() {
    String url = queue("expiring", Map.of());
    send(url, "first", 0);
    String handle = SteppedQueues.handle(receive(url, 300).getFirst());
    queues.accepted(
        (sqs, call) ->
            sqs.deleteMessage(
                call, DeleteMessageRequest.builder().queueUrl(url).receiptHandle(handle).build()));
    set(url, "MessageRetentionPeriod", "60");
    queues.crash();
    send(url, "second", 0);
    queues.advance(Duration.ofSeconds(61));

    assertThat(count(url)).isZero();
  }

  private static String redrive(String dead) {
    return "{\"deadLetterTargetArn\":\"" + arn(dead) + "\",\"maxReceiveCount\":1}";
  }

  private static String arn(String name) {
    return "arn:aws:sqs:us-east-1:" + SteppedQueues.ACCOUNT + ":" + name;
  }

  /// Source: SQS Developer Guide, "Using dead-letter queues": a dead letter of a standard queue
  /// expires by the time at which it was sent first.
  @Test
  void aDeadLetterExpiresByItsOwnAgeAlsoBehindAYoungerMessage() {
    String dead = queue("dead", Map.of());
    String url = queue("source", Map.of("RedrivePolicy", redrive("dead")));
    send(url, "old", 0);
    queues.advance(Duration.ofDays(3));
    send(dead, "young", 0);
    receive(url, 0);
    receive(url, 0);
    assertThat(count(dead)).isEqualTo(2);

    queues.advance(Duration.ofDays(1).plusSeconds(2));
    assertThat(count(dead)).isEqualTo(1);
  }

  @Test
  void aMoveThatIsCancelledAndStartedAgainKeepsItsRate() {
    String other = besideDeadLetters(50);
    for (int i = 0; i < 3; i++) {
      String handle =
          Objects.requireNonNull(
              queues
                  .accepted((sqs, call) -> sqs.startMessageMoveTask(call, slowly()))
                  .taskHandle());
      queues.accepted(
          (sqs, call) ->
              sqs.cancelMessageMoveTask(
                  call, CancelMessageMoveTaskRequest.builder().taskHandle(handle).build()));
    }
    queues.accepted((sqs, call) -> sqs.startMessageMoveTask(call, slowly()));
    int before = count(other);
    for (int i = 0; i < 10; i++) {
      queues.advance(Duration.ofSeconds(1));
    }

    assertThat(count(other) - before).isEqualTo(10);
  }

  @Test
  void aMoveGoesOnForAllTheTimeThatAClockJumps() {
    String other = besideDeadLetters(50);
    queues.accepted((sqs, call) -> sqs.startMessageMoveTask(call, slowly()));
    queues.advance(Duration.ofSeconds(30));
    assertThat(count(other)).isEqualTo(31);

    queues.crash(Duration.ofSeconds(10));
    assertThat(count(other)).as("while nothing ran nothing was due").isEqualTo(32);
  }

  @Test
  void aMoveDoesNotMakeUpForTheTimeInWhichTheMachineStoodStill() {
    String other = besideDeadLetters(50);
    queues.accepted((sqs, call) -> sqs.startMessageMoveTask(call, slowly()));
    queues.advance(Duration.ofSeconds(2));
    assertThat(count(other)).isEqualTo(3);

    queues.standStill(Duration.ofHours(8));
    queues.advance(Duration.ofSeconds(2));
    assertThat(count(other)).isBetween(5, 7);
  }

  @Test
  void aMoveWithoutARateDoesNotWaitForTheClock() {
    String other = besideDeadLetters(300);
    StartMessageMoveTaskRequest request =
        StartMessageMoveTaskRequest.builder()
            .sourceArn(arn("dead"))
            .destinationArn(arn("other"))
            .build();
    queues.accepted((sqs, call) -> sqs.startMessageMoveTask(call, request));
    assertThat(count(other)).isEqualTo(300);
  }

  /// A queue `other` for what is moved out of a dead-letter queue `dead` with so many messages.
  private String besideDeadLetters(int count) {
    String dead = queue("dead", Map.of());
    queue("source", Map.of("RedrivePolicy", redrive("dead")));
    for (int i = 0; i < count; i++) {
      send(dead, "m", 0);
    }
    return queue("other", Map.of());
  }

  private static StartMessageMoveTaskRequest slowly() {
    return StartMessageMoveTaskRequest.builder()
        .sourceArn(arn("dead"))
        .destinationArn(arn("other"))
        .maxNumberOfMessagesPerSecond(1)
        .build();
  }
}
