package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.server.Junction;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sqs.model.InvalidAttributeNameException;
import software.amazon.awssdk.services.sqs.model.InvalidAttributeValueException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.PurgeQueueInProgressException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException;

/// SQS through the AWS SDK for Java. Expected values: SQS API reference, each operation's page.
@SuppressWarnings("unchecked") // the SDK's builders take generic varargs
final class SqsConformanceTest {

  @SuppressWarnings("NullAway.Init") // set before each test
  private Junction junction;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SqsClient sqs;

  @BeforeEach
  void start() {
    junction = Junction.builder().ephemeral().port(0).start();
    sqs = Clients.sqs(junction);
  }

  @AfterEach
  void stop() {
    sqs.close();
    junction.close();
  }

  private String queue(String name) {
    return sqs.createQueue(r -> r.queueName(name)).queueUrl();
  }

  private String fifo(String name) {
    return sqs.createQueue(
            r ->
                r.queueName(name)
                    .attributes(
                        Map.of(
                            QueueAttributeName.FIFO_QUEUE, "true",
                            QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true")))
        .queueUrl();
  }

  private List<Message> receive(String url) {
    return sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages();
  }

  @Test
  void aMessageIsReceivedOnceAndGoneAfterItsDelete() {
    String url = queue("once");
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("hello"));

    List<Message> messages = receive(url);
    assertThat(messages).extracting(Message::body).containsExactly("hello");
    assertThat(receive(url)).isEmpty();
    sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(messages.getFirst().receiptHandle()));
    junction.clock().advance(Duration.ofSeconds(31));
    assertThat(receive(url)).isEmpty();
  }

  @Test
  void aMessageThatIsNotDeletedComesBackAfterItsVisibilityTimeout() {
    String url = queue("back");
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("again"));
    receive(url);
    junction.clock().advance(Duration.ofSeconds(29));
    assertThat(receive(url)).isEmpty();
    junction.clock().advance(Duration.ofSeconds(2));

    Message second =
        sqs.receiveMessage(
                r ->
                    r.queueUrl(url)
                        .messageSystemAttributeNames(
                            MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
            .messages()
            .getFirst();
    assertThat(second.attributes())
        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2");
  }

  @Test
  void attributesTravelWithTheirDigests() {
    String url = queue("attributes");
    Map<String, MessageAttributeValue> attributes =
        Map.of(
            "text", MessageAttributeValue.builder().dataType("String").stringValue("ä").build(),
            "number", MessageAttributeValue.builder().dataType("Number").stringValue("7").build(),
            "bytes",
                MessageAttributeValue.builder()
                    .dataType("Binary.x")
                    .binaryValue(SdkBytes.fromByteArray(new byte[] {1, 2, 3}))
                    .build());
    // The SDK compares the digests of body and attributes by itself, on both ways.
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("m").messageAttributes(attributes));

    Message message =
        sqs.receiveMessage(r -> r.queueUrl(url).messageAttributeNames("All")).messages().getFirst();
    assertThat(message.messageAttributes()).isEqualTo(attributes);
    assertThat(message.md5OfMessageAttributes()).hasSize(32);
  }

  @Test
  void aDelayedMessageAppearsWhenItsDelayIsOver() {
    String url = queue("delayed");
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("later").delaySeconds(60));
    assertThat(receive(url)).isEmpty();
    assertThat(count(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)).isEqualTo(1);
    junction.clock().advance(Duration.ofSeconds(61));
    assertThat(receive(url)).extracting(Message::body).containsExactly("later");
    assertThat(count(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)).isZero();
  }

  private long count(String url, QueueAttributeName name) {
    String value =
        sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(name)).attributes().get(name);
    return Long.parseLong(String.valueOf(value));
  }

  @Test
  void aLongPollWakesWhenAMessageArrives() {
    String url = queue("poll");
    try (SqsAsyncClient async = Clients.sqsAsync(junction)) {
      CompletableFuture<ReceiveMessageResponse> poll =
          async.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20));
      async.sendMessage(r -> r.queueUrl(url).messageBody("wake")).join();
      assertThat(poll.join().messages()).extracting(Message::body).containsExactly("wake");
    }
  }

  @Test
  void aLongPollThatFindsNothingEndsWithItsWaitTime() {
    String url = queue("nothing");
    try (SqsAsyncClient async = Clients.sqsAsync(junction)) {
      CompletableFuture<ReceiveMessageResponse> poll =
          async.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(1));
      assertThat(poll.join().messages()).isEmpty();
    }
  }

  @Test
  void changingTheVisibilityMovesTheDeadline() {
    String url = queue("visibility");
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("m"));
    String handle = receive(url).getFirst().receiptHandle();
    sqs.changeMessageVisibility(r -> r.queueUrl(url).receiptHandle(handle).visibilityTimeout(0));
    String again = receive(url).getFirst().receiptHandle();
    sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(again));
    assertThatThrownBy(
            () ->
                sqs.changeMessageVisibility(
                    r -> r.queueUrl(url).receiptHandle(again).visibilityTimeout(10)))
        .isInstanceOf(SqsException.class)
        .hasMessageContaining("is not available for visibility timeout change");
  }

  @Test
  void batchesFailEntryByEntry() {
    String url = queue("batch");
    SendMessageBatchResponse sent =
        sqs.sendMessageBatch(
            r ->
                r.queueUrl(url)
                    .entries(
                        e -> e.id("good").messageBody("x"),
                        e -> e.id("bad").messageBody("bad \u0000")));
    assertThat(sent.successful()).extracting(e -> e.id()).containsExactly("good");
    assertThat(sent.failed()).extracting(e -> e.id()).containsExactly("bad");
    assertThat(sent.failed().getFirst().senderFault()).isTrue();
    assertThat(sent.failed().getFirst().code()).isEqualTo("InvalidMessageContents");

    String handle = receive(url).getFirst().receiptHandle();
    var deleted =
        sqs.deleteMessageBatch(
            r ->
                r.queueUrl(url)
                    .entries(
                        e -> e.id("1").receiptHandle(handle), e -> e.id("2").receiptHandle("no")));
    assertThat(deleted.successful()).hasSize(1);
    assertThat(deleted.failed().getFirst().code()).isEqualTo("ReceiptHandleIsInvalid");
  }

  /// Source: what LocalStack recorded from the real service,
  /// `test_send_message_batch_with_oversized_contents_with_updated_maximum_message_size`.
  @Test
  void aBatchInWhichNothingOrEverythingFailedHasNoEmptyList() {
    String url = queue("whole-batch");
    var sent = sqs.sendMessageBatch(r -> r.queueUrl(url).entries(e -> e.id("1").messageBody("x")));
    assertThat(sent.hasSuccessful()).isTrue();
    assertThat(sent.hasFailed()).isFalse();
    var unsent =
        sqs.sendMessageBatch(r -> r.queueUrl(url).entries(e -> e.id("1").messageBody("\u0000")));
    assertThat(unsent.hasSuccessful()).isFalse();
    assertThat(unsent.hasFailed()).isTrue();
    String handle = receive(url).getFirst().receiptHandle();
    var changed =
        sqs.changeMessageVisibilityBatch(
            r ->
                r.queueUrl(url)
                    .entries(e -> e.id("1").receiptHandle(handle).visibilityTimeout(60)));
    assertThat(changed.hasFailed()).isFalse();
    var deleted =
        sqs.deleteMessageBatch(r -> r.queueUrl(url).entries(e -> e.id("1").receiptHandle(handle)));
    assertThat(deleted.hasSuccessful()).isTrue();
    assertThat(deleted.hasFailed()).isFalse();
  }

  @Test
  void batchesThatAreWrongAsAWholeAreRefused() {
    String url = queue("wrong-batch");
    assertThatThrownBy(() -> sqs.sendMessageBatch(r -> r.queueUrl(url).entries(List.of())))
        .isInstanceOf(EmptyBatchRequestException.class);
    assertThatThrownBy(
            () ->
                sqs.sendMessageBatch(
                    r ->
                        r.queueUrl(url)
                            .entries(
                                e -> e.id("a").messageBody("1"), e -> e.id("a").messageBody("2"))))
        .isInstanceOf(BatchEntryIdsNotDistinctException.class);
    assertThatThrownBy(
            () ->
                sqs.sendMessageBatch(
                    r ->
                        r.queueUrl(url)
                            .entries(
                                java.util.stream.IntStream.range(0, 11)
                                    .mapToObj(
                                        i ->
                                            software.amazon.awssdk.services.sqs.model
                                                .SendMessageBatchRequestEntry.builder()
                                                .id("e" + i)
                                                .messageBody("m")
                                                .build())
                                    .toList())))
        .isInstanceOf(TooManyEntriesInBatchRequestException.class);
  }

  @Test
  void aFifoQueueKeepsOrderAndLocksTheGroup() {
    String url = fifo("order.fifo");
    for (int i = 0; i < 5; i++) {
      String body = "a" + i;
      sqs.sendMessage(r -> r.queueUrl(url).messageBody(body).messageGroupId("a"));
    }
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("b0").messageGroupId("b"));

    List<Message> first =
        sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(2)).messages();
    assertThat(first).extracting(Message::body).containsExactly("a0", "a1");
    assertThat(receive(url)).extracting(Message::body).containsExactly("b0");
    assertThat(receive(url)).isEmpty();
    first.forEach(
        message -> sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle())));
    assertThat(receive(url)).extracting(Message::body).containsExactly("a2", "a3", "a4");
  }

  @Test
  void aFifoQueueTakesADeduplicationIdOnceInFiveMinutes() {
    String url = fifo("once.fifo");
    String first =
        sqs.sendMessage(r -> r.queueUrl(url).messageBody("same").messageGroupId("g")).messageId();
    String second =
        sqs.sendMessage(r -> r.queueUrl(url).messageBody("same").messageGroupId("g")).messageId();
    assertThat(second).isEqualTo(first);
    assertThat(count(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).isEqualTo(1);
    junction.clock().advance(Duration.ofMinutes(5).plusSeconds(1));
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("same").messageGroupId("g"));
    assertThat(count(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).isEqualTo(2);
  }

  @Test
  void aMessageThatIsReceivedTooOftenGoesToTheDeadLetterQueue() {
    String dead = queue("dead");
    String url = queue("alive");
    sqs.setQueueAttributes(
        r ->
            r.queueUrl(url)
                .attributes(
                    Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-central-1:000000000000:dead\","
                            + "\"maxReceiveCount\":\"2\"}",
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        "0")));
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("poison"));
    assertThat(receive(url)).hasSize(1);
    assertThat(receive(url)).hasSize(1);
    assertThat(receive(url)).isEmpty();
    Message letter =
        sqs.receiveMessage(
                r ->
                    r.queueUrl(dead)
                        .waitTimeSeconds(5)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages()
            .getFirst();
    assertThat(letter.body()).isEqualTo("poison");
    assertThat(letter.attributes())
        .containsEntry(
            MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN,
            "arn:aws:sqs:eu-central-1:000000000000:alive");
  }

  @Test
  void listsComeInPages() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 25; i++) {
      made.add(queue("page-" + i));
    }
    queue("other");
    Set<String> listed = new HashSet<>();
    sqs.listQueuesPaginator(r -> r.queueNamePrefix("page-").maxResults(10))
        .queueUrls()
        .forEach(listed::add);
    assertThat(listed).isEqualTo(made);
  }

  @Test
  void messagesPastTheirRetentionAreGone() {
    String url =
        sqs.createQueue(
                r ->
                    r.queueName("short")
                        .attributes(Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "60")))
            .queueUrl();
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("old"));
    junction.clock().advance(Duration.ofSeconds(61));
    assertThat(receive(url)).isEmpty();
    assertThat(count(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).isZero();
  }

  @Test
  void accountsAndRegionsAreApart() {
    queue("mine");
    try (SqsClient other = Clients.sqs(junction, "111111111111", Region.EU_CENTRAL_1);
        SqsClient elsewhere = Clients.sqs(junction, "test", Region.US_EAST_1)) {
      assertThat(other.listQueues().queueUrls()).isEmpty();
      assertThat(elsewhere.listQueues().queueUrls()).isEmpty();
      assertThat(other.createQueue(r -> r.queueName("mine")).queueUrl())
          .endsWith("/111111111111/mine");
    }
  }

  @Test
  void purgeEmptiesAQueueOnceAMinute() {
    String url = queue("purge");
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("m"));
    sqs.purgeQueue(r -> r.queueUrl(url));
    assertThat(receive(url)).isEmpty();
    assertThatThrownBy(() -> sqs.purgeQueue(r -> r.queueUrl(url)))
        .isInstanceOf(PurgeQueueInProgressException.class);
  }

  @Test
  void tagsAreAddedReplacedAndRemoved() {
    String url = queue("tags");
    sqs.tagQueue(r -> r.queueUrl(url).tags(Map.of("a", "1", "b", "2")));
    sqs.tagQueue(r -> r.queueUrl(url).tags(Map.of("b", "3")));
    sqs.untagQueue(r -> r.queueUrl(url).tagKeys("a"));
    assertThat(sqs.listQueueTags(r -> r.queueUrl(url)).tags()).isEqualTo(Map.of("b", "3"));
  }

  @Test
  void badInputGetsTheModelsErrors() {
    String url = queue("errors");
    assertThatThrownBy(() -> sqs.getQueueUrl(r -> r.queueName("nope")))
        .isInstanceOf(QueueDoesNotExistException.class);
    assertThatThrownBy(
            () ->
                sqs.createQueue(
                    r ->
                        r.queueName("errors")
                            .attributes(Map.of(QueueAttributeName.DELAY_SECONDS, "7"))))
        .isInstanceOf(QueueNameExistsException.class);
    assertThatThrownBy(
            () ->
                sqs.setQueueAttributes(
                    r ->
                        r.queueUrl(url)
                            .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "43201"))))
        .isInstanceOf(InvalidAttributeValueException.class);
    assertThatThrownBy(
            () ->
                sqs.setQueueAttributes(
                    r -> r.queueUrl(url).attributesWithStrings(Map.of("Colour", "red"))))
        .isInstanceOf(InvalidAttributeNameException.class);
    assertThatThrownBy(() -> sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle("x")))
        .isInstanceOf(ReceiptHandleIsInvalidException.class);
    assertThatThrownBy(() -> sqs.createQueue(r -> r.queueName("a b")))
        .isInstanceOfSatisfying(
            SqsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue"));
    assertThatThrownBy(() -> sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(11)))
        .isInstanceOf(SqsException.class)
        .hasMessageContaining("Must be between 1 and 10");
  }
}
