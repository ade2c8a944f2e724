package dev.junction.queue.state;

/// How many messages a queue holds.
///
/// @param visible messages that can be received
/// @param inFlight messages that were received and are neither deleted nor visible again
/// @param delayed messages whose delay has not ended
/// @param oldestSentAtMillis when the oldest message was sent, or 0 when there is none
/// @param waitingPolls receives that wait for a message
/// @param traffic what has passed through the queue
public record QueueCounts(
    long visible,
    long inFlight,
    long delayed,
    long oldestSentAtMillis,
    int waitingPolls,
    Traffic.Counts traffic) {}
