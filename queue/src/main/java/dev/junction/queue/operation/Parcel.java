package dev.junction.queue.operation;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.queue.domain.Digests;
import dev.junction.queue.domain.NewMessage;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.state.Queue;
import dev.junction.queue.state.Queues;
import dev.junction.queue.state.Sent;
import dev.junction.queue.state.StoredMessage;

/// A checked message, encoded before it goes to the partition so that its thread need not do it.
///
/// @param message the message
/// @param encoded the message as it will be stored
record Parcel(NewMessage message, byte[] encoded) {

  static Parcel of(NewMessage message) {
    return new Parcel(message, StoredMessage.encode(message));
  }

  /// Sends it, with a deduplication id from the content where the queue wants one.
  Outcome<Sent> send(Queue queue, Transaction<Queues> tx) {
    if (!queue.address().isFifo() || message.deduplicationId() != null) {
      return queue.send(tx, message, encoded);
    }
    if (lacksDeduplicationId(queue)) {
      return Outcome.rejected(noDeduplicationId());
    }
    NewMessage named = message.withDeduplicationId(Digests.hex(Digests.sha256(message.body())));
    return queue.send(tx, named, StoredMessage.encode(named));
  }

  /// Whether the queue needs a deduplication id that was not given and does not make one itself.
  boolean lacksDeduplicationId(Queue queue) {
    return queue.address().isFifo()
        && message.deduplicationId() == null
        && !queue.record().settings().deduplicatesByContent();
  }

  static ServiceError noDeduplicationId() {
    return QueueErrors.invalidParameter(
        "The queue should either have ContentBasedDeduplication enabled or"
            + " MessageDeduplicationId provided explicitly");
  }
}
