package dev.junction.server.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `junction tap BUS`: the events of a bus of a running Junction, a line of JSON each.
@Command(
    name = "tap",
    description = "Prints the events that a bus of a running Junction accepts, a line each.",
    mixinStandardHelpOptions = true)
public final class TapCommand implements Callable<Integer> {

  private static final String DATA = "data: ";

  @Parameters(
      paramLabel = "BUS",
      arity = "0..1",
      description = "The name of the bus. Default: default.")
  String bus = "default";

  @Option(
      names = "--pattern",
      paramLabel = "JSON",
      description = "Only events that fit an event pattern, as in '{\"source\":[\"shop\"]}'.")
  @Nullable String pattern;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Ends after so many events. Default: goes on until it is stopped.")
  int count;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Where Junction is. Default: " + PageClient.DEFAULT_ENDPOINT + ".")
  String endpoint = PageClient.DEFAULT_ENDPOINT;

  @Option(names = "--account", description = "The account of the bus.")
  @Nullable String account;

  @Option(names = "--region", description = "The region of the bus. Default: AWS_REGION.")
  @Nullable String region;

  @SuppressWarnings("NullAway.Init") // picocli sets it before the call
  @Spec
  CommandSpec spec;

  private boolean listens;
  private int printed;
  private boolean counts;

  @Override
  public Integer call() {
    PageClient client = PageClient.at(endpoint, System.getenv());
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    PagePath path = new PagePath("/_junction/events/", bus);
    path.add("account", account);
    path.add("region", PageClient.region(region, System.getenv()));
    path.add("pattern", pattern);
    client.lines(path.toString(), line -> print(out, err, line));
    return 0;
  }

  /// Prints a line of the stream; whether to go on.
  private boolean print(PrintWriter out, PrintWriter err, String line) {
    if (!listens) {
      // Junction sends a first line as soon as it keeps events for this listener.
      listens = true;
      err.println("junction: listening to the event bus " + bus);
      err.flush();
    }
    if (line.startsWith(DATA + "{")) {
      out.println(line.substring(DATA.length()));
      out.flush();
      printed++;
    } else if (counts && line.startsWith(DATA)) {
      err.println("junction: " + line.substring(DATA.length()) + " events were left out");
      err.flush();
    }
    counts = line.equals("event: missed");
    return count == 0 || printed < count;
  }
}
