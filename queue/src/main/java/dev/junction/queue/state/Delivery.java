package dev.junction.queue.state;

/// One message as it is handed to a consumer.
///
/// @param queueId the number of the queue, for the receipt handle
/// @param sequence the message's place in the queue
/// @param stored the stored message
/// @param receiveCount which receive of the message this is
/// @param firstReceivedAtMillis when it was received first
public record Delivery(
    long queueId, long sequence, byte[] stored, int receiveCount, long firstReceivedAtMillis) {

  public StoredMessage message() {
    return StoredMessage.decode(stored);
  }
}
