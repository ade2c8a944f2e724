package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.server.Junction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// Dead-letter queues and message move tasks through the AWS SDK. Expected values: SQS API
/// reference, StartMessageMoveTask and its siblings; SQS Developer Guide, "Using dead-letter
/// queues".
@SuppressWarnings("unchecked") // the SDK's builders take generic varargs
final class SqsRedriveConformanceTest {

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Junction junction;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SqsClient sqs;

  @BeforeEach
  void start() {
    junction = Junction.builder().data(folder).port(0).start();
    sqs = Clients.sqs(junction);
  }

  @AfterEach
  void stop() {
    sqs.close();
    junction.close();
  }

  private static String arn(String name) {
    return "arn:aws:sqs:eu-central-1:000000000000:" + name;
  }

  private String queue(String name) {
    return sqs.createQueue(r -> r.queueName(name)).queueUrl();
  }

  private String queueWithDeadLetters(String name, String deadLetters) {
    return sqs.createQueue(
            r ->
                r.queueName(name)
                    .attributes(
                        Map.of(
                            QueueAttributeName.REDRIVE_POLICY,
                            "{\"deadLetterTargetArn\":\""
                                + arn(deadLetters)
                                + "\",\"maxReceiveCount\":1}",
                            QueueAttributeName.VISIBILITY_TIMEOUT,
                            "0")))
        .queueUrl();
  }

  private void send(String url, String... bodies) {
    for (String body : bodies) {
      sqs.sendMessage(r -> r.queueUrl(url).messageBody(body));
    }
  }

  /// Receives every message twice, so that all become dead letters.
  private void giveUpOn(String url, int messages) {
    for (int i = 0; i < 2 * messages; i++) {
      sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10));
    }
  }

  private String fifo(String name, Map<QueueAttributeName, String> more) {
    Map<QueueAttributeName, String> attributes = new HashMap<>(more);
    attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
    return sqs.createQueue(r -> r.queueName(name).attributes(attributes)).queueUrl();
  }

  private Message receiveWithAttributes(String url) {
    return sqs.receiveMessage(
            r ->
                r.queueUrl(url)
                    .waitTimeSeconds(5)
                    .visibilityTimeout(0)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages()
        .getFirst();
  }

  /// Source: SQS Developer Guide, "configure a dead-letter queue redrive".
  @Test
  void aFifoDeadLetterHasItsIdForDeduplication() {
    String dead = fifo("dead.fifo", Map.of());
    String redrive = "{\"deadLetterTargetArn\":\"" + arn("dead.fifo") + "\",\"maxReceiveCount\":1}";
    String source =
        fifo(
            "source.fifo",
            Map.of(
                QueueAttributeName.REDRIVE_POLICY,
                redrive,
                QueueAttributeName.VISIBILITY_TIMEOUT,
                "0"));
    String sent =
        sqs.sendMessage(
                r ->
                    r.queueUrl(source)
                        .messageBody("m")
                        .messageGroupId("g")
                        .messageDeduplicationId("d"))
            .messageId();
    assertThat(receiveWithAttributes(source).attributes())
        .containsEntry(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, "d");
    giveUpOn(source, 1);

    Message letter = receiveWithAttributes(dead);
    assertThat(letter.messageId()).isEqualTo(sent);
    assertThat(letter.body()).isEqualTo("m");
    assertThat(letter.attributes())
        .containsEntry(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, sent)
        .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "g")
        .containsEntry(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN, arn("source.fifo"));

    sqs.startMessageMoveTask(r -> r.sourceArn(arn("dead.fifo")));
    Message moved = receiveWithAttributes(source);
    assertThat(moved.messageId()).isNotEqualTo(sent);
    assertThat(moved.attributes())
        .containsEntry(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, sent);
  }

  private void awaitVisible(String url, int messages) {
    Awaitility.await().until(() -> visible(url) == messages);
  }

  private int visible(String url) {
    return Integer.parseInt(
        String.valueOf(
            sqs.getQueueAttributes(
                    r ->
                        r.queueUrl(url)
                            .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes()
                .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)));
  }

  private List<ListMessageMoveTasksResultEntry> tasks(String name) {
    return sqs.listMessageMoveTasks(r -> r.sourceArn(arn(name)).maxResults(10)).results();
  }

  private void awaitStatus(String name, String status) {
    Awaitility.await().until(() -> tasks(name).getFirst().status().equals(status));
  }

  private static String code(Throwable fault) {
    return ((SqsException) fault).awsErrorDetails().errorCode();
  }

  @Test
  void messagesMoveBackToWhereTheyCameFrom() {
    String dead = queue("dead");
    String one = queueWithDeadLetters("one", "dead");
    String two = queueWithDeadLetters("two", "dead");
    send(one, "1a", "1b");
    send(two, "2a");
    giveUpOn(one, 2);
    giveUpOn(two, 1);
    awaitVisible(dead, 3);
    for (String url : List.of(one, two)) {
      sqs.setQueueAttributes(
          r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "30")));
    }

    sqs.startMessageMoveTask(r -> r.sourceArn(arn("dead")));

    awaitStatus("dead", "COMPLETED");
    ListMessageMoveTasksResultEntry task = tasks("dead").getFirst();
    assertThat(task.approximateNumberOfMessagesMoved()).isEqualTo(3);
    assertThat(task.approximateNumberOfMessagesToMove()).isEqualTo(3);
    assertThat(task.taskHandle()).isNull();
    assertThat(task.startedTimestamp()).isPositive();
    awaitVisible(one, 2);
    Message back =
        sqs.receiveMessage(
                r -> r.queueUrl(two).messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages()
            .getFirst();
    assertThat(back.body()).isEqualTo("2a");
    assertThat(back.attributes())
        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")
        .doesNotContainKey(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN);
  }

  @Test
  void aMovedMessageIsANewOneAndADeadLetterIsNot() {
    String dead = queue("dead");
    String source = queueWithDeadLetters("source", "dead");
    String other = queue("other");
    String id = sqs.sendMessage(r -> r.queueUrl(source).messageBody("m")).messageId();
    long sentAt = junction.clock().millis();
    junction.clock().advance(Duration.ofMinutes(10));
    giveUpOn(source, 1);
    awaitVisible(dead, 1);
    Message letter = peek(dead);
    assertThat(letter.messageId()).isEqualTo(id);
    assertThat(sentAt(letter)).isBetween(sentAt - 1_000, sentAt + 1_000);

    sqs.startMessageMoveTask(r -> r.sourceArn(arn("dead")).destinationArn(arn("other")));

    awaitVisible(other, 1);
    Message moved = peek(other);
    assertThat(moved.messageId()).isNotEqualTo(id);
    assertThat(sentAt(moved)).isGreaterThan(sentAt + Duration.ofMinutes(9).toMillis());
  }

  private Message peek(String url) {
    return sqs.receiveMessage(
            r ->
                r.queueUrl(url)
                    .visibilityTimeout(0)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages()
        .getFirst();
  }

  private static long sentAt(Message message) {
    return Long.parseLong(
        String.valueOf(message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP)));
  }

  @Test
  void theRateIsKeptAndATaskCanBeCancelled() {
    String dead = queue("dead");
    queueWithDeadLetters("source", "dead");
    String other = queue("other");
    for (int i = 0; i < 20; i++) {
      send(dead, "m" + i);
    }
    junction.clock().hold();
    String handle =
        sqs.startMessageMoveTask(
                r ->
                    r.sourceArn(arn("dead"))
                        .destinationArn(arn("other"))
                        .maxNumberOfMessagesPerSecond(2))
            .taskHandle();
    awaitVisible(other, 1);
    assertThat(tasks("dead").getFirst().taskHandle()).isEqualTo(handle);
    assertThatThrownBy(() -> sqs.startMessageMoveTask(r -> r.sourceArn(arn("dead"))))
        .satisfies(fault -> assertThat(code(fault)).isEqualTo("InvalidParameterValue"));
    for (int moved = 2; moved <= 5; moved++) {
      junction.clock().advance(Duration.ofMillis(500));
      awaitVisible(other, moved);
    }

    assertThat(
            sqs.cancelMessageMoveTask(r -> r.taskHandle(handle)).approximateNumberOfMessagesMoved())
        .isEqualTo(5);
    assertThat(tasks("dead").getFirst().status()).isEqualTo("CANCELLED");
    junction.clock().advance(Duration.ofMinutes(1));
    assertThat(visible(other)).isEqualTo(5);
    assertThat(visible(dead)).isEqualTo(15);
    assertThatThrownBy(() -> sqs.cancelMessageMoveTask(r -> r.taskHandle(handle)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aTaskGoesOnAfterARestartAndLosesNothing() {
    String dead = queue("dead");
    queueWithDeadLetters("source", "dead");
    queue("other");
    Set<String> bodies = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      bodies.add("m" + i);
      send(dead, "m" + i);
    }
    sqs.startMessageMoveTask(
        r ->
            r.sourceArn(arn("dead"))
                .destinationArn(arn("other"))
                .maxNumberOfMessagesPerSecond(100));
    stop();
    start();

    awaitStatus("dead", "COMPLETED");
    String other = junction.endpoint() + "/000000000000/other";
    List<String> received = new ArrayList<>();
    Awaitility.await()
        .until(
            () -> {
              sqs.receiveMessage(r -> r.queueUrl(other).maxNumberOfMessages(10))
                  .messages()
                  .forEach(message -> received.add(message.body()));
              return received.size() >= bodies.size();
            });
    assertThat(received).containsExactlyInAnyOrderElementsOf(bodies);
  }

  @Test
  void aTaskThatCannotGoOnFailsWithItsReasonAndKeepsTheMessages() {
    String dead = queue("dead");
    queueWithDeadLetters("source", "dead");
    send(dead, "sent directly");
    sqs.startMessageMoveTask(r -> r.sourceArn(arn("dead")));
    awaitStatus("dead", "FAILED");
    assertThat(tasks("dead").getFirst().failureReason())
        .isEqualTo("CouldNotDetermineMessageSource");
    assertThat(visible(dead)).isEqualTo(1);
  }

  @Test
  void aTaskWhoseDestinationIsDeletedFailsAndTheMessagesComeBack() {
    String dead = queue("dead");
    queueWithDeadLetters("source", "dead");
    String other = queue("other");
    send(dead, "a", "b");
    junction.clock().hold();
    sqs.startMessageMoveTask(
        r -> r.sourceArn(arn("dead")).destinationArn(arn("other")).maxNumberOfMessagesPerSecond(1));
    awaitVisible(other, 1);
    sqs.deleteQueue(r -> r.queueUrl(other));
    junction.clock().advance(Duration.ofSeconds(2));

    awaitStatus("dead", "FAILED");
    assertThat(tasks("dead").getFirst().failureReason())
        .isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
    awaitVisible(dead, 1);
  }

  @Test
  void aTaskThatMakesNoSenseIsRefused() {
    queue("dead");
    queueWithDeadLetters("source", "dead");
    sqs.createQueue(
        r -> r.queueName("other.fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")));
    assertThatThrownBy(() -> sqs.startMessageMoveTask(r -> r.sourceArn(arn("missing"))))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () ->
                sqs.startMessageMoveTask(
                    r -> r.sourceArn(arn("dead")).destinationArn(arn("missing"))))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> sqs.startMessageMoveTask(r -> r.sourceArn(arn("source"))))
        .satisfies(fault -> assertThat(code(fault)).isEqualTo("InvalidParameterValue"))
        .hasMessageContaining("Dead Letter Queue");
    assertThatThrownBy(
            () ->
                sqs.startMessageMoveTask(r -> r.sourceArn(arn("dead")).destinationArn(arn("dead"))))
        .hasMessageContaining("cannot be the same");
    assertThatThrownBy(
            () ->
                sqs.startMessageMoveTask(
                    r -> r.sourceArn(arn("dead")).destinationArn(arn("other.fifo"))))
        .hasMessageContaining("same queue type");
    assertThatThrownBy(
            () ->
                sqs.startMessageMoveTask(
                    r -> r.sourceArn(arn("dead")).maxNumberOfMessagesPerSecond(501)))
        .hasMessageContaining("between 1 and 500");
    assertThatThrownBy(() -> sqs.startMessageMoveTask(r -> r.sourceArn("dead")))
        .hasMessageContaining("SourceArn");
  }

  @Test
  void theSourcesOfADeadLetterQueueAreListed() {
    String dead = queue("dead");
    Set<String> sources = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      sources.add(queueWithDeadLetters("source-" + i, "dead"));
    }
    queue("unrelated");
    Set<String> listed = new HashSet<>();
    sqs.listDeadLetterSourceQueuesPaginator(r -> r.queueUrl(dead).maxResults(2))
        .queueUrls()
        .forEach(listed::add);
    assertThat(listed).isEqualTo(sources);
  }

  @Test
  void aDeadLetterQueueMustExistAndAllowTheSource() {
    assertThatThrownBy(() -> queueWithDeadLetters("source", "missing"))
        .satisfies(fault -> assertThat(code(fault)).isEqualTo("InvalidParameterValue"))
        .hasMessageContaining("Dead letter target does not exist");
    String dead = queue("dead");
    allow(dead, "{\"redrivePermission\":\"denyAll\"}");
    assertThatThrownBy(() -> queueWithDeadLetters("source", "dead"))
        .satisfies(fault -> assertThat(code(fault)).isEqualTo("InvalidParameterValue"));
    allow(
        dead,
        "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"" + arn("source") + "\"]}");
    assertThat(queueWithDeadLetters("source", "dead")).endsWith("/source");
    assertThatThrownBy(() -> queueWithDeadLetters("other", "dead"))
        .satisfies(fault -> assertThat(code(fault)).isEqualTo("InvalidParameterValue"));
  }

  @Test
  void aPolicyThatForbidsASourceLaterHoldsBackNeitherDeadLettersNorMoves() {
    String dead = queue("dead");
    String source = queueWithDeadLetters("source", "dead");
    allow(dead, "{\"redrivePermission\":\"denyAll\"}");
    send(source, "m");
    giveUpOn(source, 1);

    awaitVisible(dead, 1);
    assertThat(sqs.listDeadLetterSourceQueues(r -> r.queueUrl(dead)).queueUrls())
        .containsExactly(source);
    sqs.startMessageMoveTask(r -> r.sourceArn(arn("dead")));
    awaitStatus("dead", "COMPLETED");
    awaitVisible(source, 1);
    // It counts again when the source names the queue anew, and only then.
    sqs.setQueueAttributes(
        r -> r.queueUrl(source).attributes(Map.of(QueueAttributeName.DELAY_SECONDS, "1")));
    assertThatThrownBy(
            () ->
                sqs.setQueueAttributes(
                    r ->
                        r.queueUrl(source)
                            .attributes(
                                Map.of(
                                    QueueAttributeName.REDRIVE_POLICY,
                                    "{\"deadLetterTargetArn\":\""
                                        + arn("dead")
                                        + "\",\"maxReceiveCount\":1}"))))
        .satisfies(fault -> assertThat(code(fault)).isEqualTo("InvalidParameterValue"));
  }

  @Test
  void whatADeletedDeadLetterQueueDoesNotTakeStaysAndGoesToALaterOneOfItsName() {
    String dead = queue("dead");
    String source = queueWithDeadLetters("source", "dead");
    send(source, "m");
    sqs.deleteQueue(r -> r.queueUrl(dead));
    giveUpOn(source, 1);
    awaitVisible(source, 1);

    allow(queue("dead"), "{\"redrivePermission\":\"denyAll\"}");
    giveUpOn(source, 1);
    awaitVisible(dead, 1);
    assertThat(visible(source)).isZero();
  }

  @Test
  void aQueueWithTheSameRuleInOtherWordsIsTheSame() {
    queue("dead");
    String source = queueWithDeadLetters("source", "dead");
    Map<QueueAttributeName, String> has =
        sqs.getQueueAttributes(
                r -> r.queueUrl(source).attributeNames(QueueAttributeName.REDRIVE_POLICY))
            .attributes();
    String count =
        String.valueOf(has.get(QueueAttributeName.REDRIVE_POLICY))
            .replaceAll(".*maxReceiveCount\\D*(\\d+).*", "$1");
    String other = "{ \"maxReceiveCount\" : \"%s\", \"deadLetterTargetArn\" : \"%s\" }";
    assertThat(create("source", other.formatted(count, arn("dead")))).isEqualTo(source);
    assertThatThrownBy(() -> create("source", other.formatted("999", arn("dead"))))
        .satisfies(fault -> assertThat(code(fault)).isEqualTo("QueueAlreadyExists"));
  }

  private String create(String name, String redrivePolicy) {
    return sqs.createQueue(
            r ->
                r.queueName(name)
                    .attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, redrivePolicy)))
        .queueUrl();
  }

  private void allow(String url, String policy) {
    sqs.setQueueAttributes(
        r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.REDRIVE_ALLOW_POLICY, policy)));
  }
}
