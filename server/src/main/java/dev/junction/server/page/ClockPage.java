package dev.junction.server.page;

import dev.junction.kernel.MovableClock;
import dev.junction.server.json.Json;
import dev.junction.server.json.MalformedJson;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The page `/_junction/clock`: what time it is for everything here, and how to hold and move it.
public final class ClockPage {

  static final String PATH = "/_junction/clock";

  /// How far the clock may be moved ahead in all. Deadlines are counted in nanoseconds, which
  /// suffice for 292 years.
  private static final Duration AHEAD_MAX = Duration.ofDays(100 * 365);

  private static final String ACTIONS =
      "Send one of {\"action\":\"hold\"}, {\"action\":\"hold\",\"at\":\"2030-01-01T00:00:00Z\"},"
          + " {\"action\":\"advance\",\"by\":\"15m\"}, {\"action\":\"release\"}.";

  private final MovableClock clock;
  private final boolean movable;

  /// @param movable whether anybody but this process may move it
  public ClockPage(MovableClock clock, boolean movable) {
    this.clock = clock;
    this.movable = movable;
  }

  HttpResponse answer(HttpRequest request) {
    return switch (request.method()) {
      case "GET" -> state();
      case "POST" -> change(request);
      default -> Answers.wrongMethod("GET and POST");
    };
  }

  private HttpResponse state() {
    return Answers.ok(
        out -> {
          out.writeStringProperty("now", clock.now().toString());
          out.writeBooleanProperty("held", clock.isHeld());
          out.writeNumberProperty("offsetMillis", clock.offset().toMillis());
          out.writeBooleanProperty("movable", movable);
        });
  }

  private HttpResponse change(HttpRequest request) {
    if (!Answers.isJson(request)) {
      return Answers.noJson();
    }
    if (!movable) {
      return Answers.refusal(
          403,
          "ClockNotMovable",
          "This clock cannot be held or moved. Start Junction with the setting clock.movable = true"
              + " to allow it; by default it is allowed in open mode only.");
    }
    try {
      return change(Json.readObject(request.body()));
    } catch (MalformedJson e) {
      return Answers.badRequest(e.getMessage() + " " + ACTIONS);
    }
  }

  private HttpResponse change(Map<String, @Nullable Object> order) {
    String action = String.valueOf(order.get("action"));
    Set<String> parameters = new HashSet<>(order.keySet());
    parameters.remove("action");
    if (action.equals("advance") && parameters.equals(Set.of("by"))) {
      return advance(String.valueOf(order.get("by")));
    }
    if (action.equals("hold") && parameters.equals(Set.of("at"))) {
      return holdAt(String.valueOf(order.get("at")));
    }
    if (!parameters.isEmpty() || !(action.equals("hold") || action.equals("release"))) {
      return Answers.badRequest(ACTIONS);
    }
    if (action.equals("hold")) {
      clock.hold();
    } else {
      clock.release();
    }
    return state();
  }

  private HttpResponse holdAt(String text) {
    try {
      Instant at = Instant.parse(text);
      if (isTooFar(Duration.between(clock.now(), at))) {
        return tooFar();
      }
      clock.hold(at);
      return state();
    } catch (DateTimeException | ArithmeticException _) {
      return Answers.badRequest(
          "\"at\" must be a time in UTC as in 2030-01-01T00:00:00Z, not \"" + text + "\".");
    } catch (IllegalArgumentException _) {
      return Answers.badRequest(
          text + " has passed: the clock stands at " + clock.now() + " and moves forward only.");
    }
  }

  private HttpResponse advance(String text) {
    Duration by = TimeSpan.parse(text).orElse(null);
    if (by == null) {
      return Answers.badRequest(
          "\"by\" must be a time span as in 500ms, 90s, 15m, 2h, 1d, 1h30m or PT15M, not \""
              + text
              + "\".");
    }
    if (isTooFar(by)) {
      return tooFar();
    }
    clock.advance(by);
    return state();
  }

  private boolean isTooFar(Duration by) {
    return by.compareTo(AHEAD_MAX) > 0 || clock.offset().plus(by).compareTo(AHEAD_MAX) > 0;
  }

  private static HttpResponse tooFar() {
    return Answers.badRequest("A clock cannot be more than " + AHEAD_MAX.toDays() + " days ahead.");
  }
}
