package dev.junction.log.live;

import dev.junction.log.domain.LogLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The updates that a client has not taken yet. The oldest make room when there are too many.
///
/// Threads: one at a time.
final class UpdateBuffer {

  private final Deque<TailUpdate> waiting = new ArrayDeque<>();
  private int events;
  private long characters;

  void add(TailUpdate update) {
    waiting.add(update);
    events += update.events().size();
    characters += update.characters();
    while (waiting.size() > 1 && isTooFull()) {
      take();
    }
  }

  private boolean isTooFull() {
    return waiting.size() > LogLimits.TAIL_BUFFERED_UPDATES_MAX
        || events > LogLimits.TAIL_BUFFERED_EVENTS_MAX
        || characters > LogLimits.TAIL_BUFFERED_CHARACTERS_MAX;
  }

  /// The oldest update, or null.
  @Nullable TailUpdate take() {
    TailUpdate oldest = waiting.poll();
    if (oldest != null) {
      events -= oldest.events().size();
      characters -= oldest.characters();
    }
    return oldest;
  }
}
