package dev.junction.benchmarks;

import dev.junction.testing.ServerProcess;
import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A queue in which a million messages wait: rates against the empty queue, memory, restart.
record LargeQueue() implements Workload {

  private static final String QUEUE = "bench";
  private static final Pattern LIVE_BYTES = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

  /// Room that the collector leaves dead between what lives, up to tens of megabytes.
  private static final Pattern DEAD_BYTES =
      Pattern.compile("(\\d+)\\s+\\S*jdk\\.internal\\.vm\\.Filler");

  @Override
  public String name() {
    return "million";
  }

  @Override
  public String about() {
    return "1,000,000 messages wait";
  }

  @Override
  public List<Figure> run(BenchPlan plan) throws IOException, InterruptedException {
    try (Rig rig = new Rig(Mode.SIGNED)) {
      rig.createQueue(QUEUE);
      ServerProcess server = rig.server;
      Throughput.warmUp(rig, plan);
      long emptyHeap = liveBytes(server.pid());
      Rates empty = rates(rig, plan, "empty");
      Throughput.fill(rig, plan.connections(), plan.manyMessages());
      long fullHeap = liveBytes(server.pid());
      long waiting = waiting(rig);
      Rates full = rates(rig, plan, "full");
      long resident = server.cost().residentBytes();
      List<Figure> figures = new ArrayList<>(empty.figures());
      figures.addAll(full.figures());
      figures.add(
          Figure.of(
              "rates full / empty",
              Mode.SIGNED,
              text(
                  "send %.2f, batch %.2f, drain %.2f",
                  full.send.perSecond() / empty.send.perSecond(),
                  full.batch.perSecond() / empty.batch.perSecond(),
                  full.drain.perSecond() / empty.drain.perSecond())));
      figures.add(
          Figure.of(
              "memory for each message that waits",
              Mode.SIGNED,
              text(
                  "%.0f B of heap (%d messages, %.1f MiB live against %.1f MiB); RSS %d MiB",
                  (double) (fullHeap - emptyHeap) / Math.max(1, waiting),
                  waiting,
                  fullHeap / 1048576.0,
                  emptyHeap / 1048576.0,
                  resident >> 20)));
      server.kill();
      server.restart();
      figures.add(
          Figure.of(
              "restart after a kill",
              Mode.SIGNED,
              text("%d ms until healthy", server.lastStart().toMillis())));
      return figures;
    }
  }

  private static long waiting(Rig rig) throws IOException {
    String json =
        rig.requests().onQueue(QUEUE) + ",\"AttributeNames\":[\"ApproximateNumberOfMessages\"]}";
    String answer = rig.call("GetQueueAttributes", json);
    return Long.parseLong(SqsRequests.texts(answer, "ApproximateNumberOfMessages").getFirst());
  }

  private record Rates(Figure send, Figure batch, Figure drain) {
    List<Figure> figures() {
      return List.of(send, batch, drain);
    }
  }

  private static Rates rates(Rig rig, BenchPlan plan, String state) throws IOException {
    Figure send = Throughput.send(rig, plan, "send, " + state + " queue");
    Figure batch = Throughput.batch(rig, plan, "batch, " + state + " queue");
    Meter meter = new Meter(rig.server);
    AtomicLong drained = new AtomicLong();
    Latencies latencies = Throughput.drainOnce(rig, plan, meter, drained);
    return new Rates(
        send,
        batch,
        meter.figure("drain, " + state + " queue", rig.mode, drained.get(), latencies));
  }

  /// What lives in the heap after a full collection.
  static long liveBytes(long pid) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(pid),
                "GC.class_histogram")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher matcher = LIVE_BYTES.matcher(text);
    long bytes = matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    return bytes
        - DEAD_BYTES.matcher(text).results().mapToLong(r -> Long.parseLong(r.group(1))).sum();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
