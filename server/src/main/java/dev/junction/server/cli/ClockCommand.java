package dev.junction.server.cli;

import dev.junction.server.json.Json;
import dev.junction.server.json.MalformedJson;
import dev.junction.server.page.TimeSpan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `junction clock`: shows, holds and moves the clock of a running Junction.
@Command(
    name = "clock",
    description = {
      "Shows, holds and moves the clock of a running Junction.",
      "",
      "Delays, visibility timeouts, retention and deduplication follow that clock exactly. While it"
          + " is held, time passes only by \"advance\"."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A message with a delay of 15 minutes, without waiting for them:",
      "  junction clock hold",
      "  junction clock advance 15m",
      "  junction clock release"
    })
public final class ClockCommand implements Callable<Integer> {

  private static final String PATH = "/_junction/clock";

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "Where Junction is. Default: " + PageClient.DEFAULT_ENDPOINT + ".")
  String endpoint = PageClient.DEFAULT_ENDPOINT;

  @SuppressWarnings("NullAway.Init") // picocli sets it before the call
  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    return show();
  }

  @Command(description = "Shows the time and whether the clock is held.")
  int show() {
    return print(client().get(PATH));
  }

  @Command(description = "Stops the clock where it is, or at a time that has not come yet.")
  int hold(
      @Option(
              names = "--at",
              paramLabel = "TIME",
              description = "Moves the clock to this time first, as in 2030-01-01T00:00:00Z.")
          @Nullable String at) {
    return at == null ? post("hold", "", "") : post("hold", "at", at);
  }

  @Command(description = "Moves the clock forward, held or running.")
  int advance(
      @Parameters(paramLabel = "BY", description = "500ms, 90s, 15m, 2h, 1d, 1h30m or PT15M.")
          String by) {
    return post("advance", "by", by);
  }

  @Command(description = "Lets a held clock run on from where it stands.")
  int release() {
    return post("release", "", "");
  }

  private PageClient client() {
    return PageClient.at(endpoint, System.getenv());
  }

  private int post(String action, String parameter, String value) {
    byte[] order =
        Json.object(
            out -> {
              out.writeStringProperty("action", action);
              if (!parameter.isEmpty()) {
                out.writeStringProperty(parameter, value);
              }
            });
    return print(client().post(PATH, order));
  }

  private int print(String json) {
    try {
      Map<String, @Nullable Object> state = Json.readObject(json.getBytes(StandardCharsets.UTF_8));
      if (state.get("now") instanceof String now
          && state.get("held") instanceof Boolean held
          && state.get("offsetMillis") instanceof Number offset) {
        spec.commandLine().getOut().println(sentence(now, held, offset.longValue()));
        return 0;
      }
    } catch (MalformedJson _) {
      // The same sentence as for JSON of another shape.
    }
    throw new Refusal(endpoint + " gave no answer of a Junction's clock.");
  }

  private static String sentence(String now, boolean held, long offsetMillis) {
    Duration offset = Duration.ofMillis(offsetMillis);
    String distance =
        offset.isZero()
            ? "with the machine's clock"
            : TimeSpan.format(offset.abs())
                + (offset.isNegative() ? " behind" : " ahead of")
                + " the machine's clock";
    return Instant.parse(now).truncatedTo(ChronoUnit.MILLIS)
        + (held ? "  held, " : "  running, ")
        + distance;
  }
}
