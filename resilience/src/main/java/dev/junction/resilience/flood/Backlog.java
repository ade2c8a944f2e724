package dev.junction.resilience.flood;

import dev.junction.testing.Folders;
import dev.junction.testing.LaunchCommand;
import dev.junction.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many messages of 1 KB that nobody receives, on a small heap.
///
/// @param messages how many
/// @param heapMegabytes the server's heap
/// @param residentMegabytesMax how much memory it may have in all
/// @param folder where the server keeps its data
/// @param options more of the server's command line
public record Backlog(
    int messages, int heapMegabytes, int residentMegabytesMax, Path folder, List<String> options) {

  private static final int BODY_BYTES = 1_000;
  private static final int SENDERS = 4;
  private static final Duration MEASURED = Duration.ofSeconds(4);

  /// From the first half to the end memory may grow by so much: what the kernel counts of RocksDB's
  /// files and buffers moves about.
  private static final double GROWTH_MAX = 1.1;

  /// Times as fast as in an empty queue, and so many milliseconds that say nothing.
  private static final int SLOWER_MAX = 2;

  private static final Duration NOISE = Duration.ofMillis(5);

  /// Runs it.
  public Flood.Report run() throws IOException, InterruptedException {
    List<String> figures = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    try (ServerProcess server =
        ServerProcess.start(
            LaunchCommand.current().withHeap(heapMegabytes), folder, options, Map.of())) {
      p99(server);
      Duration empty = p99(server);
      fill(server.port(), messages / 2);
      long half = server.cost().residentBytes() >> 20;
      fill(server.port(), messages - messages / 2);
      long whole = server.cost().residentBytes() >> 20;
      Duration full = p99(server);
      figures.add(
          "%d messages of 1 KB wait, heap %d MiB: RSS %d MiB with half of them, %d MiB with all;"
                  .formatted(messages, heapMegabytes, half, whole)
              + " p99 of sends %.1f ms before, %.1f ms after"
                  .formatted(empty.toNanos() / 1e6, full.toNanos() / 1e6));
      if (whole > residentMegabytesMax) {
        faults.add("RSS is " + whole + " MiB");
      }
      if (whole > half * GROWTH_MAX) {
        faults.add("RSS grows from " + half + " to " + whole + " MiB");
      }
      if (full.compareTo(empty.multipliedBy(SLOWER_MAX).plus(NOISE)) > 0) {
        faults.add("sends are slower than twice the time of an empty queue");
      }
    } catch (IOException e) {
      faults.add("the server does not take them: " + e.getMessage());
    }
    Folders.delete(folder.resolveSibling(""));
    return new Flood.Report(figures, faults);
  }

  /// Over a new connection: one that is idle while the queue is filled would be closed.
  private static Duration p99(ServerProcess server) throws IOException {
    try (Sends sends = new Sends(server.port(), "backlog", BODY_BYTES)) {
      return sends.p99(MEASURED);
    }
  }

  private static void fill(int port, int count) throws IOException, InterruptedException {
    try (ExecutorService pool = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        all.add(
            pool.submit(
                () -> {
                  try (Sends sends = new Sends(port, "backlog", BODY_BYTES)) {
                    for (int sent = 0; sent < count / SENDERS; sent += 10) {
                      sends.sendBatch();
                    }
                  }
                  return true;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
