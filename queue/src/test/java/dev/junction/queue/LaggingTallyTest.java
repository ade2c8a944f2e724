package dev.junction.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.DeleteMessageBatchRequest;
import dev.junction.models.sqs.DeleteMessageBatchRequestEntry;
import dev.junction.models.sqs.GetQueueAttributesRequest;
import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.storage.StateStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The counters of a queue are not written with each message; a start makes up for it.
final class LaggingTallyTest {

  private static final String URL = SteppedQueues.PREFIX + "plain";

  /// The keys of tallies: keyspace and kind.
  private static final byte[] TALLIES = {16, 'T'};

  private final SteppedQueues queues = new SteppedQueues(1);

  LaggingTallyTest() {
    queues.accepted(
        (sqs, call) ->
            sqs.createQueue(call, CreateQueueRequest.builder().queueName("plain").build()));
  }

  @Test
  void aStartCountsWhatJoinedSinceTheLastWrite() {
    List<String> sent = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      send("message " + i);
      sent.add("message " + i);
      queues.crash();
      assertThat(count()).as("after %s messages", i).isEqualTo(Integer.toString(i));
    }
    List<String> received = new ArrayList<>();
    for (List<Message> some = receive(); !some.isEmpty(); some = receive()) {
      delete(some);
      queues.crash();
      some.forEach(message -> received.add(message.body()));
      assertThat(count()).isEqualTo(Integer.toString(20 - received.size()));
    }
    assertThat(received).containsExactlyElementsOf(sent);
  }

  @Test
  void mostMessagesJoinWithoutAWriteOfTheCounters() {
    List<byte[]> tallies = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      send("message " + i);
      tallies.add(tally());
    }
    long changes =
        IntStream.range(1, tallies.size())
            .filter(i -> !Arrays.equals(tallies.get(i - 1), tallies.get(i)))
            .count();
    assertThat(changes).isEqualTo(10);
  }

  private void send(String body) {
    SendMessageRequest request =
        SendMessageRequest.builder().queueUrl(URL).messageBody(body).build();
    queues.accepted((sqs, call) -> sqs.sendMessage(call, request));
  }

  private List<Message> receive() {
    ReceiveMessageRequest request =
        ReceiveMessageRequest.builder().queueUrl(URL).maxNumberOfMessages(3).build();
    List<Message> messages =
        queues.accepted((sqs, call) -> sqs.receiveMessage(call, request)).messages();
    return messages == null ? List.of() : messages;
  }

  private void delete(List<Message> messages) {
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (Message message : messages) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id("e" + entries.size())
              .receiptHandle(SteppedQueues.handle(message))
              .build());
    }
    DeleteMessageBatchRequest request =
        DeleteMessageBatchRequest.builder().queueUrl(URL).entries(entries).build();
    assertThat(queues.accepted((sqs, call) -> sqs.deleteMessageBatch(call, request)).successful())
        .hasSameSizeAs(messages);
  }

  private @Nullable String count() {
    GetQueueAttributesRequest request =
        GetQueueAttributesRequest.builder()
            .queueUrl(URL)
            .attributeNames(List.of("ApproximateNumberOfMessages"))
            .build();
    Map<String, String> attributes =
        queues.accepted((sqs, call) -> sqs.getQueueAttributes(call, request)).attributes();
    return attributes == null ? null : attributes.get("ApproximateNumberOfMessages");
  }

  private byte[] tally() {
    try (StateStore.Cursor cursor =
        queues.states.getFirst().scan(TALLIES, new byte[] {TALLIES[0], (byte) (TALLIES[1] + 1)})) {
      assertThat(cursor.next()).isTrue();
      return cursor.value();
    }
  }
}
