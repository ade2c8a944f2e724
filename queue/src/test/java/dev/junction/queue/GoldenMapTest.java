package dev.junction.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.DeleteMessageRequest;
import dev.junction.models.sqs.DeleteQueueRequest;
import dev.junction.models.sqs.GetQueueAttributesRequest;
import dev.junction.models.sqs.ListQueueTagsRequest;
import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.MessageAttributeValue;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.models.sqs.SendMessageResult;
import dev.junction.models.sqs.StartMessageMoveTaskRequest;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.memory.MemoryStateStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What queues store in a partition's map, in each released format: today's code writes exactly the
/// newest and goes on from all.
///
/// A file has one line for each key: key and value in hexadecimal. With
/// `-Djunction.golden.write=true` the newest is written anew, which is right only before it is
/// released.
final class GoldenMapTest {

  private static final String NEWEST = "format-4/map.txt";
  private static final String PREFIX = "http://localhost:4566/" + SteppedQueues.ACCOUNT + "/";
  private static final byte[] FIRST_KEY = {0, 0};
  private static final byte[] END = {(byte) 0xff};

  @Test
  void todaysCodeWritesTheNewestFormat() throws IOException {
    SteppedQueues queues = new SteppedQueues(1);
    history(queues);
    List<String> written = dump(queues.states.getFirst());
    if (Boolean.getBoolean("junction.golden.write")) {
      Files.write(Path.of("src/test/resources/golden", NEWEST), written);
    }
    assertThat(written).isEqualTo(golden(NEWEST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"format-1/map.txt", "format-2/map.txt", "format-3/map.txt", NEWEST})
  void everyFormatIsReadAndGoesOn(String format) throws IOException {
    SteppedQueues queues = new SteppedQueues(1);
    restore(queues, golden(format));

    assertThat(attributes(queues, "plain"))
        .containsEntry("ApproximateNumberOfMessages", "1")
        .containsEntry("ApproximateNumberOfMessagesNotVisible", "1")
        .containsEntry("ApproximateNumberOfMessagesDelayed", "1")
        .containsEntry("VisibilityTimeout", "45");
    assertThat(
            queues
                .accepted(
                    (sqs, call) ->
                        sqs.listQueueTags(
                            call,
                            ListQueueTagsRequest.builder().queueUrl(PREFIX + "plain").build()))
                .tags())
        .isEqualTo(Map.of("team", "ground"));
    assertThat(bodies(queues, "order.fifo")).as("it is in flight").isEmpty();
    assertThat(bodies(queues, "plain")).containsExactly("with attributes");
    queues.advance(Duration.ofSeconds(46));
    assertThat(bodies(queues, "plain")).contains("leased", "delayed");

    assertThat(send(queues, "order.fifo", "again", "group", "id").messageId())
        .as("the deduplication id is remembered")
        .isEqualTo("00000000-0000-4000-0000-000000000005");
    assertThat(bodies(queues, "order.fifo")).containsExactly("ordered");
    if (format.equals("format-3/map.txt") || format.equals(NEWEST)) {
      assertThat(attributes(queues, "joined")).containsEntry("ApproximateNumberOfMessages", "2");
    }
    if (format.equals(NEWEST)) {
      assertThat(letters(queues, "middle"))
          .containsExactlyInAnyOrder("letter received 2", "letter two received 2");
      assertThat(letters(queues, "end")).containsExactly("letter of a letter received 3");
    }
  }

  /// A program before this one wrote the counters with every message, so that nothing was ever
  /// behind them.
  @ParameterizedTest
  @ValueSource(strings = {"format-1/map.txt", "format-2/map.txt", "format-3/map.txt", NEWEST})
  void whatIsSentToAnyFormatIsThereAfterTheNextStart(String format) throws IOException {
    SteppedQueues queues = new SteppedQueues(1);
    restore(queues, golden(format));
    for (int i = 1; i <= 10; i++) {
      send(queues, "plain", "sent " + i, null, null);
      queues.crash();
      assertThat(attributes(queues, "plain"))
          .containsEntry("ApproximateNumberOfMessages", Integer.toString(1 + i));
    }
    List<String> bodies = new ArrayList<>();
    for (List<String> some = bodies(queues, "plain");
        !some.isEmpty();
        some = bodies(queues, "plain")) {
      bodies.addAll(some);
    }
    assertThat(bodies)
        .containsExactlyInAnyOrder(
            "with attributes",
            "sent 1",
            "sent 2",
            "sent 3",
            "sent 4",
            "sent 5",
            "sent 6",
            "sent 7",
            "sent 8",
            "sent 9",
            "sent 10");
  }

  private static void history(SteppedQueues queues) {
    create(queues, "dead", Map.of());
    create(
        queues,
        "plain",
        Map.of(
            "VisibilityTimeout",
            "45",
            "RedrivePolicy",
            "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:dead\","
                + "\"maxReceiveCount\":\"3\"}"));
    create(queues, "order.fifo", Map.of("FifoQueue", "true"));
    send(queues, "plain", "deleted", null, null);
    List<Message> received = receive(queues, "plain");
    queues.accepted(
        (sqs, call) ->
            sqs.deleteMessage(
                call,
                DeleteMessageRequest.builder()
                    .queueUrl(PREFIX + "plain")
                    .receiptHandle(SteppedQueues.handle(received.getFirst()))
                    .build()));
    send(queues, "plain", "leased", null, null);
    receive(queues, "plain");
    SendMessageRequest.Builder attributed =
        SendMessageRequest.builder()
            .queueUrl(PREFIX + "plain")
            .messageBody("with attributes")
            .messageAttributes(
                Map.of(
                    "colour",
                    MessageAttributeValue.builder().dataType("String").stringValue("red").build()));
    queues.accepted((sqs, call) -> sqs.sendMessage(call, attributed.build()));
    SendMessageRequest delayed =
        SendMessageRequest.builder()
            .queueUrl(PREFIX + "plain")
            .messageBody("delayed")
            .delaySeconds(30)
            .build();
    queues.accepted((sqs, call) -> sqs.sendMessage(call, delayed));
    send(queues, "order.fifo", "ordered", "group", "id");
    ReceiveMessageRequest attempt =
        ReceiveMessageRequest.builder()
            .queueUrl(PREFIX + "order.fifo")
            .receiveRequestAttemptId("attempt")
            .build();
    queues.accepted((sqs, call) -> sqs.receiveMessage(call, attempt));
    create(queues, "gone", Map.of());
    DeleteQueueRequest delete = DeleteQueueRequest.builder().queueUrl(PREFIX + "gone").build();
    queues.accepted((sqs, call) -> sqs.deleteQueue(call, delete));
    StartMessageMoveTaskRequest move =
        StartMessageMoveTaskRequest.builder()
            .sourceArn("arn:aws:sqs:us-east-1:123456789012:dead")
            .build();
    queues.accepted((sqs, call) -> sqs.startMessageMoveTask(call, move));
    create(queues, "joined", Map.of());
    send(queues, "joined", "with the counters", null, null);
    send(queues, "joined", "without them", null, null);
    deadLetters(queues);
  }

  /// One message that became a dead letter twice, and two that did once.
  private static void deadLetters(SteppedQueues queues) {
    create(queues, "end", Map.of());
    create(queues, "middle", letsGoAfterOneReceive("end"));
    create(queues, "start", letsGoAfterOneReceive("middle"));
    send(queues, "start", "letter of a letter", null, null);
    for (String queue : new String[] {"start", "middle"}) {
      receive(queues, queue);
      receive(queues, queue);
    }
    for (String body : new String[] {"letter", "letter two"}) {
      send(queues, "start", body, null, null);
      receive(queues, "start");
      receive(queues, "start");
    }
  }

  private static Map<String, String> letsGoAfterOneReceive(String target) {
    return Map.of("VisibilityTimeout", "0", "RedrivePolicy", ModelSettings.redrive(target, 1));
  }

  /// The bodies of dead letters, with how often each was received by now. Each was received first
  /// when the history was written.
  private static List<String> letters(SteppedQueues queues, String queue) {
    ReceiveMessageRequest request =
        ReceiveMessageRequest.builder()
            .queueUrl(PREFIX + queue)
            .maxNumberOfMessages(10)
            .attributeNames(List.of("All"))
            .build();
    List<Message> messages =
        queues.accepted((sqs, call) -> sqs.receiveMessage(call, request)).messages();
    assertThat(messages)
        .allSatisfy(
            message ->
                assertThat(message.attributes())
                    .containsEntry(
                        "ApproximateFirstReceiveTimestamp",
                        String.valueOf(SteppedQueues.START.toEpochMilli()))
                    .containsEntry(
                        "DeadLetterQueueSourceArn", "arn:aws:sqs:us-east-1:123456789012:start"));
    return Objects.requireNonNull(messages).stream()
        .map(
            message ->
                message.body()
                    + " received "
                    + Objects.requireNonNull(message.attributes()).get("ApproximateReceiveCount"))
        .toList();
  }

  private static void create(SteppedQueues queues, String name, Map<String, String> attributes) {
    CreateQueueRequest request =
        CreateQueueRequest.builder()
            .queueName(name)
            .attributes(attributes)
            .tags(Map.of("team", "ground"))
            .build();
    queues.accepted((sqs, call) -> sqs.createQueue(call, request));
  }

  private static SendMessageResult send(
      SteppedQueues queues,
      String queue,
      String body,
      @Nullable String group,
      @Nullable String id) {
    SendMessageRequest request =
        SendMessageRequest.builder()
            .queueUrl(PREFIX + queue)
            .messageBody(body)
            .messageGroupId(group)
            .messageDeduplicationId(id)
            .build();
    return queues.accepted((sqs, call) -> sqs.sendMessage(call, request));
  }

  private static List<Message> receive(SteppedQueues queues, String queue) {
    ReceiveMessageRequest request =
        ReceiveMessageRequest.builder().queueUrl(PREFIX + queue).maxNumberOfMessages(10).build();
    List<Message> messages =
        queues.accepted((sqs, call) -> sqs.receiveMessage(call, request)).messages();
    return messages == null ? List.of() : messages;
  }

  private static List<String> bodies(SteppedQueues queues, String queue) {
    return receive(queues, queue).stream().map(Message::body).toList();
  }

  private static Map<String, String> attributes(SteppedQueues queues, String queue) {
    GetQueueAttributesRequest request =
        GetQueueAttributesRequest.builder()
            .queueUrl(PREFIX + queue)
            .attributeNames(List.of("All"))
            .build();
    Map<String, String> attributes =
        queues.accepted((sqs, call) -> sqs.getQueueAttributes(call, request)).attributes();
    return attributes == null ? Map.of() : attributes;
  }

  private static List<String> dump(StateStore state) {
    HexFormat hex = HexFormat.of();
    List<String> lines = new ArrayList<>();
    try (StateStore.Cursor cursor = state.scan(FIRST_KEY, END)) {
      while (cursor.next()) {
        lines.add(hex.formatHex(cursor.key()) + " " + hex.formatHex(cursor.value()));
      }
    }
    return lines;
  }

  private static void restore(SteppedQueues queues, List<String> lines) {
    MemoryStateStore state = queues.states.getFirst();
    for (String line : lines) {
      String[] parts = line.split(" ");
      WriteBatch batch = new WriteBatch();
      batch.put(HexFormat.of().parseHex(parts[0]), HexFormat.of().parseHex(parts[1]));
      state.apply(state.appliedLsn() + 1, batch);
    }
    state.checkpoint();
    queues.crash();
  }

  private static List<String> golden(String name) throws IOException {
    try (InputStream in = GoldenMapTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
