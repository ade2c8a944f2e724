package dev.junction.engine;

import java.nio.charset.StandardCharsets;

/// The hash that decides which partition a resource belongs to: FNV-1a, 64 bits, with a final mix.
///
/// It is part of the format of a data folder and never changes.
final class StableHash {

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private StableHash() {}

  /// The hash of the parts in order, with a zero byte after each.
  static long of(String... parts) {
    long hash = OFFSET;
    for (String part : parts) {
      for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ (b & 0xff)) * PRIME;
      }
      hash *= PRIME;
    }
    hash ^= hash >>> 32;
    hash *= 0x9e3779b97f4a7c15L;
    return hash ^ (hash >>> 29);
  }
}
