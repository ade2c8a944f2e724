package dev.junction.server.cli;

import dev.junction.server.json.MalformedJson;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `junction queues`: a table of the queues of a running Junction.
@Command(
    name = "queues",
    description = "Shows the queues of a running Junction: depth, age, and with --watch rates.",
    mixinStandardHelpOptions = true)
public final class QueuesCommand implements Callable<Integer> {

  private static final double SECONDS_MIN = 0.1;
  private static final double SECONDS_MAX = 86_400;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Where Junction is. Default: " + PageClient.DEFAULT_ENDPOINT + ".")
  String endpoint = PageClient.DEFAULT_ENDPOINT;

  @Option(names = "--account", description = "Only queues of this account.")
  @Nullable String account;

  @Option(names = "--region", description = "Only queues of this region.")
  @Nullable String region;

  @Option(
      names = "--watch",
      arity = "0..1",
      fallbackValue = "2",
      paramLabel = "SECONDS",
      description = "Looks again every so many seconds (default 2) and shows rates.")
  @Nullable Double watchSeconds;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "With --watch: ends after so many tables.")
  int count = Integer.MAX_VALUE;

  @Option(names = "--json", description = "Prints JSON, with --watch one object per line.")
  boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets it before the call
  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    Double pause = watchSeconds;
    if (pause != null && !(pause >= SECONDS_MIN && pause <= SECONDS_MAX)) {
      throw new ParameterException(
          spec.commandLine(), "--watch must be a number of seconds from 0.1 to 86400.");
    }
    PageClient client = PageClient.at(endpoint, System.getenv());
    if (pause == null) {
      show(client, null, null);
    } else {
      watch(client, pause);
    }
    return 0;
  }

  private void watch(PageClient client, double pauseSeconds) {
    List<QueueRow> earlier = show(client, Rates.NONE, pauseSeconds);
    long takenAt = System.nanoTime();
    for (int shown = 1; shown < count; shown++) {
      pause(takenAt + (long) (pauseSeconds * 1e9));
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      long now = System.nanoTime();
      earlier = show(client, Rates.since(earlier, (now - takenAt) / 1e9), pauseSeconds);
      takenAt = now;
    }
  }

  private static void pause(long untilNanos) {
    long left = untilNanos - System.nanoTime();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
      left = untilNanos - System.nanoTime();
    }
  }

  private List<QueueRow> show(
      PageClient client, @Nullable Rates rates, @Nullable Double pauseSeconds) {
    PrintWriter out = spec.commandLine().getOut();
    String page = client.get(path());
    if (json) {
      out.print(page);
      out.flush();
      return List.of();
    }
    List<QueueRow> rows = rows(page);
    Screen screen = Screen.of(System.console(), System.getenv());
    if (pauseSeconds != null) {
      out.print(screen.clear());
      String every = "every " + trimmed(pauseSeconds) + " s";
      out.println(screen.dim(client.endpoint() + ", " + every + "; Ctrl-C ends it"));
    }
    out.print(
        rows.isEmpty()
            ? "There are no queues at " + client.endpoint() + ".\n"
            : QueueTable.of(rows, rates, screen));
    out.flush();
    return rows;
  }

  private static String trimmed(double seconds) {
    return seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf(seconds);
  }

  private String path() {
    List<String> query = new ArrayList<>();
    addTo(query, "account", account);
    addTo(query, "region", region);
    return "/_junction/sqs/queues" + (query.isEmpty() ? "" : "?" + String.join("&", query));
  }

  private void addTo(List<String> query, String name, @Nullable String value) {
    if (value != null) {
      if (!value.matches("[a-z0-9-]{1,64}")) {
        throw new ParameterException(
            spec.commandLine(), "--" + name + " " + value + " is no " + name + ".");
      }
      query.add(name + "=" + value);
    }
  }

  private List<QueueRow> rows(String page) {
    try {
      return QueueRow.parse(page);
    } catch (MalformedJson e) {
      throw new Refusal(
          endpoint + " gave no answer of a Junction's list of queues. " + e.getMessage());
    }
  }
}
