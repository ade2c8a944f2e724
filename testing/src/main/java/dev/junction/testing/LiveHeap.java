package dev.junction.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What lives in the heap of a JVM of this machine, as the tools of the JDK count it.
final class LiveHeap {

  private static final Pattern LIVE_BYTES = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

  /// Room that the collector leaves dead between what lives, up to tens of megabytes.
  private static final Pattern DEAD_BYTES =
      Pattern.compile("(\\d+)\\s+\\S*jdk\\.internal\\.vm\\.Filler");

  private LiveHeap() {}

  /// Lets the JVM collect its whole heap and answers what is left, in bytes.
  static long bytes(long pid) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(pid),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher total = LIVE_BYTES.matcher(text);
    if (!total.find()) {
      throw new IOException("No histogram of process " + pid + ": " + text.strip());
    }
    return Long.parseLong(total.group(1))
        - DEAD_BYTES.matcher(text).results().mapToLong(r -> Long.parseLong(r.group(1))).sum();
  }
}
