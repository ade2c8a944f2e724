package dev.junction.benchmarks;

import java.util.Arrays;

/// Counts how long requests took, with an error of less than two in a hundred.
///
/// Units: nanoseconds. Shape: 64 steps for each doubling. Threads: one.
final class Latencies {

  private static final int STEP_BITS = 6;
  private static final int STEPS = 1 << STEP_BITS;

  private final long[] counts = new long[64 * STEPS];
  private long total;

  void record(long nanos) {
    counts[index(Math.max(nanos, STEPS))]++;
    total++;
  }

  private static int index(long nanos) {
    int doubling = 63 - Long.numberOfLeadingZeros(nanos);
    int step = (int) (nanos >>> (doubling - STEP_BITS)) & (STEPS - 1);
    return doubling * STEPS + step;
  }

  /// How long the quickest so many in a hundred took at most; 0 when nothing was recorded.
  long percentile(double percent) {
    long rank = (long) Math.ceil(total * percent / 100);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank && seen > 0) {
        int doubling = i / STEPS;
        return (long) (STEPS + i % STEPS) << doubling >>> STEP_BITS;
      }
    }
    return 0;
  }

  long total() {
    return total;
  }

  void clear() {
    Arrays.fill(counts, 0);
    total = 0;
  }
}
