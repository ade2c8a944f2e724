package dev.junction.server.cli;

import dev.junction.server.json.Json;
import dev.junction.server.json.MalformedJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `junction logs GROUP`: the events of a log group of a running Junction.
@Command(
    name = "logs",
    description = "Shows the events of a log group of a running Junction.",
    mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {

  private static final String DATA = "data: ";

  @SuppressWarnings("NullAway.Init") // picocli sets it before the call
  @Parameters(paramLabel = "GROUP", description = "The name of the log group.")
  String group;

  @Option(names = "--follow", description = "Goes on with new events as they come.")
  boolean follow;

  @Option(
      names = "--pattern",
      paramLabel = "P",
      description = "Only events that fit a filter pattern, as in \"ERROR -timeout\".")
  @Nullable String pattern;

  @Option(
      names = "--since",
      paramLabel = "SPAN",
      description = "How far back to begin, as in 10m. Default: 1h.")
  @Nullable String since;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Where Junction is. Default: " + PageClient.DEFAULT_ENDPOINT + ".")
  String endpoint = PageClient.DEFAULT_ENDPOINT;

  @Option(names = "--account", description = "The account of the group.")
  @Nullable String account;

  @Option(names = "--region", description = "The region of the group. Default: AWS_REGION.")
  @Nullable String region;

  @SuppressWarnings("NullAway.Init") // picocli sets it before the call
  @Spec
  CommandSpec spec;

  @Override
  public Integer call() throws MalformedJson {
    PageClient client = PageClient.at(endpoint, System.getenv());
    PrintWriter out = spec.commandLine().getOut();
    Object events = read(client.get(path(false))).get("events");
    if (events instanceof List<?> list) {
      for (Object event : list) {
        print(out, event);
      }
    }
    out.flush();
    if (follow) {
      client.lines(
          path(true),
          line -> {
            printLine(out, line);
            return true;
          });
    }
    return 0;
  }

  private static Map<String, @Nullable Object> read(String json) throws MalformedJson {
    return Json.readObject(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void printLine(PrintWriter out, String line) {
    if (!line.startsWith(DATA + "{")) {
      return;
    }
    try {
      print(out, read(line.substring(DATA.length())));
    } catch (MalformedJson _) {
      throw new Refusal("this is no answer of a Junction's page of logs: " + line);
    }
    out.flush();
  }

  private static void print(PrintWriter out, @Nullable Object event) {
    if (event instanceof Map<?, ?> members) {
      out.println(members.get("at") + " " + members.get("stream") + " " + members.get("message"));
    }
  }

  private String path(boolean following) {
    PagePath path = new PagePath("/_junction/logs/", group);
    path.add("account", account);
    path.add("region", PageClient.region(region, System.getenv()));
    path.add("pattern", pattern);
    path.add("follow", following ? "" : null);
    path.add("since", following ? null : since);
    return path.toString();
  }
}
