package dev.junction.queue.state;

import org.jspecify.annotations.Nullable;

/// One message as a queue holds it in memory: what receives, deletes and deadlines need, and its
/// stored bytes while it is among the next ones.
final class Entry {

  /// Where a message stands in its life.
  enum Phase {
    /// It can be received when its turn comes.
    WAITING,
    /// The running command has taken it and decides what becomes of it.
    TAKEN,
    /// It was received and is invisible.
    IN_FLIGHT,
    /// It has left the queue for good.
    GONE
  }

  final long sequence;
  final long sentAtMillis;

  /// The message group; null when the message has none.
  final @Nullable MessageGroup group;

  /// The stored message, or null when it has to be read from the map.
  byte @Nullable [] stored;

  int receiveCount;
  long firstReceivedAtMillis;

  /// When it was received last, as its lease in the map says.
  long receivedAtMillis;

  /// The monotonic time at which a message in flight is visible again.
  long visibleAtNanos;

  /// The monotonic time of the receive that put it in flight.
  long receivedAtNanos;

  /// Whether its visibility was changed since it was received.
  boolean isVisibilityChanged;

  Phase phase = Phase.WAITING;

  Entry(long sequence, long sentAtMillis, @Nullable MessageGroup group) {
    this.sequence = sequence;
    this.sentAtMillis = sentAtMillis;
    this.group = group;
  }

  boolean isGone() {
    return phase == Phase.GONE;
  }
}
