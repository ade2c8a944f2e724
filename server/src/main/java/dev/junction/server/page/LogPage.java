package dev.junction.server.page;

import dev.junction.engine.Engine;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.ServiceError;
import dev.junction.log.LogModule;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogEvent;
import dev.junction.log.filter.FilterPattern;
import dev.junction.log.filter.MalformedFilter;
import dev.junction.server.json.Json;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.server.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The page of a log group, `/_junction/logs/GROUP`: its latest events, or with `follow` its new
/// ones as they come, as Server-Sent Events.
///
/// Limits: one page reads at most the events of the last hour, or of what `since` says, and shows
/// the latest 1,000.
public final class LogPage {

  static final String PATH = "/_junction/logs/";
  static final String SHAPE = PATH + "GROUP";

  private static final List<String> PARAMETERS =
      List.of("account", "follow", "pattern", "region", "since");
  private static final int SHOWN_MAX = 1_000;
  private static final Duration SINCE = Duration.ofHours(1);

  private final Engine engine;
  private final LogModule logs;
  private final Clock clock;

  public LogPage(Engine engine, LogModule logs, Clock clock) {
    this.engine = engine;
    this.logs = logs;
    this.clock = clock;
  }

  /// What a request wants to see.
  private record Wish(
      GroupAddress group, FilterPattern pattern, Instant since, boolean isFollowing) {}

  static boolean isFor(HttpRequest request) {
    return request.path().startsWith(PATH) && request.path().length() > PATH.length();
  }

  /// Answers on the exchange, now or for as long as the client follows.
  void answer(HttpRequest request, @Nullable Call viewer, Exchange exchange) {
    Wish wish;
    try {
      wish = wish(request, viewer);
    } catch (Refused refused) {
      exchange.respond(refused.answer());
      return;
    }
    if (wish.isFollowing) {
      new EventStream<>(
              (name, patience) -> logs.follow(engine, wish.group, name, patience),
              name -> logs.leave(engine, wish.group, name),
              events -> text(wish, events),
              LogPage::refusal)
          .begin(exchange);
    } else {
      var _ =
          logs.since(engine, wish.group, wish.pattern, wish.since, SHOWN_MAX)
              .thenApply(LogPage::page)
              .exceptionally(
                  _ ->
                      Answers.refusal(
                          500, "InternalFailure", "This page could not be shown; see the log."))
              .thenAccept(exchange::respond);
    }
  }

  private Wish wish(HttpRequest request, @Nullable Call viewer) throws Refused {
    try {
      Query query = Query.parse(request.query(), new TreeSet<>(PARAMETERS));
      String own = viewer == null ? AccountId.DEFAULT.value() : viewer.accountId().value();
      String account = query.get("account", own);
      String region =
          query.get("region", viewer == null ? Region.DEFAULT.name() : viewer.region().name());
      if (!AccountId.isValid(account) || !Region.isValid(region)) {
        throw new Refused(Answers.badRequest("account or region is none."));
      }
      if (viewer != null && !account.equals(own)) {
        throw new Refused(Answers.otherAccount(viewer.accountId(), account));
      }
      String name = Query.decodedPath(request.path().substring(PATH.length()));
      String since = query.get("since");
      Duration span = since == null ? SINCE : TimeSpan.parse(since).orElse(null);
      if (span == null) {
        throw new Refused(Answers.badRequest("since must be a time span as in 10m."));
      }
      return new Wish(
          new GroupAddress(new AccountId(account), new Region(region), name),
          FilterPattern.parse(query.get("pattern", "")),
          clock.now().minus(span),
          query.get("follow") != null);
    } catch (Query.Malformed malformed) {
      throw new Refused(Answers.badRequest(malformed.reason()));
    } catch (MalformedFilter malformed) {
      throw new Refused(Answers.badRequest(malformed.reason()));
    }
  }

  private static HttpResponse page(Outcome<List<LogEvent>> found) {
    return switch (found) {
      case Outcome.Rejected<List<LogEvent>>(ServiceError error) -> refusal(error);
      case Outcome.Accepted<List<LogEvent>>(List<LogEvent> events) ->
          Answers.ok(
              out -> {
                out.writeArrayPropertyStart("events");
                for (LogEvent event : events) {
                  out.writeStartObject();
                  write(out, event);
                  out.writeEndObject();
                }
                out.writeEndArray();
              });
    };
  }

  private static HttpResponse refusal(ServiceError error) {
    boolean missing = error.code().equals("ResourceNotFoundException");
    return Answers.refusal(missing ? 404 : error.httpStatus(), error.code(), error.message());
  }

  private static void write(JsonGenerator out, LogEvent event) {
    out.writeStringProperty("at", Instant.ofEpochMilli(event.timeMillis()).toString());
    out.writeStringProperty("stream", event.stream());
    out.writeStringProperty("message", event.message());
  }

  private static List<byte[]> text(Wish wish, List<LogEvent> events) {
    return events.stream()
        .filter(event -> wish.pattern.matches(event.message()))
        .map(event -> Json.object(out -> write(out, event)))
        .toList();
  }
}
