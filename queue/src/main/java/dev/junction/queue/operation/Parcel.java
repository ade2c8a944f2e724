package dev.junction.queue.operation;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
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
    if (!queue.record().settings().deduplicatesByContent()) {
      return Outcome.rejected(
          QueueErrors.invalidParameter(
              "The queue should either have ContentBasedDeduplication enabled or"
                  + " MessageDeduplicationId provided explicitly"));
    }
    NewMessage named = message.withDeduplicationId(Digests.hex(Digests.sha256(message.body())));
    return queue.send(tx, named, StoredMessage.encode(named));
  }
}
