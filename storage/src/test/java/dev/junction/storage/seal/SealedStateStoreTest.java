package dev.junction.storage.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.storage.SealBroken;
import dev.junction.storage.StateStore;
import dev.junction.storage.StateStoreContract;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.memory.MemoryStateStore;
import dev.junction.storage.rocks.RocksSettings;
import dev.junction.storage.rocks.RocksStateStores;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The state store's contract, sealed, over the database; each reopening is another session.
class SealedStateStoreTest extends StateStoreContract {
  private static final byte[] NAME = "name".getBytes(UTF_8);
  private static final byte[] OTHER_NAME = "other name".getBytes(UTF_8);

  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();
  private final DataKey key = DataKey.random(random);
  private @Nullable RocksStateStores stores;

  @Override
  protected StateStore create() {
    RocksStateStores opened = RocksStateStores.open(folder, 2, RocksSettings.defaults());
    stores = opened;
    return new SealedStateStore(opened.partition(1), 1, key.newSession(random));
  }

  @Override
  protected StateStore reopen(StateStore store) {
    closeDatabase();
    return create();
  }

  @AfterEach
  void closeDatabase() {
    if (stores != null) {
      stores.close();
    }
  }

  @Test
  void aValueOpensUnderItsKeyAndInItsPartitionOnly() {
    StateStore below = MemoryStateStore.ephemeral();
    Sealer sealer = key.newSession(random);
    StateStore sealed = new SealedStateStore(below, 3, sealer);
    WriteBatch batch = new WriteBatch();
    batch.put(NAME, "value".getBytes(UTF_8));
    sealed.apply(1, batch);
    byte[] stored = Objects.requireNonNull(below.get(NAME));
    WriteBatch moved = new WriteBatch();
    moved.put(OTHER_NAME, stored);
    moved.put(new byte[] {7}, "value".getBytes(UTF_8));
    below.apply(2, moved);

    assertThat(sealed.get(NAME)).asString(UTF_8).isEqualTo("value");
    assertThatThrownBy(() -> sealed.get(OTHER_NAME))
        .isInstanceOf(SealBroken.class)
        .hasMessageContaining("Key 6f74686572206e616d65 of partition 3 does not open");
    assertThatThrownBy(() -> new SealedStateStore(below, 4, sealer).get(NAME))
        .isInstanceOf(SealBroken.class);
    assertThatThrownBy(() -> sealed.get(new byte[] {7})).isInstanceOf(SealBroken.class);
    try (StateStore.Cursor cursor = sealed.scan(OTHER_NAME, new byte[] {127})) {
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.key()).isEqualTo(OTHER_NAME);
      assertThatThrownBy(cursor::value).isInstanceOf(SealBroken.class);
    }
  }
}
