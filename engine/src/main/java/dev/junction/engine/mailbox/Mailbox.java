package dev.junction.engine.mailbox;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What many threads put in and one takes out, in order.
///
/// Shape: a linked stack that the owner swaps out whole and turns round, so that neither side ever
/// waits for the other. Threads: [#offer], [#put] and [#depth] any; the rest the owner's.
///
/// @param <T> what is put in
public final class Mailbox<T extends Linked> {

  /// What became of an item.
  public enum Offer {
    /// It is in, and nothing was waiting to be swapped out: the owner has to be woken.
    FIRST,
    /// It is in, and with it a good handful waits: the owner should be woken.
    MANY,
    /// It is in, behind others.
    IN,
    FULL,
    CLOSED
  }

  /// How many items are worth a wake that has been put off: more would wait for the same sync, and
  /// the owner would do nothing meanwhile.
  private static final int MANY = 8;

  private static final Linked CLOSED = new Linked() {};

  private final AtomicReference<@Nullable Linked> top = new AtomicReference<>();
  private final int max;

  /// The items that were swapped out, and for the others how many they are.
  private @Nullable Linked queue;

  private final AtomicInteger queued = new AtomicInteger();

  /// Makes a mailbox that [#offer] fills up to so many items.
  public Mailbox(int max) {
    this.max = max;
  }

  /// Puts an item in unless so many wait already.
  public Offer offer(T item) {
    return push(item, max);
  }

  /// Puts an item in however many wait.
  public Offer put(T item) {
    return push(item, Integer.MAX_VALUE);
  }

  /// How many items wait.
  public int depth() {
    Linked first = top.get();
    return queued.get() + (first == null ? 0 : first.depth);
  }

  /// The next item, left where it is; null when there is none.
  @SuppressWarnings("unchecked") // only [#push] fills it, and it takes nothing but T
  public @Nullable T peek() {
    if (queue == null) {
      Linked first = top.get();
      if (first != null && first != CLOSED) {
        swap(null);
      }
    }
    return (T) queue;
  }

  /// Takes the next item out; null when there is none.
  public @Nullable T poll() {
    T item = peek();
    if (item != null) {
      Linked link = item;
      queue = link.next;
      link.next = null;
      queued.lazySet(queued.getPlain() - 1);
    }
    return item;
  }

  /// Lets nothing in any more; what is in can still be taken out.
  public void close() {
    if (top.get() != CLOSED) {
      swap(CLOSED);
    }
  }

  private Offer push(Linked item, int limit) {
    Linked link = item;
    while (true) {
      Linked first = top.get();
      if (first == CLOSED) {
        return Offer.CLOSED;
      }
      int before = first == null ? 0 : first.depth;
      if (before + queued.get() >= limit) {
        return Offer.FULL;
      }
      link.next = first;
      link.depth = before + 1;
      if (top.compareAndSet(first, link)) {
        return first == null ? Offer.FIRST : before + 1 == MANY ? Offer.MANY : Offer.IN;
      }
    }
  }

  /// Puts another item on top and adds the stack below to the queue.
  private void swap(@Nullable Linked replacement) {
    Linked last = top.getAndSet(replacement);
    if (last == null) {
      return;
    }
    queued.lazySet(queued.getPlain() + last.depth);
    Linked turned = null;
    Linked item = last;
    while (item != null) {
      Linked before = item.next;
      item.next = turned;
      turned = item;
      item = before;
    }
    if (queue == null) {
      queue = turned;
    } else {
      Linked end = queue;
      while (end.next != null) {
        end = end.next;
      }
      end.next = turned;
    }
  }
}
