package dev.junction.bus.gateway;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.state.Stored;
import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.outbound.Gateway;
import dev.junction.delivery.outbound.OutboundRequest;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.ServiceError;
import dev.junction.models.events.ConnectionState;
import dev.junction.models.events.CreateConnectionAuthRequestParameters;
import dev.junction.models.events.CreateConnectionOAuthRequestParameters;
import dev.junction.models.events.CreateConnectionRequest;
import dev.junction.models.events.DescribeApiDestinationResponse;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The way of events to API destinations: destination and connection are looked up for each
/// attempt, so that what was changed counts at once. Threads: any.
public final class ApiDestinationGateway implements Gateway {

  /// The notes of a connection.
  public static final String STATE = "state";

  public static final String REASON = "reason";
  public static final String AUTHORIZED_AT = "authorized-at";
  public static final String ARN = "arn";
  public static final String VERSION = "version";

  private static final String KIND = "api-destination/";

  private final Tokens tokens;
  private volatile @Nullable BusAccess access;

  public ApiDestinationGateway(Clock clock, DeliveryModule deliveries) {
    tokens = new Tokens(clock, deliveries::exchange);
  }

  /// Lets events leave; the engine may still be opening.
  public void begin(BusAccess how) {
    access = how;
  }

  @Override
  public boolean serves(String target) {
    return Arn.parse(target)
        .filter(arn -> arn.service().equals("events"))
        .filter(arn -> AccountId.isValid(arn.account()) && Region.isValid(arn.region()))
        .filter(arn -> arn.resource().startsWith(KIND))
        .isPresent();
  }

  /// Whether somebody may use a destination: one of the same account and Region, as the secrets of
  /// its connection are for nobody else.
  public static boolean isForOwn(String sourceArn, String target) {
    Arn source = Arn.parse(sourceArn).orElse(null);
    Arn destination = Arn.parse(target).orElse(null);
    return source != null
        && destination != null
        && source.account().equals(destination.account())
        && source.region().equals(destination.region());
  }

  private record Found(
      DescribeApiDestinationResponse destination, Stored<CreateConnectionRequest> connection) {}

  private static String nameOf(String resource, String kind) {
    String path = resource.substring(kind.length());
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  private CompletableFuture<Outcome<Found>> find(String target) {
    BusAccess way = access;
    if (way == null) {
      return CompletableFuture.completedFuture(
          Outcome.rejected(ServiceError.server("NotYet", 503, "The server has not started")));
    }
    Arn arn = Arn.parse(target).orElseThrow();
    AccountId account = new AccountId(arn.account());
    Region region = new Region(arn.region());
    return way.submitFor(
        account,
        region,
        (buses, _) -> {
          Stored<DescribeApiDestinationResponse> destination =
              buses.shelves().destinations().find(account, region, nameOf(arn.resource(), KIND));
          if (destination == null || !target.equals(destination.shape().apiDestinationArn())) {
            return Outcome.rejected(
                ServiceError.client("Gone", 404, "The API destination does not exist."));
          }
          String connectionArn = String.valueOf(destination.shape().connectionArn());
          String resource = Arn.parse(connectionArn).map(Arn::resource).orElse("connection/");
          Stored<CreateConnectionRequest> connection =
              buses.shelves().connections().find(account, region, nameOf(resource, "connection/"));
          return connection == null
              ? Outcome.rejected(ServiceError.client("Gone", 404, "The connection does not exist."))
              : Outcome.accepted(new Found(destination.shape(), connection));
        });
  }

  @Override
  public CompletableFuture<Preparation> prepare(
      String target, String sourceArn, Map<String, String> headers, byte[] body) {
    if (!isForOwn(sourceArn, target)) {
      return done(
          new Preparation.Never("The API destination is not of the sender's account and Region."));
    }
    return find(target)
        .thenCompose(
            found ->
                switch (found) {
                  case Outcome.Rejected<Found>(ServiceError error) ->
                      done(
                          error.fault() == ServiceError.Fault.SERVER
                              ? new Preparation.NotYet(error.message())
                              : new Preparation.Never(error.message()));
                  case Outcome.Accepted<Found>(Found both) -> prepare(both, headers, body);
                });
  }

  private CompletableFuture<Preparation> prepare(
      Found found, Map<String, String> headers, byte[] body) {
    Stored<CreateConnectionRequest> connection = found.connection();
    CreateConnectionOAuthRequestParameters oauth =
        connection.shape().authParameters().oAuthParameters();
    boolean isDeauthorized = ConnectionState.DEAUTHORIZED.equals(connection.notes().get(STATE));
    // With a reason there was no token; without one somebody wants it so.
    if (isDeauthorized && (oauth == null || connection.notes().get(REASON) == null)) {
      return done(new Preparation.NotYet("The connection is not authorized."));
    }
    if (oauth == null) {
      return done(ready(found, headers, body, null));
    }
    return token(connection, oauth)
        .thenApply(
            token ->
                switch (token) {
                  case Outcome.Rejected<Tokens.Token>(ServiceError error) ->
                      new Preparation.NotYet(error.message());
                  case Outcome.Accepted<Tokens.Token>(Tokens.Token got) -> {
                    if (isDeauthorized) {
                      authorized(connection);
                    }
                    yield ready(found, headers, body, got.value().reveal());
                  }
                });
  }

  /// A connection that had no token has one now.
  private void authorized(Stored<CreateConnectionRequest> connection) {
    BusAccess way = access;
    Arn arn = Arn.parse(String.valueOf(connection.notes().get(ARN))).orElse(null);
    if (way != null && arn != null) {
      AccountId account = new AccountId(arn.account());
      Region region = new Region(arn.region());
      var _ =
          way.submitFor(
              account,
              region,
              (buses, tx) -> ConnectionStates.settle(buses, tx, account, region, connection, null));
    }
  }

  private static Preparation ready(
      Found found, Map<String, String> headers, byte[] body, @Nullable String token) {
    CreateConnectionAuthRequestParameters auth = found.connection().shape().authParameters();
    ApiRequest request =
        new ApiRequest(body)
            .target(headers)
            .parameters(auth.invocationHttpParameters())
            .authorization(auth)
            .bearer(token);
    if (request.hasLongHeaders()) {
      return new Preparation.Never("The headers of the request are too long.");
    }
    Integer most = found.destination().invocationRateLimitPerSecond();
    OutboundRequest made = request.to(found.destination(), headers);
    if (made.url().length() > BusLimits.ADDRESS_CHARACTERS_MAX) {
      return new Preparation.Never("The address with its parameters is too long.");
    }
    String template = String.valueOf(found.destination().invocationEndpoint());
    if (ApiRequest.hasSteps(made.url()) && !ApiRequest.hasSteps(template)) {
      // Whoever sends events does not choose where else the connection's secrets go.
      return new Preparation.Never(
          "A path parameter leads to another path: it is \".\" or \"..\".");
    }
    return new Preparation.Ready(
        made, Objects.requireNonNullElse(most, BusLimits.INVOCATIONS_PER_SECOND));
  }

  private CompletableFuture<Outcome<Tokens.Token>> token(
      Stored<CreateConnectionRequest> connection, CreateConnectionOAuthRequestParameters oauth) {
    return tokens.of(arnOf(connection), connection.number(VERSION), oauth);
  }

  private static String arnOf(Stored<CreateConnectionRequest> connection) {
    return String.valueOf(connection.notes().get(ARN));
  }

  /// Forgets what a connection got that is gone or must not use it any more.
  public void forget(String arn) {
    tokens.forget(arn);
  }

  private static CompletableFuture<Preparation> done(Preparation preparation) {
    return CompletableFuture.completedFuture(preparation);
  }

  @Override
  public CompletableFuture<Boolean> unauthorized(String target, OutboundRequest refused) {
    return find(target)
        .thenApply(
            found -> {
              if (!(found instanceof Outcome.Accepted<Found>(Found both))) {
                return false;
              }
              return both.connection().shape().authParameters().oAuthParameters() != null
                  && tokens.refuse(arnOf(both.connection()), ApiRequest.authorizationOf(refused));
            });
  }

  /// Gets a first token for a connection; what came of it as its state.
  ///
  /// @return null for a token, or why there is none
  public CompletableFuture<@Nullable String> authorize(Stored<CreateConnectionRequest> connection) {
    CreateConnectionOAuthRequestParameters oauth =
        connection.shape().authParameters().oAuthParameters();
    if (oauth == null) {
      return CompletableFuture.completedFuture(null);
    }
    return token(connection, oauth)
        .thenApply(
            token ->
                token instanceof Outcome.Rejected<Tokens.Token>(ServiceError error)
                    ? error.message()
                    : null);
  }
}
