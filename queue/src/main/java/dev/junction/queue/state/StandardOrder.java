package dev.junction.queue.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The order of a standard queue: messages that came back first, then by sequence.
final class StandardOrder implements MessageOrder {

  private final ArrayDeque<Entry> returned = new ArrayDeque<>();
  private final ArrayDeque<Entry> window = new ArrayDeque<>();

  @Override
  public @Nullable MessageGroup groupOf(byte[] stored) {
    return null;
  }

  @Override
  public void append(Entry entry) {
    window.addLast(entry);
  }

  @Override
  public void putBack(Entry entry) {
    returned.addLast(entry);
  }

  @Override
  public List<Entry> take(int max) {
    List<Entry> taken = new ArrayList<>(max);
    while (taken.size() < max) {
      Entry next = returned.isEmpty() ? window.pollFirst() : returned.pollFirst();
      if (next == null) {
        break;
      }
      if (!next.isGone()) {
        taken.add(next);
      }
    }
    return taken;
  }

  @Override
  public void settle(Entry entry) {}

  @Override
  public void resume(Entry entry) {}

  // Gone messages are passed over when their turn comes.
  @Override
  public void drop(Entry entry) {}
}
