package dev.junction.testing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a process has used so far, as the Linux kernel counts it.
///
/// @param cpuMicros processor time in user and kernel mode; the kernel counts in steps of 10 ms
/// @param residentBytes memory that is resident now
/// @param threads how many threads it has now
public record ProcessCost(long cpuMicros, long residentBytes, int threads) {

  private static final long TICK_MICROS = 10_000;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  /// Reads it.
  public static ProcessCost of(long pid) throws IOException {
    Path process = Path.of("/proc", String.valueOf(pid));
    String stat = Files.readString(process.resolve("stat"));
    // The second field is the program's name in brackets and may hold spaces.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    List<String> status = Files.readAllLines(process.resolve("status"));
    return new ProcessCost(
        ticks * TICK_MICROS, number(status, "VmRSS:") << 10, (int) number(status, "Threads:"));
  }

  private static long number(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  /// How many sockets, pipes and the like a process has open, and files that are deleted already or
  /// open once more. Files that are there do not count: a database has as many as it likes.
  static int descriptors(long pid) throws IOException {
    Set<Path> files = new HashSet<>();
    int count = 0;
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(Path.of("/proc", String.valueOf(pid), "fd"))) {
      for (Path each : all) {
        try {
          Path open = Files.readSymbolicLink(each);
          count += Files.isRegularFile(open) && files.add(open) ? 0 : 1;
        } catch (NoSuchFileException _) {
          // It was closed meanwhile.
        }
      }
    }
    return count;
  }
}
