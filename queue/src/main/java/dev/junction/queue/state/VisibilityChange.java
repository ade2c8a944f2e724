package dev.junction.queue.state;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.queue.domain.QueueSettings;
import dev.junction.queue.domain.ReceiptHandle;
import java.util.concurrent.TimeUnit;

/// A change of how long a message stays invisible.
///
/// In a standard queue any receipt handle of a message that is in flight changes it, also one from
/// an earlier receive; when the message is visible again, a change is accepted and has no effect.
/// In a FIFO queue only who holds the message may change it. Source: what LocalStack recorded from
/// the real service (`test_terminate_visibility_timeout_after_receive`,
/// `test_change_message_visibility_after_visibility_timeout_expiration`); SQS API reference,
/// ChangeMessageVisibility, for the rest.
final class VisibilityChange {

  private VisibilityChange() {}

  /// @param seconds how long from now on; 0 makes the message visible at once
  static Outcome<Boolean> apply(
      Transaction<?> tx, Messages messages, boolean isFifo, ReceiptHandle handle, int seconds) {
    Entry entry = messages.inFlight(handle.sequence());
    if (entry == null) {
      return notInFlight(tx, messages, isFifo, handle);
    }
    if (isFifo && entry.receiveCount != handle.receiveCount()) {
      return Outcome.rejected(QueueErrors.notInFlight(handle.format()));
    }
    long soFarNanos = tx.nanos() - entry.receivedAtNanos;
    long totalMaxNanos = TimeUnit.SECONDS.toNanos(QueueLimits.VISIBILITY_SECONDS_MAX);
    if (soFarNanos + TimeUnit.SECONDS.toNanos(seconds) > totalMaxNanos) {
      return Outcome.rejected(
          QueueErrors.badValue(
              seconds,
              QueueSettings.VISIBILITY_TIMEOUT,
              "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]"));
    }
    messages.change(tx, entry, seconds);
    return Outcome.accepted(true);
  }

  private static Outcome<Boolean> notInFlight(
      Transaction<?> tx, Messages messages, boolean isFifo, ReceiptHandle handle) {
    if (messages.waiting(tx, handle.sequence()) == null) {
      return Outcome.rejected(QueueErrors.noSuchMessage(handle.format()));
    }
    return isFifo
        ? Outcome.rejected(QueueErrors.notInFlight(handle.format()))
        : Outcome.accepted(true);
  }
}
