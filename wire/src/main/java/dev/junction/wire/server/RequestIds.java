package dev.junction.wire.server;

import java.util.SplittableRandom;
import java.util.UUID;

/// The source of request ids: 128 random bits in the shape of a random UUID.
///
/// Limits: unique, but not secret; never use one as a credential.
///
/// Threads: any.
public final class RequestIds {

  // One generator for each thread, seeded from the strong one: drawing every id from
  // SecureRandom would cost more than the rest of a small request.
  private static final ThreadLocal<SplittableRandom> RANDOM =
      ThreadLocal.withInitial(
          () -> new SplittableRandom(UUID.randomUUID().getMostSignificantBits()));

  private RequestIds() {}

  /// A new id.
  public static String next() {
    SplittableRandom random = RANDOM.get();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
