package dev.junction.queue.state;

/// What has passed through a queue since its partition was opened. It lives in memory alone and
/// begins anew with each start. Threads: the partition's.
public final class Traffic {

  private long sent;
  private long received;
  private long deleted;
  private long deadLettered;

  /// What was counted so far.
  ///
  /// @param sent messages that clients sent and the queue took in
  /// @param received messages that were handed to consumers, each time anew
  /// @param deleted messages that consumers deleted
  /// @param deadLettered messages that went to the dead-letter queue
  public record Counts(long sent, long received, long deleted, long deadLettered) {}

  void countSent() {
    sent++;
  }

  void countReceived() {
    received++;
  }

  void countDeleted() {
    deleted++;
  }

  void countDeadLettered() {
    deadLettered++;
  }

  Counts counts() {
    return new Counts(sent, received, deleted, deadLettered);
  }
}
