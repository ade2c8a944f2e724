package dev.junction.queue.state;

import java.util.concurrent.TimeUnit;

/// How long consumers of a queue have lately held messages, in all and by group.
///
/// Units: seconds of one consumer; what was long ago counts less, half as much after a minute.
final class ProcessingTime {

  private static final double HALF_LIFE_SECONDS = 60;
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private double totalSeconds;
  private long totalAtNanos;

  /// Adds the time that one message of the group was held.
  void add(MessageGroup group, long heldNanos, long nowNanos) {
    double seconds = Math.max(0, heldNanos) / NANOS_PER_SECOND;
    totalSeconds = left(totalSeconds, totalAtNanos, nowNanos) + seconds;
    totalAtNanos = nowNanos;
    group.processingSeconds =
        left(group.processingSeconds, group.processingAtNanos, nowNanos) + seconds;
    group.processingAtNanos = nowNanos;
  }

  /// The time of all groups, as of the last message that was added.
  double totalSeconds() {
    return totalSeconds;
  }

  private static double left(double seconds, long atNanos, long nowNanos) {
    return seconds == 0
        ? 0
        : seconds
            * Math.exp(-(nowNanos - atNanos) / NANOS_PER_SECOND * Math.log(2) / HALF_LIFE_SECONDS);
  }
}
