package dev.junction.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.PurgeQueueRequest;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.storage.ForwardingStateStore;
import dev.junction.storage.StateStore;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When the deduplication ids that a FIFO queue has accepted are looked for in the map, and when
/// they are forgotten.
final class AcceptedIdsScenarioTest {

  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final SteppedQueues queues =
      new SteppedQueues(1, state -> new WatchedState(state), sqs -> sqs);
  private int lookedFor;

  @BeforeEach
  void create() {
    create("a.fifo");
    create("b.fifo");
  }

  private void create(String name) {
    CreateQueueRequest request =
        CreateQueueRequest.builder()
            .queueName(name)
            .attributes(Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true"))
            .build();
    queues.accepted((sqs, call) -> sqs.createQueue(call, request));
  }

  @Test
  void whatIsNewIsNotLookedFor() {
    for (int i = 0; i < 50; i++) {
      send("a.fifo", "id " + i);
      // A topic gives its queues the same ids.
      send("b.fifo", "id " + i);
      queues.advance(Duration.ofSeconds(5));
    }
    assertThat(lookedFor).isZero();
  }

  @Test
  void whatIsThereIsFound() {
    String id = send("a.fifo", "some");
    queues.advance(WINDOW.minusMillis(1));
    assertThat(send("a.fifo", "some")).isEqualTo(id);
    assertThat(lookedFor).isEqualTo(1);
    queues.advance(Duration.ofMillis(1));
    assertThat(send("a.fifo", "some")).isNotEqualTo(id);
  }

  @Test
  void whatWasAcceptedBeforeAStartIsFoundAsLongAsItCounts() {
    String id = send("a.fifo", "some");
    queues.advance(Duration.ofMinutes(3));
    String later = send("a.fifo", "later");
    queues.crash(Duration.ofMinutes(1));
    assertThat(send("a.fifo", "some")).isEqualTo(id);

    queues.advance(Duration.ofMinutes(1));
    assertThat(send("a.fifo", "some")).isNotEqualTo(id);
    assertThat(send("a.fifo", "later")).isEqualTo(later);

    queues.advance(WINDOW);
    // This one also forgets those before it.
    send("a.fifo", "another");
    lookedFor = 0;
    send("a.fifo", "one more");
    assertThat(lookedFor).isZero();
  }

  @Test
  void aPurgedQueueAcceptsThemAnew() {
    String id = send("a.fifo", "some");
    PurgeQueueRequest purge =
        PurgeQueueRequest.builder().queueUrl(SteppedQueues.PREFIX + "a.fifo").build();
    queues.accepted((sqs, call) -> sqs.purgeQueue(call, purge));
    assertThat(send("a.fifo", "some")).isNotEqualTo(id);
  }

  @Test
  void idsOfOneInstantAreAllForgotten() {
    // More than one sweep takes, as happens while time stands still.
    for (int i = 0; i < 350; i++) {
      send("a.fifo", "id " + i);
    }
    queues.advance(WINDOW);
    for (int i = 0; i < 8; i++) {
      queues.advance(Duration.ofSeconds(2));
      send("a.fifo", "more " + i);
    }
    assertThat(count('D')).isEqualTo(8);
    assertThat(count('X')).isEqualTo(8);
  }

  private String send(String queue, String body) {
    SendMessageRequest request =
        SendMessageRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + queue)
            .messageGroupId("group")
            .messageBody(body)
            .build();
    return Objects.requireNonNull(
        queues.accepted((sqs, call) -> sqs.sendMessage(call, request)).messageId());
  }

  /// How many entries of a kind the map has.
  private int count(char kind) {
    int count = 0;
    byte[] from = {16, (byte) kind};
    byte[] to = {16, (byte) (kind + 1)};
    try (StateStore.Cursor cursor = queues.states.getFirst().scan(from, to)) {
      while (cursor.next()) {
        count++;
      }
    }
    return count;
  }

  /// Counts how often an id is looked for.
  private final class WatchedState extends ForwardingStateStore {

    WatchedState(StateStore state) {
      super(state);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
      lookedFor += key.length > 1 && key[1] == 'D' ? 1 : 0;
      return super.get(key);
    }
  }
}
