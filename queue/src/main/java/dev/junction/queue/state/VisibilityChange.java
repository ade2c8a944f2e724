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
/// In a standard queue any receipt handle of the message may change it, also one from an earlier
/// receive, and also when its time in flight is over: it is hidden again then. In a FIFO queue only
/// who holds the message may. Source: observed behaviour of the real service; SQS API reference,
/// ChangeMessageVisibility, for the rest.
final class VisibilityChange {

  private VisibilityChange() {}

  /// @param seconds how long from now on; 0 makes the message visible at once
  static Outcome<Boolean> apply(
      Transaction<?> tx, Messages messages, boolean isFifo, ReceiptHandle handle, int seconds) {
    Entry entry = messages.inFlight(handle.sequence());
    if (entry != null) {
      if (isFifo && entry.receiveCount != handle.receiveCount()) {
        return Outcome.rejected(QueueErrors.notInFlight(handle.format()));
      }
      if (isTooLong(tx, entry, seconds)) {
        return tooLong(seconds);
      }
      messages.change(tx, entry, seconds);
      return Outcome.accepted(true);
    }
    Entry waiting = isFifo ? null : messages.waiting(tx, handle.sequence());
    if (waiting == null
        || waiting.receiveCount == 0
        || messages.inFlightCount() >= QueueLimits.IN_FLIGHT_MAX) {
      return Outcome.rejected(QueueErrors.notInFlight(handle.format()));
    }
    messages.recall(tx, waiting);
    if (isTooLong(tx, waiting, seconds)) {
      return tooLong(seconds);
    }
    if (seconds > 0) {
      messages.hide(tx, waiting, seconds);
    }
    return Outcome.accepted(true);
  }

  private static boolean isTooLong(Transaction<?> tx, Entry entry, int seconds) {
    long soFarNanos = tx.nanos() - entry.receivedAtNanos;
    return soFarNanos + TimeUnit.SECONDS.toNanos(seconds)
        > TimeUnit.SECONDS.toNanos(QueueLimits.VISIBILITY_SECONDS_MAX);
  }

  private static Outcome<Boolean> tooLong(int seconds) {
    return Outcome.rejected(
        QueueErrors.badValue(
            seconds,
            QueueSettings.VISIBILITY_TIMEOUT,
            "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]"));
  }
}
