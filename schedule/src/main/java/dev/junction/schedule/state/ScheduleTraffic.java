package dev.junction.schedule.state;

/// What the schedules of one partition have done since the start. Threads: the partition's.
public final class ScheduleTraffic {

  private long fired;
  private long expired;
  private long failed;
  private long retried;
  private long deadLettered;
  private long dropped;

  /// What was counted.
  ///
  /// @param fired planned times whose invocation began
  /// @param expired planned times that came to light after their age
  /// @param failed attempts of calls that failed
  /// @param retried of these, attempts that another one follows
  /// @param deadLettered invocations that were given up and went to a dead-letter queue
  /// @param dropped invocations that were given up without one
  public record Counts(
      long fired, long expired, long failed, long retried, long deadLettered, long dropped) {

    /// Nothing.
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    /// Both together.
    public Counts plus(Counts other) {
      return new Counts(
          fired + other.fired,
          expired + other.expired,
          failed + other.failed,
          retried + other.retried,
          deadLettered + other.deadLettered,
          dropped + other.dropped);
    }
  }

  Counts counts() {
    return new Counts(fired, expired, failed, retried, deadLettered, dropped);
  }

  void countFired() {
    fired++;
  }

  void countExpired() {
    expired++;
  }

  void countFailed(boolean isRetried) {
    failed++;
    retried += isRetried ? 1 : 0;
  }

  void countGivenUp(boolean hasLetter) {
    deadLettered += hasLetter ? 1 : 0;
    dropped += hasLetter ? 0 : 1;
  }
}
