package dev.junction.storage.rocks;

import dev.junction.storage.StateStore;
import dev.junction.storage.StateStoreContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class RocksStateStoreTest extends StateStoreContract {
  @TempDir Path folder;
  private @Nullable RocksStateStores stores;

  @Override
  protected StateStore create() {
    RocksStateStores opened = RocksStateStores.open(folder, 2, RocksSettings.defaults());
    stores = opened;
    return opened.partition(1);
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
}
