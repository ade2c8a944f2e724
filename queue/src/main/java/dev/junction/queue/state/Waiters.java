package dev.junction.queue.state;

import dev.junction.engine.Reply;
import dev.junction.engine.Transaction;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The long polls that wait for messages of one queue, longest first.
final class Waiters {

  /// One waiting long poll.
  record Waiter(Reply<List<Delivery>> reply, Demand demand, Transaction.Wake deadline) {}

  private final ArrayDeque<Waiter> waiting = new ArrayDeque<>(2);

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  void add(Waiter waiter) {
    waiting.addLast(waiter);
  }

  /// The longest waiting poll whose caller is still there, left in its place; null without one.
  @Nullable Waiter first() {
    Waiter first = waiting.peekFirst();
    while (first != null && first.reply.isAbandoned()) {
      removeFirst();
      first = waiting.peekFirst();
    }
    return first;
  }

  void removeFirst() {
    waiting.removeFirst().deadline.cancel();
  }

  /// Removes the poll with this reply; answers whether it was still waiting.
  boolean remove(Reply<List<Delivery>> reply) {
    // The one whose time is over is nearly always the first.
    for (Iterator<Waiter> all = waiting.iterator(); all.hasNext(); ) {
      if (all.next().reply.equals(reply)) {
        all.remove();
        return true;
      }
    }
    return false;
  }

  /// Removes all and hands each to the consumer.
  void drain(Consumer<Waiter> consumer) {
    while (!waiting.isEmpty()) {
      Waiter waiter = waiting.removeFirst();
      waiter.deadline.cancel();
      consumer.accept(waiter);
    }
  }
}
