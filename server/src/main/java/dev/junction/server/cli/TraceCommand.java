package dev.junction.server.cli;

import dev.junction.server.json.Json;
import dev.junction.server.json.MalformedJson;
import dev.junction.server.page.TimeSpan;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `junction trace ID`: the way of one message through the services of a running Junction.
@Command(
    name = "trace",
    description = "Shows the way of one message through the services of a running Junction.",
    mixinStandardHelpOptions = true)
public final class TraceCommand implements Callable<Integer> {

  private static final int ID_DIGITS = 8;
  private static final List<String> HEAD =
      List.of("TIME", "MESSAGE", "SERVICE", "RESOURCE", "WHAT", "TOOK", "DETAIL");

  @Parameters(
      paramLabel = "ID",
      description = "The id of a trace, of a message or of an event, or a whole trace header.")
  String id = "";

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Where Junction is. Default: " + PageClient.DEFAULT_ENDPOINT + ".")
  String endpoint = PageClient.DEFAULT_ENDPOINT;

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets it before the call
  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    PageClient client = PageClient.at(endpoint, System.getenv());
    PrintWriter out = spec.commandLine().getOut();
    String page = client.get(new PagePath("/_junction/traces/", id).toString());
    if (json) {
      out.print(page);
    } else {
      out.print(table(rows(page), Screen.of(System.console(), System.getenv())));
    }
    out.flush();
    return 0;
  }

  private List<List<String>> rows(String page) {
    List<List<String>> rows = new ArrayList<>();
    try {
      if (Json.readObject(page.getBytes(StandardCharsets.UTF_8)).get("hops")
          instanceof List<?> hops) {
        for (Object hop : hops) {
          rows.add(row((Map<?, ?>) hop));
        }
      }
    } catch (MalformedJson | ClassCastException e) {
      throw new Refusal(endpoint + " gave no answer of a Junction's traces. " + e.getMessage());
    }
    return rows;
  }

  private static List<String> row(Map<?, ?> hop) {
    String resource = text(hop, "resource");
    String[] parts = resource.split(":", 6);
    long millis = hop.get("millis") instanceof Number number ? number.longValue() : 0;
    return List.of(
        text(hop, "at"),
        shortened(text(hop, "message")),
        text(hop, "service"),
        resource.startsWith("arn:") && parts.length == 6 ? parts[5] : resource,
        text(hop, "what"),
        millis == 0 ? "-" : TimeSpan.format(Duration.ofMillis(millis)),
        text(hop, "detail"));
  }

  /// The first digits of an id, which tell the messages of a trace apart.
  private static String shortened(String id) {
    return id.substring(0, Math.min(ID_DIGITS, id.length()));
  }

  private static String text(Map<?, ?> hop, String name) {
    return hop.get(name) instanceof String text ? text : "";
  }

  /// The rows under a head, each line with its end.
  static String table(List<List<String>> rows, Screen screen) {
    List<List<String>> all = new ArrayList<>();
    all.add(HEAD);
    all.addAll(rows);
    List<String> lines = TextTable.lines(all, HEAD.size());
    StringBuilder table = new StringBuilder();
    table.append(screen.bold(lines.getFirst())).append('\n');
    lines.stream().skip(1).forEach(line -> table.append(line).append('\n'));
    return table.toString();
  }
}
