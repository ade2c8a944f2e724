package dev.junction.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.DeleteMessageRequest;
import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.storage.Journal;
import dev.junction.storage.JournalFull;
import dev.junction.storage.WriteBatch;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// What queues do while the disk is full, and afterwards.
final class FullDiskTest {

  private static final String URL = "http://localhost:4566/" + SteppedQueues.ACCOUNT + "/plain";

  private final AtomicBoolean full = new AtomicBoolean();
  private final SteppedQueues queues = new SteppedQueues(1, FullJournal::new, state -> state);

  @Test
  void sendsAreRefusedWhileReceivesAndDeletesGoOn() {
    queues.accepted(
        (sqs, call) ->
            sqs.createQueue(call, CreateQueueRequest.builder().queueName("plain").build()));
    assertThat(send("before")).isEqualTo("accepted");
    full.set(true);
    assertThat(send("refused")).isEqualTo("ServiceUnavailable");

    List<Message> received = receive();
    assertThat(received).extracting(Message::body).containsExactly("before");
    DeleteMessageRequest delete =
        DeleteMessageRequest.builder()
            .queueUrl(URL)
            .receiptHandle(SteppedQueues.handle(received.getFirst()))
            .build();
    assertThat(queues.code((sqs, call) -> sqs.deleteMessage(call, delete))).isEqualTo("accepted");

    full.set(false);
    assertThat(send("after")).isEqualTo("accepted");
    assertThat(receive()).extracting(Message::body).containsExactly("after");
  }

  private String send(String body) {
    SendMessageRequest request =
        SendMessageRequest.builder().queueUrl(URL).messageBody(body).build();
    return queues.code((sqs, call) -> sqs.sendMessage(call, request));
  }

  private List<Message> receive() {
    ReceiveMessageRequest request =
        ReceiveMessageRequest.builder().queueUrl(URL).maxNumberOfMessages(10).build();
    List<Message> messages =
        queues.accepted((sqs, call) -> sqs.receiveMessage(call, request)).messages();
    return messages == null ? List.of() : messages;
  }

  /// A journal that takes only what may use the reserve while the test says that it is full.
  private final class FullJournal implements Journal {
    private final Journal journal;

    FullJournal(Journal journal) {
      this.journal = journal;
    }

    @Override
    public int partition() {
      return journal.partition();
    }

    @Override
    public void claim(long epoch, DurabilityListener listener) {
      journal.claim(epoch, listener);
    }

    @Override
    public long epoch() {
      return journal.epoch();
    }

    @Override
    public long append(WriteBatch batch) {
      if (full.get() && !batch.mayUseReserve()) {
        throw new JournalFull("no space, says the test");
      }
      return journal.append(batch);
    }

    @Override
    public boolean hasSpace() {
      return !full.get();
    }

    @Override
    public void push() {
      journal.push();
    }

    @Override
    public long firstLsn() {
      return journal.firstLsn();
    }

    @Override
    public long lastLsn() {
      return journal.lastLsn();
    }

    @Override
    public void read(long fromLsn, Reader reader) {
      journal.read(fromLsn, reader);
    }

    @Override
    public void trim(long toLsn) {
      journal.trim(toLsn);
    }

    @Override
    public void close() {
      journal.close();
    }
  }
}
