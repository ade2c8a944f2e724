package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.server.Junction;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// What the documentation leaves open or says otherwise than the real service does. Source,
/// where no other is named: what the tests of LocalStack recorded from the real service
/// (`test_sqs.py`,
/// `test_sqs_move_task.py`).
final class SqsObservedConformanceTest {

  @AutoClose
  private static final Junction junction = Junction.builder().ephemeral().port(0).start();

  @AutoClose private static final SqsClient sqs = Clients.sqs(junction);

  private static String queue(String name) {
    boolean isFifo = name.endsWith(".fifo");
    return sqs.createQueue(
            r ->
                r.queueName(name)
                    .attributes(isFifo ? Map.of(QueueAttributeName.FIFO_QUEUE, "true") : Map.of()))
        .queueUrl();
  }

  private static List<Message> receive(String url, int visibilitySeconds) {
    return sqs.receiveMessage(r -> r.queueUrl(url).visibilityTimeout(visibilitySeconds)).messages();
  }

  private static void change(String url, Message message, int seconds) {
    sqs.changeMessageVisibility(
        r -> r.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(seconds));
  }

  private static void refused(ThrowingCallable call, String code, String text) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SqsException.class,
            thrown -> assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo(code))
        .hasMessageContaining(text);
  }

  @Test
  void whoReceivedAMessageEarlierMayMakeItVisible() {
    String url = queue("earlier-handle");
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("m"));
    Message first = receive(url, 0).getFirst();
    assertThat(receive(url, 30)).hasSize(1);
    assertThat(receive(url, 30)).isEmpty();

    change(url, first, 0);
    assertThat(receive(url, 30)).hasSize(1);
  }

  @Test
  void aChangeForAMessageThatIsVisibleAgainIsAcceptedAndChangesNothing() {
    String url = queue("over");
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("m"));
    Message message = receive(url, 0).getFirst();
    change(url, message, 30);
    assertThat(receive(url, 30)).hasSize(1);
  }

  /// Source: what users of the real service report, as in the issues of taskq and ecs-watchbot.
  @Test
  void aMessageThatIsGoneHasNoVisibility() {
    String url = queue("gone");
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("m"));
    Message message = receive(url, 30).getFirst();
    sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
    refused(
        () -> change(url, message, 30),
        "InvalidParameterValue",
        "is not available for visibility timeout change");
  }

  @Test
  void aPurgeForgetsDeduplicationIds() {
    String url = queue("purged.fifo");
    sqs.sendMessage(
        r -> r.queueUrl(url).messageBody("one").messageGroupId("g").messageDeduplicationId("same"));
    sqs.purgeQueue(r -> r.queueUrl(url));
    sqs.sendMessage(
        r -> r.queueUrl(url).messageBody("two").messageGroupId("g").messageDeduplicationId("same"));
    assertThat(receive(url, 30)).extracting(Message::body).containsExactly("two");
  }

  private static List<String> receiveBodies(String url, int most, int visibilitySeconds) {
    return sqs
        .receiveMessage(
            r -> r.queueUrl(url).maxNumberOfMessages(most).visibilityTimeout(visibilitySeconds))
        .messages()
        .stream()
        .map(Message::body)
        .toList();
  }

  private static String groups(String name, String... bodies) {
    String url = queue(name);
    for (String body : bodies) {
      String group = body.substring(0, body.indexOf('-'));
      sqs.sendMessage(
          r ->
              r.queueUrl(url).messageBody(body).messageGroupId(group).messageDeduplicationId(body));
    }
    return url;
  }

  /// As LocalStack observed: `test_fifo_message_group_visibility_after_change_message_visibility`.
  @Test
  void aMessageOfAGroupThatIsVisibleAgainComesThoughLaterOnesAreInFlight() {
    String url = groups("part.fifo", "g1-m1", "g1-m2", "g1-m3", "g2-m1");
    Message first =
        sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(2)).messages().getFirst();
    change(url, first, 0);
    assertThat(receiveBodies(url, 10, 30)).containsExactly("g2-m1", "g1-m1");
    assertThat(receiveBodies(url, 10, 30)).as("the rest of the group is locked").isEmpty();
  }

  /// As LocalStack observed: `test_fifo_receive_message_with_zero_visibility_timeout`.
  @Test
  void aGroupThatCameBackStandsBehindThoseThatNobodyHasReceived() {
    String url = groups("turns.fifo", "g1-m1", "g2-m1", "g2-m2", "g3-m1", "g1-m2");
    assertThat(receiveBodies(url, 3, 0)).containsExactly("g1-m1", "g1-m2", "g2-m1");
    assertThat(receiveBodies(url, 10, 0))
        .containsExactly("g3-m1", "g1-m1", "g1-m2", "g2-m1", "g2-m2");
  }

  @Test
  void aBatchWithoutWhatAFifoQueueNeedsIsRefusedAsAWhole() {
    String url = queue("batch.fifo");
    batchIsRefused(
        url,
        second -> second.messageDeduplicationId("b"),
        "The request must contain the parameter MessageGroupId.");
    batchIsRefused(url, second -> second.messageGroupId("g"), "MessageDeduplicationId provided");
    assertThat(receive(url, 30)).as("nothing of it was sent").isEmpty();
  }

  private static void batchIsRefused(
      String url, Consumer<SendMessageBatchRequestEntry.Builder> second, String text) {
    SendMessageBatchRequestEntry.Builder bad =
        SendMessageBatchRequestEntry.builder().id("2").messageBody("two");
    second.accept(bad);
    SendMessageBatchRequestEntry good =
        SendMessageBatchRequestEntry.builder()
            .id("1")
            .messageBody("one")
            .messageGroupId("g")
            .messageDeduplicationId("a")
            .build();
    refused(
        () -> sqs.sendMessageBatch(r -> r.queueUrl(url).entries(List.of(good, bad.build()))),
        "InvalidParameterValue",
        text);
  }

  @Test
  void theNameOfAQueueWillDoForItsUrl() {
    String url = queue("by-name");
    sqs.sendMessage(r -> r.queueUrl("by-name").messageBody("m"));
    assertThat(receive(url, 30)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hel.*", "Hello", "H.*"})
  void aPrefixOfAttributesEndsBeforeItsDot(String asked) {
    String url = queue("prefix");
    sqs.sendMessage(
        r ->
            r.queueUrl(url)
                .messageBody("m")
                .messageAttributes(
                    Map.of("Hello", text("there"), "General", text("k"), "größer.1", text("ä"))));
    Message message =
        sqs.receiveMessage(r -> r.queueUrl(url).messageAttributeNames(asked)).messages().getFirst();
    assertThat(message.messageAttributes()).containsOnlyKeys("Hello");
    sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  /// Source: the model, where GetQueueAttributes has such an error and ReceiveMessage has none; the
  /// text is what users of the real service report.
  @Test
  void attributesThatNoMessageHasArePassedOver() {
    String url = queue("unknown-names");
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("m"));
    Message message =
        sqs.receiveMessage(r -> r.queueUrl(url).messageSystemAttributeNamesWithStrings("Foo"))
            .messages()
            .getFirst();
    assertThat(message.attributes()).isEmpty();
    refused(
        () ->
            sqs.getQueueAttributes(
                r -> r.queueUrl(url).attributeNamesWithStrings("ApproximateAgeOfOldestMessage")),
        "InvalidAttributeName",
        "Unknown Attribute ApproximateAgeOfOldestMessage.");
  }

  @Test
  void errorsAreThoseOfTheRealService() {
    String url = queue("errors");
    refused(
        () -> set(url, Map.of(QueueAttributeName.FIFO_QUEUE, "true")),
        "InvalidAttributeName",
        "Unknown Attribute FifoQueue.");
    refused(
        () ->
            set(
                url,
                Map.of(
                    QueueAttributeName.KMS_MASTER_KEY_ID,
                    "key",
                    QueueAttributeName.SQS_MANAGED_SSE_ENABLED,
                    "true")),
        "InvalidAttributeName",
        "You can use one type of server-side encryption (SSE) at one time.");
    refused(
        () ->
            sqs.sendMessage(
                r ->
                    r.queueUrl(url)
                        .messageBody("m")
                        .messageAttributes(Map.of("ErrorDetails", text("")))),
        "InvalidParameterValue",
        "Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'.");
    refused(
        () -> sqs.cancelMessageMoveTask(r -> r.taskHandle("foobared")),
        "InvalidParameterValue",
        "Value for parameter TaskHandle is invalid.");
  }

  /// As LocalStack recorded: `test_fifo_change_to_high_throughput_after_creation`.
  @Test
  void truthMayBeWrittenWithACapital() {
    Map<QueueAttributeName, String> written =
        Map.of(
            QueueAttributeName.FIFO_QUEUE,
            "True",
            QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
            "False");
    String url = sqs.createQueue(r -> r.queueName("capital.fifo").attributes(written)).queueUrl();
    assertThat(
            sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes())
        .containsEntry(QueueAttributeName.FIFO_QUEUE, "true")
        .containsEntry(QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "false");
    assertThat(sqs.createQueue(r -> r.queueName("capital.fifo").attributes(written)).queueUrl())
        .as("the same attributes again")
        .isEqualTo(url);
  }

  @Test
  void aRedrivePolicySaysWhatIsWrongWithIt() {
    String dead = "arn:aws:sqs:us-east-1:000000000000:dead";
    redriveIsRefused("dummy", "42", "Invalid value for deadLetterTargetArn.");
    redriveIsRefused(
        dead,
        "1001",
        "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.");
    redriveIsRefused(
        dead,
        "0",
        "Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.");
  }

  private static void redriveIsRefused(String target, String count, String reason) {
    String policy =
        "{\"deadLetterTargetArn\": \"" + target + "\", \"maxReceiveCount\": " + count + "}";
    refused(
        () ->
            sqs.createQueue(
                r ->
                    r.queueName("refused")
                        .attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy))),
        "InvalidParameterValue",
        "Value " + policy + " for parameter RedrivePolicy is invalid. Reason: " + reason);
  }

  @Test
  void aStandardQueueIsNotCreatedWithWhatOnlyFifoQueuesHave() {
    for (String name : List.of("DeduplicationScope", "FifoThroughputLimit")) {
      refused(
          () ->
              sqs.createQueue(
                  r -> r.queueName("standard").attributesWithStrings(Map.of(name, "perQueue"))),
          "InvalidAttributeName",
          "You can specify the " + name + " only when FifoQueue is set to true.");
    }
  }

  @Test
  void anEntryOfABatchThatIsTooLongSaysSoInWordsOfItsOwn() {
    String url = queue("short");
    set(url, Map.of(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "1024"));
    List<SendMessageBatchRequestEntry> entries =
        List.of(
            SendMessageBatchRequestEntry.builder()
                .id("fits")
                .messageBody("a".repeat(1_024))
                .build(),
            SendMessageBatchRequestEntry.builder()
                .id("long")
                .messageBody("a".repeat(1_025))
                .build());
    var answer = sqs.sendMessageBatch(r -> r.queueUrl(url).entries(entries));
    assertThat(answer.successful()).extracting(e -> e.id()).containsExactly("fits");
    assertThat(answer.failed().getFirst().message())
        .isEqualTo(
            "One or more parameters cannot be validated. Reason: Message must be shorter than 1024"
                + " bytes.");
  }

  private static void set(String url, Map<QueueAttributeName, String> attributes) {
    sqs.setQueueAttributes(r -> r.queueUrl(url).attributes(attributes));
  }
}
