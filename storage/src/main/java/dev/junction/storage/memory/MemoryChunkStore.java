package dev.junction.storage.memory;

import dev.junction.storage.ChunkStore;
import dev.junction.storage.chunk.ChunkName;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/// A chunk store in memory.
///
/// Threads: any. Errors: as [dev.junction.storage.chunk.FileChunkStore].
public final class MemoryChunkStore implements ChunkStore {
  private final ConcurrentSkipListMap<String, byte[]> chunks = new ConcurrentSkipListMap<>();

  @Override
  public void put(String name, byte[] content) {
    if (chunks.putIfAbsent(ChunkName.check(name), content.clone()) != null) {
      throw new IllegalStateException("There is a chunk named " + name + " already");
    }
  }

  @Override
  public byte[] get(String name, long offset, int length) {
    byte[] chunk = chunks.get(ChunkName.check(name));
    if (chunk == null) {
      throw new IllegalArgumentException("There is no chunk named " + name);
    }
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("No range of %d bytes at %d".formatted(length, offset));
    }
    int from = (int) Math.min(offset, chunk.length);
    return Arrays.copyOfRange(chunk, from, (int) Math.min((long) from + length, chunk.length));
  }

  @Override
  public List<String> list(String prefix) {
    return chunks.tailMap(prefix).keySet().stream()
        .takeWhile(name -> name.startsWith(prefix))
        .toList();
  }

  @Override
  public void delete(String name) {
    chunks.remove(ChunkName.check(name));
  }
}
