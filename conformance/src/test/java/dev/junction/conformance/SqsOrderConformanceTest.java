package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.server.Junction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDeletedRecentlyException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/// Who gets which message when: message groups of standard and FIFO queues, repeated receives.
/// Expected values: SQS Developer Guide, "How Amazon SQS fair queues work"; SQS API reference,
/// ReceiveMessage.
@SuppressWarnings("unchecked") // the SDK's builders take generic varargs
final class SqsOrderConformanceTest {

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Junction junction;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SqsClient sqs;

  @BeforeEach
  void start() {
    junction = Junction.builder().data(folder).port(0).set("sqs.strict-limits", true).start();
    sqs = Clients.sqs(junction);
  }

  @AfterEach
  void stop() {
    sqs.close();
    junction.close();
  }

  private String queue(String name, Map<QueueAttributeName, String> attributes) {
    return sqs.createQueue(r -> r.queueName(name).attributes(attributes)).queueUrl();
  }

  private String fifo(String name) {
    return queue(
        name,
        Map.of(
            QueueAttributeName.FIFO_QUEUE, "true",
            QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true"));
  }

  private void sendMany(String url, String group, int count) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String body = group + i;
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id("e" + i)
              .messageBody(body)
              .messageGroupId(group)
              .build());
      if (entries.size() == 10 || i == count - 1) {
        sqs.sendMessageBatch(r -> r.queueUrl(url).entries(entries));
        entries.clear();
      }
    }
  }

  private List<Message> receive(String url, int max) {
    return sqs.receiveMessage(
            r ->
                r.queueUrl(url)
                    .maxNumberOfMessages(max)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private static String group(Message message) {
    return String.valueOf(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
  }

  @Test
  void aNoisyGroupLetsTheOthersGoFirst() {
    String url = queue("fair", Map.of());
    sendMany(url, "noisy", 500);
    for (int i = 0; i < 4; i++) {
      receive(url, 10);
    }
    sendMany(url, "quiet", 5);
    sendMany(url, "calm", 5);

    List<Message> next = receive(url, 10);

    assertThat(next).extracting(SqsOrderConformanceTest::group).containsOnly("quiet", "calm");
    assertThat(next).hasSize(10);
    // The noisy group is not held back when nobody else waits.
    assertThat(receive(url, 10)).hasSize(10).extracting(Message::body).contains("noisy40");
  }

  @Test
  void aMessageWithoutAGroupIsNeverNoisy() {
    String url = queue("mixed", Map.of());
    sendMany(url, "noisy", 100);
    for (int i = 0; i < 4; i++) {
      receive(url, 10);
    }
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("alone"));

    assertThat(receive(url, 1)).extracting(Message::body).containsExactly("alone");
  }

  @Test
  void belowThirtyInFlightTheOrderIsThatOfSending() {
    String url = queue("order", Map.of());
    sendMany(url, "a", 20);
    receive(url, 10);
    sendMany(url, "b", 5);

    assertThat(receive(url, 10)).extracting(SqsOrderConformanceTest::group).containsOnly("a");
  }

  @Test
  void aRepeatedReceiveGetsTheSameMessagesAndHandles() {
    String url = fifo("again.fifo");
    sendMany(url, "g", 5);
    List<Message> first = attempt(url, "attempt-1");
    assertThat(first).hasSize(3);

    junction.clock().advance(Duration.ofSeconds(20));
    assertThat(attempt(url, "attempt-1")).isEqualTo(first);
    // The repetition has set the visibility timeout anew.
    junction.clock().advance(Duration.ofSeconds(20));
    assertThat(attempt(url, "attempt-2")).isEmpty();
    assertThat(attempt(url, "attempt-1")).isEqualTo(first);

    stop();
    start();
    String again = junction.endpoint() + "/000000000000/again.fifo";
    assertThat(attempt(again, "attempt-1"))
        .extracting(Message::receiptHandle)
        .isEqualTo(first.stream().map(Message::receiptHandle).toList());
  }

  @Test
  void aReceiveWhoseMessagesWereTouchedIsNotRepeated() {
    String url = fifo("touched.fifo");
    sendMany(url, "g", 3);
    List<Message> first = attempt(url, "one");
    sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(first.getFirst().receiptHandle()));

    assertThat(attempt(url, "one")).isEmpty();
    junction.clock().advance(Duration.ofSeconds(31));
    assertThat(attempt(url, "one")).extracting(Message::body).containsExactly("g1", "g2");
  }

  @Test
  void anAttemptIsForgottenAfterFiveMinutes() {
    String url = fifo("old.fifo");
    sendMany(url, "g", 1);
    List<Message> first =
        sqs.receiveMessage(
                r -> r.queueUrl(url).receiveRequestAttemptId("old").visibilityTimeout(3_600))
            .messages();
    assertThat(first).hasSize(1);
    junction.clock().advance(Duration.ofMinutes(5).plusSeconds(1));

    assertThat(attempt(url, "old")).isEmpty();
  }

  private List<Message> attempt(String url, String id) {
    return sqs.receiveMessage(
            r -> r.queueUrl(url).maxNumberOfMessages(3).receiveRequestAttemptId(id))
        .messages();
  }

  @Test
  void aStandardQueueKnowsNoAttempts() {
    String url = queue("standard", Map.of());
    assertThatThrownBy(() -> sqs.receiveMessage(r -> r.queueUrl(url).receiveRequestAttemptId("a")))
        .hasMessageContaining("not valid for this queue type");
  }

  @Test
  void withStrictLimitsADeletedNameIsNotFreeForAMinute() {
    String url = queue("gone", Map.of());
    sqs.deleteQueue(r -> r.queueUrl(url));
    assertThatThrownBy(() -> queue("gone", Map.of()))
        .isInstanceOf(QueueDeletedRecentlyException.class);
    stop();
    start();
    assertThatThrownBy(() -> queue("gone", Map.of()))
        .isInstanceOf(QueueDeletedRecentlyException.class);
    junction.clock().advance(Duration.ofSeconds(61));
    assertThat(queue("gone", Map.of())).endsWith("/gone");
  }
}
