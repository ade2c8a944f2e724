package dev.junction.benchmarks;

import java.time.Duration;

/// How much is done: the full figures, or a smoke test that only shows that everything runs.
///
/// @param warmUp load before anything is measured
/// @param measured load that is measured
/// @param connections of the closed loops
/// @param backlog messages that a drain finds
/// @param manyMessages messages that wait in the large queue
/// @param idlePolls long polls that wait at once
/// @param starts how often a start is measured
/// @param idle how long a server idles before its memory is read
record BenchPlan(
    Duration warmUp,
    Duration measured,
    int connections,
    int backlog,
    int manyMessages,
    int idlePolls,
    int starts,
    Duration idle) {

  static final BenchPlan FULL =
      new BenchPlan(
          Duration.ofSeconds(20),
          Duration.ofSeconds(10),
          16,
          100_000,
          1_000_000,
          10_000,
          10,
          Duration.ofSeconds(10));

  static final BenchPlan SMOKE =
      new BenchPlan(
          Duration.ofMillis(50),
          Duration.ofMillis(150),
          4,
          100,
          300,
          20,
          1,
          Duration.ofMillis(100));

  /// The same with another time of measured load.
  BenchPlan withSeconds(long seconds) {
    Duration time = Duration.ofSeconds(seconds);
    return new BenchPlan(warmUp, time, connections, backlog, manyMessages, idlePolls, starts, idle);
  }

  /// The same with another time of load before that.
  BenchPlan withWarmUp(long seconds) {
    Duration time = Duration.ofSeconds(seconds);
    return new BenchPlan(
        time, measured, connections, backlog, manyMessages, idlePolls, starts, idle);
  }

  /// The same with another number of messages in the large queue.
  BenchPlan withMessages(int count) {
    return new BenchPlan(warmUp, measured, connections, backlog, count, idlePolls, starts, idle);
  }
}
