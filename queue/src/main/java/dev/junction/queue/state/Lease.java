package dev.junction.queue.state;

import java.nio.ByteBuffer;

/// What the map remembers of a message's receives.
///
/// Shape, version 2, big-endian: version (1), receive count (4), first received at in ms (8),
/// visible again at in ms (8), received last at in ms (8), whether the visibility was changed since
/// (1). Version 1 ends before the last two.
///
/// @param receiveCount how often the message was received, from 1
/// @param firstReceivedAtMillis when it was received first
/// @param visibleAtMillis when it is visible again
/// @param receivedAtMillis when it was received last, or [#UNKNOWN]
/// @param isVisibilityChanged whether its visibility was changed since it was received last
record Lease(
    int receiveCount,
    long firstReceivedAtMillis,
    long visibleAtMillis,
    long receivedAtMillis,
    boolean isVisibilityChanged) {

  /// The time that a lease of version 1 does not tell.
  static final long UNKNOWN = -1;

  private static final byte VERSION = 2;
  private static final int BYTES = 30;

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .put(VERSION)
        .putInt(receiveCount)
        .putLong(firstReceivedAtMillis)
        .putLong(visibleAtMillis)
        .putLong(receivedAtMillis)
        .put((byte) (isVisibilityChanged ? 1 : 0))
        .array();
  }

  static Lease decode(byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored);
    return switch (in.get()) {
      case 1 -> new Lease(in.getInt(), in.getLong(), in.getLong(), UNKNOWN, false);
      case VERSION ->
          new Lease(in.getInt(), in.getLong(), in.getLong(), in.getLong(), in.get() == 1);
      default ->
          throw new IllegalStateException("A lease of the unknown format version " + stored[0]);
    };
  }
}
