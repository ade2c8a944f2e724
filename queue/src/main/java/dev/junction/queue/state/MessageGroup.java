package dev.junction.queue.state;

import java.util.ArrayDeque;

/// One message group of a FIFO queue: its waiting messages in order, and how many are in flight.
final class MessageGroup {

  final String id;

  /// Waiting messages by rising sequence.
  final ArrayDeque<Entry> waiting = new ArrayDeque<>(2);

  /// Messages that were handed out; while there is one the group is locked.
  int inFlight;

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
