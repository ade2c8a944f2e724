package dev.junction.queue.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// In which order the loaded messages of a queue are handed out.
sealed interface MessageOrder permits StandardOrder, FifoOrder {

  /// The group that a message belongs to; null when it has none.
  @Nullable MessageGroup groupOf(byte[] stored);

  /// A visible message joins at the end.
  void append(Entry entry);

  /// A message that was in flight or delayed is visible again.
  void putBack(Entry entry);

  /// Whether there is something to take.
  boolean hasNext();

  /// Takes up to so many messages that may be handed out together; empty when there are none.
  List<Entry> take(int max);

  /// Takes messages that others go before, once none of those is there any more.
  List<Entry> takeDeferred(int max, long nowMillis);

  /// A message that was taken is gone or was put back elsewhere: its group may go on. It was held
  /// by a consumer for so long.
  void settle(Entry entry, long heldNanos, long nowNanos);

  /// A message comes back into flight when a queue is read after a restart.
  void resume(Entry entry);

  /// A waiting message is removed without having been taken.
  void drop(Entry entry);
}
