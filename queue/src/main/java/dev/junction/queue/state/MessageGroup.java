package dev.junction.queue.state;

import java.util.ArrayDeque;

/// One message group of a queue: its waiting messages in order, and how many are in flight.
///
/// In a standard queue only the waiting messages of a noisy group are here.
final class MessageGroup {

  final String id;

  /// Waiting messages by rising sequence.
  final ArrayDeque<Entry> waiting = new ArrayDeque<>(2);

  /// Messages that were handed out; while there is one a FIFO queue's group is locked.
  int inFlight;

  /// What a standard queue knows of the group: all its waiting messages that are loaded, when one
  /// was sent last, whether others go before it, and how long its messages were lately held.
  int waitingCount;

  long lastSentAtMillis;
  boolean isNoisy;
  double processingSeconds;
  long processingAtNanos;

  MessageGroup(String id) {
    this.id = id;
  }

  boolean isReady() {
    return inFlight == 0 && !waiting.isEmpty();
  }

  /// Puts a message back to its place in the order.
  void putBack(Entry entry) {
    ArrayDeque<Entry> earlier = new ArrayDeque<>(2);
    while (!waiting.isEmpty() && waiting.peekFirst().sequence < entry.sequence) {
      earlier.addFirst(waiting.removeFirst());
    }
    waiting.addFirst(entry);
    earlier.forEach(waiting::addFirst);
  }
}
