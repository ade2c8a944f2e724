package dev.junction.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.DeleteQueueRequest;
import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.ReceiveMessageResult;
import dev.junction.models.sqs.SendMessageBatchRequest;
import dev.junction.models.sqs.SendMessageBatchRequestEntry;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.models.sqs.SetQueueAttributesRequest;
import dev.junction.models.sqs.StartMessageMoveTaskRequest;
import dev.junction.storage.ForwardingStateStore;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import dev.junction.wire.protocol.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A FIFO queue with so many messages of a group that has to wait that one command does not read
/// past them: receives find what stands behind them all the same, and others are not held up.
final class LongLookTest {

  private static final String FIFO = SteppedQueues.PREFIX + "order.fifo";
  private static final String PLAIN = SteppedQueues.PREFIX + "plain";
  private static final int BATCH = 10;
  private static final int BACKLOG = 9_000;

  /// Eight steps of 500 messages.
  private static final int READ_AT_ONCE_MAX = 4_000;

  private int read;
  private Runnable atSecondLook = () -> {};
  private final List<Integer> readAtWrites = new ArrayList<>();
  private final SteppedQueues queues = new SteppedQueues(1, WatchedState::new, sqs -> sqs);

  @BeforeEach
  void aGroupThatHasToWait() {
    create("order.fifo", Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true"));
    create("plain", Map.of());
    for (int first = 0; first < BACKLOG; first += BATCH) {
      List<SendMessageBatchRequestEntry> entries =
          IntStream.range(first, first + BATCH)
              .mapToObj(
                  n ->
                      SendMessageBatchRequestEntry.builder()
                          .id("e" + n)
                          .messageBody("waiting " + n)
                          .messageGroupId("busy")
                          .build())
              .toList();
      queues.accepted(
          (sqs, call) ->
              sqs.sendMessageBatch(
                  call, SendMessageBatchRequest.builder().queueUrl(FIFO).entries(entries).build()));
    }
    assertThat(bodies(begin(0, null))).containsExactly("waiting 0");
  }

  private void create(String name, Map<String, String> attributes) {
    CreateQueueRequest request =
        CreateQueueRequest.builder().queueName(name).attributes(attributes).build();
    queues.accepted((sqs, call) -> sqs.createQueue(call, request));
  }

  private static SendMessageRequest message(String body) {
    return SendMessageRequest.builder()
        .queueUrl(FIFO)
        .messageBody(body)
        .messageGroupId(body)
        .build();
  }

  private void send(String body) {
    queues.accepted((sqs, call) -> sqs.sendMessage(call, message(body)));
  }

  /// Begins to receive, up to as many seconds as it may wait.
  private CompletableFuture<Outcome<ReceiveMessageResult>> begin(
      int waitSeconds, @Nullable String attempt) {
    ReceiveMessageRequest request = receiving(waitSeconds, attempt);
    return queues.begin((sqs, call) -> sqs.receiveMessage(call, request));
  }

  private static ReceiveMessageRequest receiving(int waitSeconds, @Nullable String attempt) {
    return ReceiveMessageRequest.builder()
        .queueUrl(FIFO)
        .visibilityTimeout(3_600)
        .waitTimeSeconds(waitSeconds)
        .receiveRequestAttemptId(attempt)
        .build();
  }

  private List<String> bodies(CompletableFuture<Outcome<ReceiveMessageResult>> receive) {
    queues.settle();
    assertThat(receive).isDone();
    if (receive.join() instanceof Outcome.Accepted<ReceiveMessageResult>(var result)) {
      return Answers.orEmpty(result.messages()).stream()
          .map(Message::body)
          .map(String::valueOf)
          .toList();
    }
    throw new AssertionError("Not accepted but " + receive.join());
  }

  @Test
  void aReceiveThatDoesNotWaitFindsWhatStandsBehind() {
    send("free");
    queues.crash();
    assertThat(bodies(begin(0, null))).containsExactly("free");
    assertThat(bodies(begin(0, null))).isEmpty();
  }

  @Test
  void aReceiveThatDoesNotWaitIsAnsweredWhenThereIsNothing() {
    queues.crash();
    assertThat(bodies(begin(0, null))).isEmpty();
    assertThat(read).as("everything was looked at").isGreaterThanOrEqualTo(BACKLOG - 1);
  }

  @Test
  void othersAreNotHeldUpByALongLook() {
    send("free");
    queues.crash();
    read = 0;
    var receive = begin(0, null);
    // What found nothing writes nothing.
    readAtWrites.clear();
    SendMessageRequest other =
        SendMessageRequest.builder().queueUrl(PLAIN).messageBody("other").build();
    var _ = queues.begin((sqs, call) -> sqs.sendMessage(call, other));
    assertThat(bodies(receive)).containsExactly("free");
    assertThat(readAtWrites.getFirst()).isBetween(1, READ_AT_ONCE_MAX);
    assertThat(read).isGreaterThan(BACKLOG);
  }

  @Test
  void delaysThatEndReadNoFurtherThanAReceive() {
    SetQueueAttributesRequest later =
        SetQueueAttributesRequest.builder()
            .queueUrl(FIFO)
            .attributes(Map.of("DelaySeconds", "5"))
            .build();
    queues.accepted((sqs, call) -> sqs.setQueueAttributes(call, later));
    send("late-1");
    send("late-2");
    queues.crash();
    queues.advance(Duration.ofSeconds(6));
    read = 0;
    readAtWrites.clear();
    assertThat(bodies(begin(0, null))).containsExactly("late-1");
    assertThat(readAtWrites.getFirst()).isBetween(1, READ_AT_ONCE_MAX);
    assertThat(bodies(begin(0, null))).containsExactly("late-2");
  }

  @Test
  void aMoveGoesOnAfterALookThatFoundNothing() {
    String arn = "arn:aws:sqs:us-east-1:" + SteppedQueues.ACCOUNT + ":";
    String redrive = "{\"deadLetterTargetArn\":\"" + arn + "order.fifo\",\"maxReceiveCount\":1}";
    create("source.fifo", Map.of("FifoQueue", "true", "RedrivePolicy", redrive));
    create("other.fifo", Map.of("FifoQueue", "true"));
    send("free");
    queues.crash();
    StartMessageMoveTaskRequest move =
        StartMessageMoveTaskRequest.builder()
            .sourceArn(arn + "order.fifo")
            .destinationArn(arn + "other.fifo")
            .build();
    queues.accepted((sqs, call) -> sqs.startMessageMoveTask(call, move));
    ReceiveMessageRequest receive =
        ReceiveMessageRequest.builder().queueUrl(SteppedQueues.PREFIX + "other.fifo").build();
    assertThat(bodies(queues.begin((sqs, call) -> sqs.receiveMessage(call, receive))))
        .containsExactly("free");
  }

  @Test
  void whoWaitsLongerIsServedFirst() {
    send("free");
    queues.crash();
    var first = begin(20, null);
    var second = begin(0, null);
    var third = begin(0, null);
    assertThat(bodies(first)).containsExactly("free");
    assertThat(bodies(second)).isEmpty();
    assertThat(bodies(third)).isEmpty();
  }

  @Test
  void whoDoesNotWaitIsAnsweredThoughOthersWait() {
    queues.crash();
    var first = begin(20, null);
    var second = begin(0, null);
    assertThat(bodies(second)).isEmpty();
    assertThat(first).isNotDone();
    send("free");
    assertThat(bodies(first)).containsExactly("free");
  }

  @Test
  void whoEndsWithTheQueueHearsSo() {
    queues.crash();
    var receive = begin(0, null);
    var deleted =
        queues.begin(
            (sqs, call) ->
                sqs.deleteQueue(call, DeleteQueueRequest.builder().queueUrl(FIFO).build()));
    queues.settle();
    assertThat(deleted.join()).isInstanceOf(Outcome.Accepted.class);
    assertThat(receive.join()).isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void whatAnAttemptWasGivenIsGivenAgainAfterALongLook() {
    send("free");
    queues.crash();
    assertThat(bodies(begin(0, "attempt"))).containsExactly("free");
    queues.crash();
    var first = begin(0, null);
    var again = begin(0, "attempt");
    assertThat(bodies(first)).isEmpty();
    assertThat(bodies(again)).containsExactly("free");
  }

  @Test
  void whoLeavesDuringTheLookIsPassedOver() {
    send("free");
    queues.crash();
    read = 0;
    var _ =
        queues.begin(
            (sqs, call) ->
                sqs.receiveMessage(
                    new Call(
                        call.requestId(),
                        call.caller(),
                        call.region(),
                        call.endpoint(),
                        leave -> atSecondLook = leave),
                    receiving(0, null)));
    var there = begin(0, null);
    assertThat(bodies(there)).containsExactly("free");
  }

  /// Counts the messages that are read, and notes how many were at each write.
  private final class WatchedState extends ForwardingStateStore {

    WatchedState(StateStore state) {
      super(state);
    }

    @Override
    public void apply(long lsn, WriteBatch batch) {
      readAtWrites.add(read);
      super.apply(lsn, batch);
    }

    @Override
    public Cursor scan(byte[] from, byte[] to) {
      Cursor cursor = super.scan(from, to);
      return from.length > 1 && from[1] == 'M' ? new CountingCursor(cursor) : cursor;
    }
  }

  private final class CountingCursor implements StateStore.Cursor {
    private final StateStore.Cursor cursor;

    CountingCursor(StateStore.Cursor cursor) {
      this.cursor = cursor;
    }

    @Override
    public boolean next() {
      return cursor.next();
    }

    @Override
    public byte[] key() {
      return cursor.key();
    }

    @Override
    public byte[] value() {
      read++;
      if (read == READ_AT_ONCE_MAX + 1) {
        atSecondLook.run();
      }
      return cursor.value();
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}
