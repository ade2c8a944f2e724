package dev.junction.benchmarks;

import org.jspecify.annotations.Nullable;

/// One line of the results.
///
/// @param workload what was done
/// @param mode how callers were checked, or null where it does not matter
/// @param perSecond how often, or 0
/// @param p50Nanos how long a call took in the middle, or 0
/// @param p99Nanos how long all but one in a hundred took at most, or 0
/// @param cpuMicros processor time of the server for each, or 0
/// @param residentBytes memory of the server at the end, or 0
/// @param note anything else
record Figure(
    String workload,
    @Nullable Mode mode,
    double perSecond,
    long p50Nanos,
    long p99Nanos,
    double cpuMicros,
    long residentBytes,
    String note) {

  /// A figure that is nothing but its note.
  static Figure of(String workload, @Nullable Mode mode, String note) {
    return new Figure(workload, mode, 0, 0, 0, 0, 0, note);
  }

  Figure withNote(String text) {
    return new Figure(
        workload, mode, perSecond, p50Nanos, p99Nanos, cpuMicros, residentBytes, text);
  }
}
