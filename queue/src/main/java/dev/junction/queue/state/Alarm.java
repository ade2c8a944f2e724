package dev.junction.queue.state;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The volatile alarm of one queue: at most one is set, for the earliest time that was asked for.
final class Alarm {

  private Transaction.@Nullable Wake wake;
  private long atNanos;

  /// Runs the action at the monotonic time, unless the alarm is set for an earlier one.
  void arm(Transaction<Queues> tx, long dueAtNanos, Consumer<Transaction<Queues>> action) {
    if (wake != null) {
      if (atNanos - dueAtNanos <= 0) {
        return;
      }
      wake.cancel();
    }
    atNanos = dueAtNanos;
    wake =
        tx.wakeAt(
            dueAtNanos,
            (_, then) -> {
              wake = null;
              action.accept(then);
              return Outcome.accepted(true);
            });
  }

  void cancel() {
    if (wake != null) {
      wake.cancel();
      wake = null;
    }
  }
}
