package dev.junction.queue.state;

import dev.junction.engine.Reply;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The receives of one queue that have found nothing yet, longest first: long polls that wait for
/// messages, and receives that do not wait but have to look further than one command may.
final class Waiters {

  /// One such receive.
  ///
  /// @param deadline the end of its time; null when it does not wait
  record Waiter(Reply<List<Delivery>> reply, Demand demand, Transaction.@Nullable Wake deadline) {}

  private final ArrayDeque<Waiter> waiting = new ArrayDeque<>(2);

  /// How many of them do not wait.
  private int unwilling;

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// How many long polls wait.
  int longPolls() {
    return waiting.size() - unwilling;
  }

  /// Adds a receive, which is answered with nothing at the end of its time if it waits for some.
  void add(Transaction<Queues> tx, Reply<List<Delivery>> reply, Demand demand, int waitSeconds) {
    Transaction.Wake deadline =
        waitSeconds == 0
            ? null
            : tx.wakeAt(
                tx.nanos() + TimeUnit.SECONDS.toNanos(waitSeconds),
                (_, then) -> {
                  if (remove(reply)) {
                    then.answer(reply, Outcome.accepted(List.of()));
                  }
                  return Outcome.accepted(true);
                });
    waiting.addLast(new Waiter(reply, demand, deadline));
    unwilling += deadline == null ? 1 : 0;
  }

  /// The longest waiting receive whose caller is still there, left in its place; null without one.
  @Nullable Waiter first() {
    Waiter first = waiting.peekFirst();
    while (first != null && first.reply.isAbandoned()) {
      removeFirst();
      first = waiting.peekFirst();
    }
    return first;
  }

  void removeFirst() {
    removed(waiting.removeFirst());
  }

  private void removed(Waiter waiter) {
    if (waiter.deadline == null) {
      unwilling--;
    } else {
      waiter.deadline.cancel();
    }
  }

  /// Removes the receive with this reply; answers whether it was still waiting.
  private boolean remove(Reply<List<Delivery>> reply) {
    // The one whose time is over is nearly always the first.
    for (Iterator<Waiter> all = waiting.iterator(); all.hasNext(); ) {
      if (all.next().reply.equals(reply)) {
        all.remove();
        return true;
      }
    }
    return false;
  }

  /// Removes those that do not wait and hands each to the consumer.
  void drainUnwilling(Consumer<Waiter> consumer) {
    if (unwilling == 0) {
      return;
    }
    unwilling = 0;
    waiting.removeIf(
        waiter -> {
          if (waiter.deadline != null) {
            return false;
          }
          if (!waiter.reply.isAbandoned()) {
            consumer.accept(waiter);
          }
          return true;
        });
  }

  /// Removes all and hands each to the consumer.
  void drain(Consumer<Waiter> consumer) {
    while (!waiting.isEmpty()) {
      Waiter waiter = waiting.removeFirst();
      removed(waiter);
      consumer.accept(waiter);
    }
  }
}
