package dev.junction.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.DeleteMessageRequest;
import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.storage.ForwardingStateStore;
import dev.junction.storage.StateStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Deleted messages leave tombstones behind, over which a scan from the start of a queue would
/// walk: a receive must read on from where the messages are.
final class ScanTest {

  private static final String URL = "http://localhost:4566/" + SteppedQueues.ACCOUNT + "/plain";
  private static final int MESSAGES = 500;

  /// In a key: keyspace, kind, number of the queue, sequence.
  private static final int SEQUENCE_AT = 10;

  private final List<Long> scannedFrom = new ArrayList<>();
  private final SteppedQueues queues =
      new SteppedQueues(1, state -> new WatchedState(state), sqs -> sqs);

  @Test
  void aReceiveNeverReadsFromTheStart() {
    queues.accepted(
        (sqs, call) ->
            sqs.createQueue(call, CreateQueueRequest.builder().queueName("plain").build()));
    for (int i = 0; i < MESSAGES; i++) {
      SendMessageRequest send =
          SendMessageRequest.builder().queueUrl(URL).messageBody("message " + i).build();
      queues.accepted((sqs, call) -> sqs.sendMessage(call, send));
    }
    deleteAll();
    scannedFrom.clear();
    assertThat(receive()).isEmpty();
    queues.crash();
    assertThat(receive()).isEmpty();
    assertThat(scannedFrom).allMatch(sequence -> sequence > MESSAGES);
  }

  private void deleteAll() {
    for (List<Message> some = receive(); !some.isEmpty(); some = receive()) {
      for (Message message : some) {
        DeleteMessageRequest delete =
            DeleteMessageRequest.builder()
                .queueUrl(URL)
                .receiptHandle(SteppedQueues.handle(message))
                .build();
        queues.accepted((sqs, call) -> sqs.deleteMessage(call, delete));
      }
    }
  }

  private List<Message> receive() {
    ReceiveMessageRequest request =
        ReceiveMessageRequest.builder().queueUrl(URL).maxNumberOfMessages(10).build();
    List<Message> messages =
        queues.accepted((sqs, call) -> sqs.receiveMessage(call, request)).messages();
    return messages == null ? List.of() : messages;
  }

  /// Notes from which sequence messages and leases are scanned.
  private final class WatchedState extends ForwardingStateStore {

    WatchedState(StateStore state) {
      super(state);
    }

    @Override
    public Cursor scan(byte[] from, byte[] to) {
      if (from.length >= SEQUENCE_AT + 8 && (from[1] == 'M' || from[1] == 'L')) {
        scannedFrom.add(ByteBuffer.wrap(from).getLong(SEQUENCE_AT));
      }
      return super.scan(from, to);
    }

    @Override
    public Cursor scanBackward(byte[] from, byte[] to) {
      throw new AssertionError("Queues are read forward");
    }
  }
}
