package dev.junction.bus.gateway;

import dev.junction.bus.domain.Outward;
import dev.junction.delivery.outbound.OutboundReply;
import dev.junction.delivery.outbound.OutboundRequest;
import dev.junction.delivery.outbound.OutboundResult;
import dev.junction.expression.path.JsonPath;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Secret;
import dev.junction.kernel.ServiceError;
import dev.junction.models.events.ConnectionBodyParameter;
import dev.junction.models.events.ConnectionHeaderParameter;
import dev.junction.models.events.ConnectionHttpParameters;
import dev.junction.models.events.ConnectionQueryStringParameter;
import dev.junction.models.events.CreateConnectionOAuthRequestParameters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The tokens that connections got for their client credentials, the newest of each; forgotten with
/// the connection and at the end of the process.
///
/// One request is under way for a connection, however many events wait for its token. A token is
/// used until a minute before its end, or until the other side does not accept it; where that
/// happens to fresh tokens again and again, one is asked for once a minute at last. Until then the
/// refused one is used, as another API destination of the connection may take it. Threads: any.
/// Source: RFC 6749, 4.4, with the client's id and secret in the body; EventBridge User Guide,
/// "Authorization methods for connections".
final class Tokens {

  private static final long EARLY_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  /// How long a token counts as fresh, and the longest pause.
  private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

  private static final long LIFE_SECONDS_UNSAID = 3_600;

  private final Clock clock;
  private final Function<OutboundRequest, CompletableFuture<OutboundReply>> exchange;
  private final Map<String, Held> byConnection = new ConcurrentHashMap<>();

  /// @param exchange asks an address outside
  Tokens(Clock clock, Function<OutboundRequest, CompletableFuture<OutboundReply>> exchange) {
    this.clock = clock;
    this.exchange = exchange;
  }

  /// A token, when it came and when it is to be used no more.
  record Token(Secret value, long beganNanos, long endNanos) {}

  /// What a connection has.
  ///
  /// @param version that of the connection that the token was asked for
  /// @param isRefused whether the token is used only until another one may be asked for
  /// @param refusals how many of its tokens in a row were refused while they were fresh
  /// @param resumeNanos when it may ask for another one
  private record Held(
      long version,
      CompletableFuture<Outcome<Token>> token,
      boolean isRefused,
      int refusals,
      long resumeNanos) {

    private boolean is(String authorization) {
      return token.getNow(null) instanceof Outcome.Accepted<Token>(Token got)
          && ApiRequest.bearing(got.value().reveal()).equals(authorization);
    }
  }

  /// The token of a connection. The future never ends with an exception.
  ///
  /// @param version that of the connection: what an older one got is not used any more
  CompletableFuture<Outcome<Token>> of(
      String arn, long version, CreateConnectionOAuthRequestParameters parameters) {
    return byConnection
        .compute(
            arn,
            (_, known) ->
                known == null || known.version() < version
                    ? asked(version, 0, parameters)
                    : known.version() > version || isToBeUsed(known)
                        ? known
                        : asked(version, known.refusals(), parameters))
        .token();
  }

  private Held asked(
      long version, int refusals, CreateConnectionOAuthRequestParameters parameters) {
    CompletableFuture<Outcome<Token>> token =
        exchange.apply(request(parameters)).thenApply(this::token);
    return new Held(version, token, /* isRefused= */ false, refusals, clock.nanos());
  }

  private boolean isToBeUsed(Held held) {
    if (held.isRefused()) {
      return clock.nanos() - held.resumeNanos() < 0;
    }
    Outcome<Token> outcome = held.token().getNow(null);
    return outcome == null
        || (outcome instanceof Outcome.Accepted<Token>(Token got)
            && got.endNanos() - clock.nanos() > 0);
  }

  /// Replaces the token of a connection if it is the one that was refused: one that was got since,
  /// or is being got, was not. Whoever refuses one fresh token after the other makes that rarer and
  /// rarer.
  ///
  /// @param authorization what the refused request said
  /// @return whether the next request says something else
  boolean refuse(String arn, String authorization) {
    Held now =
        byConnection.computeIfPresent(
            arn,
            (_, known) ->
                !known.isRefused()
                        && known.is(authorization)
                        && known.token().getNow(null) instanceof Outcome.Accepted<Token>(Token got)
                    ? refused(known, got)
                    : known);
    return now == null || !now.is(authorization) || !isToBeUsed(now);
  }

  private Held refused(Held known, Token token) {
    long now = clock.nanos();
    boolean wasFresh = now - token.beganNanos() < FRESH_NANOS;
    int refusals = wasFresh ? known.refusals() + 1 : 1;
    // The first one may just have been called back.
    long pause = refusals == 1 ? 0 : PAUSE_NANOS << Math.min(refusals - 2, 6);
    long resume = now + Math.min(pause, FRESH_NANOS);
    return new Held(known.version(), known.token(), /* isRefused= */ true, refusals, resume);
  }

  /// Forgets the token of a connection that is gone or must not use it any more.
  void forget(String arn) {
    byConnection.remove(arn);
  }

  /// How many connections have one.
  int size() {
    return byConnection.size();
  }

  private Outcome<Token> token(OutboundReply reply) {
    return switch (reply.result()) {
      case OutboundResult.Answered(int status, long _) -> {
        String json = new String(reply.body(), StandardCharsets.UTF_8);
        String token = JsonPath.member("access_token").find(json);
        if (status < 200 || status >= 300 || token == null || !token.startsWith("\"")) {
          yield refused("The authorization endpoint answered " + status + " without a token.");
        }
        yield Outcome.accepted(
            new Token(
                new Secret(token.substring(1, token.length() - 1)),
                clock.nanos(),
                clock.nanos() + Duration.ofSeconds(life(json)).toNanos() - EARLY_NANOS));
      }
      case OutboundResult.Unanswered(String reason) -> refused(reason);
      case OutboundResult.Forbidden(String reason) -> refused(reason);
    };
  }

  private static long life(String json) {
    String text = JsonPath.member("expires_in").find(json);
    boolean isNumber = text != null && text.matches("[0-9]{1,9}");
    return isNumber ? Math.max(120, Long.parseLong(text)) : LIFE_SECONDS_UNSAID;
  }

  private static Outcome<Token> refused(String reason) {
    return Outcome.rejected(ServiceError.client("Unauthorized", 401, reason));
  }

  static OutboundRequest request(CreateConnectionOAuthRequestParameters parameters) {
    Map<String, String> form = new TreeMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", parameters.clientParameters().clientID());
    form.put("client_secret", parameters.clientParameters().clientSecret());
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    headers.put("Accept", "application/json");
    Map<String, String> query = new TreeMap<>();
    add(parameters.oAuthHttpParameters(), form, headers, query);
    boolean isGet = parameters.httpMethod().equals("GET");
    if (isGet) {
      query.putAll(form);
    }
    String url = parameters.authorizationEndpoint();
    if (!query.isEmpty()) {
      url += (url.indexOf('?') < 0 ? "?" : "&") + encoded(query);
    }
    byte[] body = isGet ? new byte[0] : encoded(form).getBytes(StandardCharsets.UTF_8);
    return new OutboundRequest(parameters.httpMethod(), url, headers, body, ApiRequest.TIMEOUT);
  }

  private static void add(
      @Nullable ConnectionHttpParameters more,
      Map<String, String> form,
      Map<String, String> headers,
      Map<String, String> query) {
    if (more == null) {
      return;
    }
    for (ConnectionBodyParameter each :
        Objects.requireNonNullElse(more.bodyParameters(), List.<ConnectionBodyParameter>of())) {
      form.put(String.valueOf(each.key()), String.valueOf(each.value()));
    }
    for (ConnectionHeaderParameter each :
        Objects.requireNonNullElse(more.headerParameters(), List.<ConnectionHeaderParameter>of())) {
      String name = String.valueOf(each.key());
      if (Outward.mayNameHeader(name)) {
        headers.put(name, String.valueOf(each.value()));
      }
    }
    for (ConnectionQueryStringParameter each :
        Objects.requireNonNullElse(
            more.queryStringParameters(), List.<ConnectionQueryStringParameter>of())) {
      query.put(String.valueOf(each.key()), String.valueOf(each.value()));
    }
  }

  private static String encoded(Map<String, String> values) {
    StringJoiner joined = new StringJoiner("&");
    values.forEach(
        (name, value) -> joined.add(ApiRequest.encoded(name) + '=' + ApiRequest.encoded(value)));
    return joined.toString();
  }
}
