package dev.junction.queue.state;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One message group of a queue: its waiting messages in order, and what its kind of queue knows
/// of those in flight.
///
/// In a standard queue only the waiting messages of a noisy group are here.
final class MessageGroup {

  final String id;

  /// Waiting messages by rising sequence.
  final ArrayDeque<Entry> waiting = new ArrayDeque<>(2);

  /// How many messages were handed out, in a standard queue.
  int inFlight;

  /// What a FIFO queue knows of the group: its messages that were handed out, by rising sequence,
  /// and its place among the groups that may be received from, or null while it is none of them.
  final ArrayDeque<Entry> held = new ArrayDeque<>(0);

  @Nullable Turn turn;

  /// What a standard queue knows of the group: all its waiting messages that are loaded, when one
  /// was sent last, whether others go before it, and how long its messages were lately held.
  int waitingCount;

  long lastSentAtMillis;
  boolean isNoisy;
  double processingSeconds;
  long processingAtNanos;

  /// When a group's first waiting message came: was sent, or was received last and came back. Of
  /// those of one millisecond the messages that nobody has received yet go first.
  record Turn(long atMillis, boolean isReturned, long sequence) implements Comparable<Turn> {

    static Turn of(Entry first) {
      return first.receiveCount == 0
          ? new Turn(first.sentAtMillis, false, first.sequence)
          : new Turn(first.receivedAtMillis, true, first.sequence);
    }

    @Override
    public int compareTo(Turn other) {
      int order = Long.compare(atMillis, other.atMillis);
      if (order == 0) {
        order = Boolean.compare(isReturned, other.isReturned);
      }
      return order == 0 ? Long.compare(sequence, other.sequence) : order;
    }
  }

  MessageGroup(String id) {
    this.id = id;
  }

  /// Whether the first waiting message may be handed out: none before it is in flight.
  boolean isReady() {
    return !waiting.isEmpty() && waiting.getFirst().sequence < firstHeld();
  }

  /// The sequence of the first message in flight; what stands behind it is locked.
  long firstHeld() {
    return held.isEmpty() ? Long.MAX_VALUE : held.getFirst().sequence;
  }

  /// A message of a FIFO queue is in flight no more; most often it is the first or the last one.
  void release(Entry entry) {
    if (held.peekLast() == entry) {
      held.removeLast();
    } else {
      held.remove(entry);
    }
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
