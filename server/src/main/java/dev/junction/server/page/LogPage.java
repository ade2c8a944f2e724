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
import dev.junction.log.state.Followers;
import dev.junction.server.json.Json;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.server.Exchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The page of a log group, `/_junction/logs/GROUP`: its latest events, or with `follow` its new
/// ones
/// as they come, as Server-Sent Events.
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
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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

  /// A request that cannot be answered.
  private static final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient HttpResponse answer;

    Refused(HttpResponse answer) {
      super(null, null, false, false);
      this.answer = answer;
    }
  }

  static boolean isFor(HttpRequest request) {
    return request.path().startsWith(PATH) && request.path().length() > PATH.length();
  }

  /// Answers on the exchange, now or for as long as the client follows.
  void answer(HttpRequest request, @Nullable Call viewer, Exchange exchange) {
    Wish wish;
    try {
      wish = wish(request, viewer);
    } catch (Refused refused) {
      exchange.respond(refused.answer);
      return;
    }
    if (wish.isFollowing) {
      begin(wish, exchange);
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
      String name =
          URLDecoder.decode(
              request.path().substring(PATH.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
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
    } catch (IllegalArgumentException malformed) {
      throw new Refused(Answers.badRequest(String.valueOf(malformed.getMessage())));
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

  private void begin(Wish wish, Exchange exchange) {
    String name = UUID.randomUUID().toString();
    // The first fetch tells whether the group is there, and begins to follow.
    var _ =
        logs.follow(engine, wish.group, name, Duration.ZERO)
            .thenAccept(
                first -> {
                  switch (first) {
                    case Outcome.Rejected<Followers.News>(ServiceError error) ->
                        exchange.respond(refusal(error));
                    case Outcome.Accepted<Followers.News>(Followers.News news) -> {
                      HttpHeaders headers =
                          new HttpHeaders()
                              .add("Content-Type", "text/event-stream")
                              .add("Cache-Control", "no-store")
                              .add("X-Content-Type-Options", "nosniff");
                      goOn(wish, name, exchange.stream(200, headers), news);
                    }
                  }
                });
  }

  private void goOn(Wish wish, String name, Exchange.Parts stream, Followers.News news) {
    var _ =
        stream
            .write(text(wish, news).getBytes(StandardCharsets.UTF_8))
            .thenCompose(
                there -> {
                  if (!there || news.isOver()) {
                    stream.end();
                    logs.leave(engine, wish.group, name);
                    return CompletableFuture.completedFuture(false);
                  }
                  return logs.follow(engine, wish.group, name, PATIENCE)
                      .thenApplyAsync(
                          next -> {
                            if (next
                                instanceof Outcome.Accepted<Followers.News>(Followers.News more)) {
                              goOn(wish, name, stream, more);
                            } else {
                              stream.end();
                            }
                            return true;
                          },
                          Thread::startVirtualThread);
                });
  }

  /// The events that are wanted; a comment when there are none, which shows whether the client is
  /// still there.
  private static String text(Wish wish, Followers.News news) {
    StringBuilder text = new StringBuilder();
    if (news.missed() > 0) {
      text.append("event: missed\ndata: ").append(news.missed()).append("\n\n");
    }
    for (LogEvent event : news.events()) {
      if (wish.pattern.matches(event.message())) {
        String data = new String(Json.object(out -> write(out, event)), StandardCharsets.UTF_8);
        text.append("data: ").append(data.strip()).append("\n\n");
      }
    }
    return text.isEmpty() ? ":\n\n" : text.toString();
  }
}
