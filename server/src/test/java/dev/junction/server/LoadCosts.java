package dev.junction.server;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.junction.delivery.DeliveryModule;
import dev.junction.engine.Engine;
import dev.junction.engine.watch.PartitionStatistics;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a load in this process has cost up to now.
///
/// @param cpuNanos the processor time of the whole process
/// @param allocatedBytes what all threads have allocated on the heap
/// @param batches how many batches all partitions have written
record LoadCosts(long cpuNanos, long allocatedBytes, long batches) {

  /// Settings of `trace.bytes`, as the system property of that name lists them: each gets an engine
  /// of its own, and all take turns in one process. What they cost can be compared, as they are
  /// compiled alike.
  static List<Long> traceBytes() {
    String listed = System.getProperty("trace.bytes", "0," + DeliveryModule.TRACE_BYTES);
    return Arrays.stream(listed.split(",")).map(Long::valueOf).toList();
  }

  static LoadCosts of(Engine engine) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return new LoadCosts(
        system.getProcessCpuTime(),
        threads.getTotalThreadAllocatedBytes(),
        engine.statistics().stream().mapToLong(PartitionStatistics::lastLsn).sum());
  }

  /// What each of so many has cost since then.
  String each(LoadCosts before, long count) {
    return String.format(
        Locale.ROOT,
        "%.1f us of processor time, %d bytes allocated and %.2f batches for each",
        (cpuNanos - before.cpuNanos) / 1e3 / count,
        (allocatedBytes - before.allocatedBytes) / count,
        (double) (batches - before.batches) / count);
  }
}
