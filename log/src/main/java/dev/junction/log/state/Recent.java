package dev.junction.log.state;

import java.util.LinkedHashMap;
import java.util.Map;

/// The entries that were used last, so many at most.
///
/// Threads: the partition's.
final class Recent<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1L;

  private final int max;

  Recent(int max) {
    super(16, 0.75f, /* accessOrder= */ true);
    this.max = max;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > max;
  }
}
