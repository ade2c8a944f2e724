package dev.junction.queue.state;

import java.nio.ByteBuffer;

/// The counters of a queue, written with every change so that nobody has to count.
///
/// Shape, version 1, big-endian: version (1), next sequence (8), head (8), messages (8), delayed
/// (8), the time of the next look for expired messages in ms or 0 (8). It changes on the
/// partition's thread only.
final class Tally {

  private static final byte VERSION = 1;
  private static final int BYTES = 41;

  /// The sequence that the next message gets.
  long nextSequence = 1;

  /// No message has a lower sequence than this.
  long head = 1;

  /// All messages: waiting, in flight and delayed.
  long messages;

  /// Messages that have not become visible yet.
  long delayed;

  /// When the durable timer that removes expired messages is due; 0 when none is set.
  long expiryAtMillis;

  /// A message is here that is not visible yet.
  void delayBegins() {
    messages++;
    delayed++;
  }

  /// A message is not delayed any more and joins the queue anew.
  void delayEnds() {
    messages--;
    delayed--;
  }

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .put(VERSION)
        .putLong(nextSequence)
        .putLong(head)
        .putLong(messages)
        .putLong(delayed)
        .putLong(expiryAtMillis)
        .array();
  }

  static Tally decode(byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored);
    if (in.get() != VERSION) {
      throw new IllegalStateException("A tally of the unknown format version " + stored[0]);
    }
    Tally tally = new Tally();
    tally.nextSequence = in.getLong();
    tally.head = in.getLong();
    tally.messages = in.getLong();
    tally.delayed = in.getLong();
    tally.expiryAtMillis = in.getLong();
    return tally;
  }
}
