package dev.junction.engine.watch;

/// What one partition has done and has to do, for metrics; of its last round or now.
///
/// @param commands how many commands, timers and messages were run
/// @param refused how many calls found the mailbox full
/// @param mailboxDepth how many calls and messages wait to be run
/// @param lastLsn the last batch written
/// @param durableLsn the last durable batch; the difference is the lag of the journal
/// @param held how many answers and messages wait for the journal
/// @param parked how many calls wait for another command's answer
/// @param wakes how many volatile alarms are set
/// @param timersInMemory how many durable timers are in the window
/// @param outboxMessages how many messages to partitions are not acknowledged
/// @param undone how many commands, timers and messages a service failed at
/// @param setAside how many timers and messages are kept that a service failed at
public record PartitionStatistics(
    long commands,
    long refused,
    int mailboxDepth,
    long lastLsn,
    long durableLsn,
    int held,
    int parked,
    int wakes,
    int timersInMemory,
    long outboxMessages,
    long undone,
    int setAside) {

  /// Of a partition that has done nothing yet.
  public static final PartitionStatistics NOTHING =
      new PartitionStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /// The same with the figures that can be had at any time.
  public PartitionStatistics withLive(
      long refusedNow, int mailboxDepthNow, long durableLsnNow, int heldNow) {
    return new PartitionStatistics(
        commands,
        refusedNow,
        mailboxDepthNow,
        lastLsn,
        durableLsnNow,
        heldNow,
        parked,
        wakes,
        timersInMemory,
        outboxMessages,
        undone,
        setAside);
  }
}
