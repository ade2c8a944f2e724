package dev.junction.engine.place;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import java.nio.charset.StandardCharsets;

/// Which partition a resource belongs to: stable for ever, because its state lies there.
///
/// Shape: FNV-1a of 64 bits over the UTF-8 bytes of account, region, service and name, each
/// followed by a zero byte; then the finishing steps of MurmurHash3 (`fmix64`), because the low
/// bits of FNV alone spread poorly; then the remainder of the unsigned division by the number of
/// partitions.
public final class Placement {

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Placement() {}

  /// The partition, of so many, that a resource belongs to.
  public static int partitionOf(
      AccountId account, Region region, String service, String name, int partitions) {
    long hash = add(OFFSET, account.value());
    hash = add(hash, region.name());
    hash = add(hash, service);
    hash = add(hash, name);
    return (int) Long.remainderUnsigned(finish(hash), partitions);
  }

  private static long add(long before, String text) {
    long hash = before;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return addBytes(before, text.getBytes(StandardCharsets.UTF_8));
      }
      hash = (hash ^ c) * PRIME;
    }
    return hash * PRIME;
  }

  private static long addBytes(long before, byte[] bytes) {
    long hash = before;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * PRIME;
    }
    return hash * PRIME;
  }

  private static long finish(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
