package dev.junction.engine;

/// How one partition does.
///
/// @param number the partition's number
/// @param failure why it has stopped, or empty while it runs
/// @param mailboxDepth calls that wait for its thread
/// @param lastLsn the last batch that was appended to its journal
/// @param durableLsn the last batch that is known durable
/// @param heldReplies answers that wait for durability
public record PartitionStatus(
    int number, String failure, int mailboxDepth, long lastLsn, long durableLsn, int heldReplies) {

  public boolean isRunning() {
    return failure.isEmpty();
  }
}
