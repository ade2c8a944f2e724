package dev.junction.resilience.soak;

import dev.junction.testing.ProcessCost;
import dev.junction.testing.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What a server needs while nobody asks it for anything.
///
/// @param heapBytes what lives in its heap
/// @param residentBytes memory that is resident
/// @param threads how many threads it has
/// @param descriptors how many sockets and the like it has open, but for files that are there
public record Vitals(long heapBytes, long residentBytes, int threads, int descriptors) {

  private static final double HEAP_FACTOR_MAX = 1.05;

  /// What a table that grows by a step, or a class that is loaded late, may take besides.
  private static final long HEAP_GRAIN_BYTES = 1 << 20;

  /// The compilers, the database and the carriers of virtual threads have as many as they need.
  private static final int THREADS_GRAIN = 8;

  /// The database deletes files that it still has open for a while.
  private static final int DESCRIPTORS_GRAIN = 16;

  /// Looks at a server.
  public static Vitals of(ServerProcess server) throws IOException, InterruptedException {
    long heap = server.liveHeapBytes();
    ProcessCost cost = server.cost();
    return new Vitals(heap, cost.residentBytes(), cost.threads(), server.descriptors());
  }

  /// What of these is more than it may be when an earlier look showed others.
  public List<String> faultsSince(Vitals earlier) {
    List<String> faults = new ArrayList<>();
    long heapMax = (long) (earlier.heapBytes * HEAP_FACTOR_MAX) + HEAP_GRAIN_BYTES;
    if (heapBytes > heapMax) {
      faults.add("the heap holds %d KiB, %d at most".formatted(heapBytes >> 10, heapMax >> 10));
    }
    check("threads", threads, earlier.threads + THREADS_GRAIN, faults);
    check("descriptors", descriptors, earlier.descriptors + DESCRIPTORS_GRAIN, faults);
    return faults;
  }

  private static void check(String what, int is, int most, List<String> faults) {
    if (is > most) {
      faults.add("%d %s, %d at most".formatted(is, what, most));
    }
  }

  @Override
  public String toString() {
    return "%.1f MiB live in the heap, RSS %d MiB, %d threads, %d descriptors"
        .formatted(heapBytes / 1048576.0, residentBytes >> 20, threads, descriptors);
  }
}
