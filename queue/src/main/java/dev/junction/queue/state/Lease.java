package dev.junction.queue.state;

import java.nio.ByteBuffer;

/// What the map remembers of a message's receives.
///
/// Shape, version 1, big-endian: version (1), receive count (4), first received at in ms (8),
/// visible again at in ms (8).
///
/// @param receiveCount how often the message was received, from 1
/// @param firstReceivedAtMillis when it was received first
/// @param visibleAtMillis when it is visible again
record Lease(int receiveCount, long firstReceivedAtMillis, long visibleAtMillis) {

  private static final byte VERSION = 1;
  private static final int BYTES = 21;

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .put(VERSION)
        .putInt(receiveCount)
        .putLong(firstReceivedAtMillis)
        .putLong(visibleAtMillis)
        .array();
  }

  static Lease decode(byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored);
    if (in.get() != VERSION) {
      throw new IllegalStateException("A lease of the unknown format version " + stored[0]);
    }
    return new Lease(in.getInt(), in.getLong(), in.getLong());
  }
}
