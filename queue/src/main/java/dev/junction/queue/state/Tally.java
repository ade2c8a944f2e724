package dev.junction.queue.state;

import java.nio.ByteBuffer;

/// The counters of a queue, written with every change so that nobody has to count, but for messages
/// that join at the end: of these it may lag behind by a few, which [#countJoined] makes up for.
///
/// Shape, version 2, big-endian: version (1), next sequence (8), head (8), messages (8), delayed
/// (8), the time of the next look for expired messages in ms or 0 (8). Version 1 is the same. A
/// program that knows only that one would not count what joined, so it has to refuse version 2. It
/// changes on the partition's thread only.
final class Tally {

  private static final byte VERSION = 2;
  private static final byte FIRST_VERSION = 1;
  private static final int BYTES = 41;

  /// How many messages share one write of the tally: few enough that an opening reads them at once.
  private static final int WRITTEN_EACH = 8;

  private static final long FIRST = 1;

  /// The sequence that the next message gets.
  long nextSequence = FIRST;

  /// No message has a lower sequence than this.
  long head = FIRST;

  /// All messages: waiting, in flight and delayed.
  long messages;

  /// Messages that have not become visible yet.
  long delayed;

  /// When the durable timer that removes expired messages is due; 0 when none is set.
  long expiryAtMillis;

  /// Whether a program that counts nothing that joined would still take what is stored.
  private boolean isStoredInFirstVersion;

  /// Whether no message was ever sent.
  boolean isUntouched() {
    return nextSequence == FIRST;
  }

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

  /// Whether the tally need not be written after a message has joined at the end.
  boolean mayLag() {
    return !isStoredInFirstVersion && nextSequence % WRITTEN_EACH != 0;
  }

  /// A message is there that joined at the end after the tally was written.
  void countJoined(long sequence) {
    nextSequence = sequence + 1;
    messages++;
  }

  byte[] encode() {
    isStoredInFirstVersion = false;
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
    byte version = in.get();
    if (version != VERSION && version != FIRST_VERSION) {
      throw new IllegalStateException("A tally of the unknown format version " + version);
    }
    Tally tally = new Tally();
    tally.isStoredInFirstVersion = version == FIRST_VERSION;
    tally.nextSequence = in.getLong();
    tally.head = in.getLong();
    tally.messages = in.getLong();
    tally.delayed = in.getLong();
    tally.expiryAtMillis = in.getLong();
    return tally;
  }
}
