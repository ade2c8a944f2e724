package dev.junction.storage.memory;

import dev.junction.storage.ChunkStore;
import dev.junction.storage.ChunkStoreContract;

class MemoryChunkStoreTest extends ChunkStoreContract {
  @Override
  protected ChunkStore create() {
    return new MemoryChunkStore();
  }
}
