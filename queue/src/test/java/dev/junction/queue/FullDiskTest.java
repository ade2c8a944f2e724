package dev.junction.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.DeleteMessageRequest;
import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.storage.memory.MemoryJournals.Space;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What queues do while the disk is full, and afterwards.
final class FullDiskTest {

  private static final String URL = "http://localhost:4566/" + SteppedQueues.ACCOUNT + "/plain";

  private final SteppedQueues queues = new SteppedQueues(1);

  @Test
  void sendsAreRefusedWhileReceivesAndDeletesGoOn() {
    queues.accepted(
        (sqs, call) ->
            sqs.createQueue(call, CreateQueueRequest.builder().queueName("plain").build()));
    assertThat(send("before")).isEqualTo("accepted");
    queues.journals.leave(Space.RESERVE);
    assertThat(send("refused")).isEqualTo("ServiceUnavailable");

    List<Message> received = receive();
    assertThat(received).extracting(Message::body).containsExactly("before");
    DeleteMessageRequest delete =
        DeleteMessageRequest.builder()
            .queueUrl(URL)
            .receiptHandle(SteppedQueues.handle(received.getFirst()))
            .build();
    assertThat(queues.code((sqs, call) -> sqs.deleteMessage(call, delete))).isEqualTo("accepted");

    queues.journals.leave(Space.AMPLE);
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
}
