package dev.junction.queue;

import org.jspecify.annotations.Nullable;

/// One message as the [QueueModel] remembers it. All times are in milliseconds.
final class ModelMessage {

  final String id;
  final String body;
  final @Nullable String group;
  final @Nullable String deduplicationId;
  final long sentAt;

  /// The sequence number in a FIFO queue; null where nobody has told it yet.
  @Nullable String sequenceNumber;

  /// The ARN of the queue that this message failed in.
  @Nullable String deadLetterSource;

  /// Until when its delay or its last receive hides it.
  long hiddenUntil;

  int receives;

  /// How often it was received in the queues that it comes from.
  int receivesBefore;

  long firstReceivedAt;
  long receivedAt;
  boolean isVisibilityChanged;

  ModelMessage(
      String id,
      String body,
      @Nullable String group,
      @Nullable String deduplicationId,
      long sentAt) {
    this.id = id;
    this.body = body;
    this.group = group;
    this.deduplicationId = deduplicationId;
    this.sentAt = sentAt;
  }

  /// The same message as a dead-letter queue takes it in.
  ModelMessage asDeadLetter(String source, long newSentAt) {
    String deduplication = deduplicationId == null ? null : id;
    ModelMessage letter = new ModelMessage(id, body, group, deduplication, newSentAt);
    letter.deadLetterSource = source;
    letter.receivesBefore = receivesInAll();
    letter.firstReceivedAt = firstReceivedAt;
    return letter;
  }

  /// The same message as a new one, as a move out of a dead-letter queue makes it.
  ModelMessage asMoved(String newId, long newSentAt) {
    return new ModelMessage(newId, body, group, deduplicationId, newSentAt);
  }

  int receivesInAll() {
    return receivesBefore + receives;
  }

  boolean isHidden(long now) {
    return hiddenUntil > now;
  }

  boolean isDelayed(long now) {
    return receives == 0 && isHidden(now);
  }

  boolean isInFlight(long now) {
    return receives > 0 && isHidden(now);
  }

  /// When its group's turn came if it is the first one: when it was sent, or received last. Those
  /// that nobody has received go before others of that time.
  long turn() {
    return receives == 0 ? 2 * sentAt : 2 * receivedAt + 1;
  }

  String groupOrEmpty() {
    return group == null ? "" : group;
  }

  @Override
  public String toString() {
    return "%s (%s, %d receives)".formatted(body, id, receives);
  }
}
