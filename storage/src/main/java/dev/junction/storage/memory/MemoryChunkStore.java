package dev.junction.storage.memory;

import dev.junction.storage.ChunkName;
import dev.junction.storage.ChunkStore;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentSkipListMap;

/// Chunks in memory. Threads: any.
public final class MemoryChunkStore implements ChunkStore {

  private final ConcurrentSkipListMap<String, byte[]> chunks = new ConcurrentSkipListMap<>();

  @Override
  public void put(String name, byte[] content) {
    if (chunks.putIfAbsent(ChunkName.checked(name), content.clone()) != null) {
      throw new IllegalStateException("There is a chunk named " + name + " already");
    }
  }

  @Override
  public byte[] get(String name, long offset, int length) {
    byte[] content = chunks.get(ChunkName.checked(name));
    if (content == null) {
      throw new NoSuchElementException("There is no chunk named " + name);
    }
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("Offset " + offset + ", length " + length);
    }
    int start = (int) Math.min(offset, content.length);
    int count = Math.min(length, content.length - start);
    byte[] part = new byte[count];
    System.arraycopy(content, start, part, 0, count);
    return part;
  }

  @Override
  public List<String> list(String prefix) {
    return chunks.tailMap(prefix).keySet().stream().takeWhile(n -> n.startsWith(prefix)).toList();
  }

  @Override
  public void delete(String name) {
    chunks.remove(ChunkName.checked(name));
  }
}
