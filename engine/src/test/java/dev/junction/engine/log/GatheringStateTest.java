package dev.junction.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.memory.MemoryStateStore;
import org.junit.jupiter.api.Test;

final class GatheringStateTest {

  private static final byte[] KEY = {16, 1};
  private static final byte[] OTHER = {16, 2};
  private static final byte[] END = {17};

  private final MemoryStateStore map = MemoryStateStore.restartable();
  private final GatheringState state = new GatheringState(map);

  @Test
  void theMapGetsManyBatchesAtOnce() {
    state.apply(1, put(KEY, 1));
    state.apply(2, put(OTHER, 2));
    assertThat(map.appliedLsn()).isZero();
    assertThat(state.gatheredLsn()).isEqualTo(2);

    state.settle();
    assertThat(map.appliedLsn()).isEqualTo(2);
    assertThat(map.get(KEY)).containsExactly(1);
    assertThat(map.get(OTHER)).containsExactly(2);
  }

  @Test
  void whoeverReadsSeesWhatWasGathered() {
    state.apply(1, put(KEY, 1));
    assertThat(state.get(KEY)).containsExactly(1);

    state.apply(2, put(OTHER, 2));
    try (StateStore.Cursor cursor = state.scan(KEY, END)) {
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.value()).containsExactly(2);
    }

    WriteBatch delete = new WriteBatch();
    delete.deleteRange(KEY, END);
    delete.put(KEY, new byte[] {3});
    state.apply(3, delete);
    try (StateStore.Cursor cursor = state.scanBackward(KEY, END)) {
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.value()).containsExactly(3);
      assertThat(cursor.next()).isFalse();
    }
  }

  @Test
  void aCheckpointHasWhatWasWritten() {
    state.apply(1, put(KEY, 1));
    state.settle();
    state.apply(2, put(KEY, 2));
    state.checkpoint();
    assertThat(state.flushedLsn()).isEqualTo(1);
  }

  @Test
  void aLargeBatchIsToldOfAndLeavesNothingBehind() {
    assertThat(state.isLarge()).isFalse();
    WriteBatch large = new WriteBatch();
    large.put(KEY, new byte[1 << 20]);
    state.apply(1, large);
    assertThat(state.isLarge()).isTrue();

    state.settle();
    assertThat(state.isLarge()).isFalse();
    state.apply(2, put(OTHER, 2));
    assertThat(state.get(KEY)).hasSize(1 << 20);
    assertThat(state.get(OTHER)).containsExactly(2);
  }

  private static WriteBatch put(byte[] key, int value) {
    WriteBatch batch = new WriteBatch();
    batch.put(key, new byte[] {(byte) value});
    return batch;
  }
}
