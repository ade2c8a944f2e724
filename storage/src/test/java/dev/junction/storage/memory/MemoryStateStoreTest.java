package dev.junction.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.storage.StateStore;
import dev.junction.storage.StateStoreContract;
import dev.junction.storage.WriteBatch;
import org.junit.jupiter.api.Test;

class MemoryStateStoreTest extends StateStoreContract {

  @Override
  protected StateStore create() {
    return MemoryStateStore.restartable();
  }

  /// Memory that is closed in good order is memory that is checkpointed and then lost.
  @Override
  protected StateStore reopen(StateStore store) {
    store.checkpoint();
    store.close();
    ((MemoryStateStore) store).crash();
    return store;
  }

  @Test
  void aCrashGoesBackToTheLastCheckpoint() {
    MemoryStateStore memory = MemoryStateStore.restartable();
    memory.apply(1, put(1, 1));
    memory.apply(2, put(2, 2));
    memory.checkpoint();
    memory.apply(3, put(1, 9));
    WriteBatch delete = put(3, 3);
    delete.deleteRange(new byte[] {2}, new byte[] {3});
    memory.apply(4, delete);

    memory.crash();

    assertThat(memory.appliedLsn()).isEqualTo(2);
    assertThat(memory.get(new byte[] {1})).containsExactly(1);
    assertThat(memory.get(new byte[] {2})).containsExactly(2);
    assertThat(memory.get(new byte[] {3})).isNull();
  }

  @Test
  void anEphemeralStoreCannotComeBack() {
    assertThatThrownBy(() -> MemoryStateStore.ephemeral().crash())
        .isInstanceOf(IllegalStateException.class);
  }

  private static WriteBatch put(int key, int value) {
    WriteBatch batch = new WriteBatch();
    batch.put(new byte[] {(byte) key}, new byte[] {(byte) value});
    return batch;
  }
}
