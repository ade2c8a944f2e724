package dev.junction.engine.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.kernel.Invariant;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.memory.MemoryStateStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OutboxTest {

  private static final byte SERVICE = 16;

  private final MemoryStateStore state = MemoryStateStore.ephemeral();
  private Outbox outbox = open();
  private long lsn;

  @Test
  void messagesOfALaneAreNumberedWithoutGaps() {
    assertThat(sequence(send(0))).isEqualTo(1);
    assertThat(sequence(send(1))).isEqualTo(1);
    assertThat(sequence(send(0))).isEqualTo(2);
  }

  @Test
  void aFullLaneKeepsMessagesInTheMapUntilThereIsRoom() {
    for (int i = 0; i < 4; i++) {
      assertThat(send(0)).isNotNull();
    }
    assertThat(send(0)).isNull();
    assertThat(send(0)).isNull();
    assertThat(readForward()).isEmpty();

    outbox.acknowledged(0, 1);
    assertThat(send(0)).as("it may not overtake").isNull();
    assertThat(readForward()).containsExactly(5L);
    outbox.acknowledged(0, 5);
    assertThat(readForward()).containsExactly(6L, 7L);
    assertThat(sequence(send(0))).isEqualTo(8);
  }

  @Test
  void aLaneIsBoundedInBytesButTakesOneMessageOfAnySize() {
    assertThat(send(0, new byte[5_000])).isNotNull();
    assertThat(send(0, new byte[1])).isNull();
    outbox.acknowledged(0, 1);
    assertThat(readForward()).containsExactly(2L);
  }

  @Test
  void whatWasNotAcknowledgedIsSentAgain() {
    for (int i = 0; i < 10; i++) {
      send(0);
    }
    outbox = open();
    assertThat(outbox.unacknowledged()).isEqualTo(10);
    assertThat(readForward()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(send(0)).isNull();
  }

  @Test
  void theFirstAcknowledgementAfterARestartMayBeFarAhead() {
    for (int i = 0; i < 10; i++) {
      send(0);
    }
    outbox = open();
    readForward();
    outbox.acknowledged(0, 9);
    assertThat(readForward()).containsExactly(10L);
    outbox.acknowledged(0, 10);
    assertThat(outbox.unacknowledged()).isZero();
  }

  @Test
  void numbersAreNotGivenOutTwiceWhenEverythingWasDeleted() {
    for (int i = 0; i < 300; i++) {
      send(0);
    }
    outbox.acknowledged(0, 300);
    delete(1);
    outbox = open();
    assertThat(sequence(send(0))).isEqualTo(301);
  }

  @Test
  void acknowledgedMessagesAreDeletedManyAtATime() {
    for (int i = 0; i < 300; i++) {
      send(0);
    }
    outbox.acknowledged(0, 127);
    assertThat(outbox.hasDeletes(Outbox.DELETED_TOGETHER)).isFalse();
    outbox.acknowledged(0, 128);
    assertThat(outbox.hasDeletes(Outbox.DELETED_TOGETHER)).isTrue();
    delete(Outbox.DELETED_TOGETHER);

    assertThat(state.get(OutboxKey.message(0, 128))).isNull();
    assertThat(state.get(OutboxKey.message(0, 129))).isNotNull();
    assertThat(outbox.hasDeletes(1)).isFalse();
    outbox = open();
    assertThat(outbox.unacknowledged()).isEqualTo(172);
  }

  @Test
  void aLaneOfAnyLengthIsFoundAgain() {
    for (int length = 0; length < 70; length++) {
      outbox = open();
      assertThat(outbox.unacknowledged()).isEqualTo(length);
      send(1);
    }
  }

  @Test
  void moreThanWasWrittenCannotBeAcknowledged() {
    send(0);
    assertThatThrownBy(() -> outbox.acknowledged(0, 2)).isInstanceOf(Invariant.Broken.class);
  }

  @Test
  void theInboxKnowsRepeatsAndRefusesGaps() {
    Inbox inbox = new Inbox(state, 2);
    inbox.open();
    WriteBatch batch = new WriteBatch();
    inbox.apply(1, 1, batch);
    inbox.apply(1, 2, batch);
    state.apply(++lsn, batch);

    Inbox reopened = new Inbox(state, 2);
    reopened.open();
    assertThat(reopened.isRepeat(1, 2)).isTrue();
    assertThat(reopened.isRepeat(1, 3)).isFalse();
    assertThat(reopened.isRepeat(0, 1)).isFalse();
    assertThatThrownBy(() -> reopened.apply(1, 4, batch)).isInstanceOf(Invariant.Broken.class);
  }

  private Outbox open() {
    Outbox opened = new Outbox(state, 2, new Outbox.InFlightLimit(4, 1_000));
    opened.open();
    return opened;
  }

  private Outbox.@Nullable Message send(int target) {
    return send(target, ByteBuffer.allocate(8).putLong(lsn).array());
  }

  private Outbox.@Nullable Message send(int target, byte[] payload) {
    WriteBatch batch = new WriteBatch();
    Outbox.Message message = outbox.send(target, SERVICE, payload, batch);
    state.apply(++lsn, batch);
    return message;
  }

  private void delete(int atLeast) {
    WriteBatch batch = new WriteBatch();
    outbox.stageDeletes(atLeast, batch);
    state.apply(++lsn, batch);
  }

  private List<Long> readForward() {
    List<Long> sequences = new ArrayList<>();
    outbox.readForward(message -> sequences.add(message.sequence()));
    return sequences;
  }

  private static long sequence(Outbox.@Nullable Message message) {
    return message == null ? -1 : message.sequence();
  }
}
