package dev.junction.bus.operation.destination;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.Page;
import dev.junction.bus.access.Surroundings;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.gateway.ApiDestinationGateway;
import dev.junction.bus.state.Buses;
import dev.junction.bus.state.Shelf;
import dev.junction.bus.state.Stored;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.events.ConnectionState;
import dev.junction.models.events.CreateConnectionAuthRequestParameters;
import dev.junction.models.events.CreateConnectionRequest;
import dev.junction.models.events.CreateConnectionResponse;
import dev.junction.models.events.DeauthorizeConnectionRequest;
import dev.junction.models.events.DeauthorizeConnectionResponse;
import dev.junction.models.events.DeleteConnectionRequest;
import dev.junction.models.events.DeleteConnectionResponse;
import dev.junction.models.events.DescribeConnectionRequest;
import dev.junction.models.events.DescribeConnectionResponse;
import dev.junction.models.events.EventsErrors;
import dev.junction.models.events.ListConnectionsRequest;
import dev.junction.models.events.ListConnectionsResponse;
import dev.junction.models.events.UpdateConnectionRequest;
import dev.junction.models.events.UpdateConnectionResponse;
import dev.junction.wire.protocol.Call;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Creates, shows, changes and deletes connections. Source: EventBridge API reference,
/// CreateConnection and its siblings; the messages are those that LocalStack recorded.
public final class Connections {

  private final BusAccess access;
  private final Authorization authorization;
  private final Consumer<String> forgetter;

  public Connections(BusAccess access, Surroundings surroundings) {
    this.access = access;
    this.authorization = new Authorization(access, surroundings.authorizer());
    this.forgetter = surroundings.forgetter();
  }

  private static Shelf<CreateConnectionRequest> shelf(Buses buses) {
    return buses.shelves().connections();
  }

  public CompletionStage<Outcome<CreateConnectionResponse>> create(
      Call call, CreateConnectionRequest input) {
    ServiceError problem = problem(input);
    if (problem != null) {
      return BusAccess.done(Outcome.rejected(problem));
    }
    return access
        .growForAccount(call, (buses, tx) -> create(buses, tx, call, input))
        .thenApply(
            outcome ->
                outcome.map(
                    stored -> {
                      authorization.begin(call.accountId(), call.region(), stored);
                      ConnectionView view = new ConnectionView(stored);
                      return CreateConnectionResponse.builder()
                          .connectionArn(view.arn())
                          .connectionState(view.state())
                          .creationTime(view.created())
                          .lastModifiedTime(view.modified())
                          .build();
                    }));
  }

  private static Outcome<Stored<CreateConnectionRequest>> create(
      Buses buses, Transaction<Buses> tx, Call call, CreateConnectionRequest input) {
    if (shelf(buses).find(call.accountId(), call.region(), input.name()) != null) {
      return Outcome.rejected(
          EventsErrors.resourceAlreadyExistsException(
              "Connection " + input.name() + " already exists."));
    }
    if (shelf(buses).all(call.accountId(), call.region()).size() >= BusLimits.DESTINATIONS_MAX) {
      return Outcome.rejected(
          BusErrors.limit(
              "An account has " + BusLimits.DESTINATIONS_MAX + " connections at most."));
    }
    String now = String.valueOf(tx.now().toEpochMilli());
    // The real service's secrets end in a hyphen and six characters.
    String ending = buses.newId().toString().substring(0, 6);
    String secret = "secret:events!connection/" + input.name() + '/' + buses.newId() + '-' + ending;
    Stored<CreateConnectionRequest> stored =
        Stored.of(buses.takeId(tx), input)
            .note(
                ApiDestinationGateway.ARN,
                Arn.of(
                        "events",
                        call.region(),
                        call.accountId(),
                        "connection/" + input.name() + '/' + buses.newId())
                    .toString())
            .note(
                ConnectionView.SECRET,
                Arn.of("secretsmanager", call.region(), call.accountId(), secret).toString())
            .note(ConnectionView.CREATED, now)
            .note(ConnectionView.MODIFIED, now);
    return Outcome.accepted(save(buses, tx, call, fresh(stored, now)));
  }

  private static Stored<CreateConnectionRequest> fresh(
      Stored<CreateConnectionRequest> stored, String now) {
    boolean isOAuth = stored.shape().authParameters().oAuthParameters() != null;
    return next(stored)
        .note(
            ApiDestinationGateway.STATE,
            isOAuth ? ConnectionState.AUTHORIZING : ConnectionState.AUTHORIZED)
        .note(ApiDestinationGateway.AUTHORIZED_AT, now);
  }

  private static Stored<CreateConnectionRequest> next(Stored<CreateConnectionRequest> stored) {
    return stored
        .note(
            ApiDestinationGateway.VERSION,
            String.valueOf(stored.number(ApiDestinationGateway.VERSION) + 1))
        .note(ApiDestinationGateway.REASON, null);
  }

  private static Stored<CreateConnectionRequest> save(
      Buses buses, Transaction<Buses> tx, Call call, Stored<CreateConnectionRequest> stored) {
    shelf(buses).put(tx, call.accountId(), call.region(), stored.shape().name(), stored);
    return stored;
  }

  private static @Nullable ServiceError problem(CreateConnectionRequest input) {
    if (input.invocationConnectivityParameters() != null
        || input.authParameters().connectivityParameters() != null) {
      return BusErrors.invalid(
          "ConnectivityParameters", "Private endpoints cannot be reached here.");
    }
    CreateConnectionAuthRequestParameters auth = input.authParameters();
    boolean fits =
        switch (input.authorizationType()) {
          case "BASIC" -> auth.basicAuthParameters() != null;
          case "API_KEY" -> auth.apiKeyAuthParameters() != null;
          default -> auth.oAuthParameters() != null;
        };
    return fits ? ConnectionCheck.problem(auth) : unfit(input.authorizationType());
  }

  private static ServiceError unfit(String type) {
    return BusErrors.invalid("AuthParameters", "They do not fit the type " + type + ".");
  }

  private static Outcome<Stored<CreateConnectionRequest>> found(
      Buses buses, Call call, String name) {
    Stored<CreateConnectionRequest> stored =
        shelf(buses).find(call.accountId(), call.region(), name);
    return stored == null
        ? Outcome.rejected(
            EventsErrors.resourceNotFoundException(
                "Failed to describe the connection(s). Connection '" + name + "' does not exist."))
        : Outcome.accepted(stored);
  }

  public CompletionStage<Outcome<DescribeConnectionResponse>> describe(
      Call call, DescribeConnectionRequest input) {
    return access.submitForAccount(
        call,
        (buses, _) ->
            found(buses, call, input.name()).map(stored -> new ConnectionView(stored).described()));
  }

  public CompletionStage<Outcome<UpdateConnectionResponse>> update(
      Call call, UpdateConnectionRequest input) {
    return access
        .growForAccount(
            call,
            (buses, tx) ->
                found(buses, call, input.name())
                    .then(stored -> update(buses, tx, call, stored, input)))
        .thenApply(
            outcome ->
                outcome.map(
                    stored -> {
                      authorization.begin(call.accountId(), call.region(), stored);
                      ConnectionView view = new ConnectionView(stored);
                      return UpdateConnectionResponse.builder()
                          .connectionArn(view.arn())
                          .connectionState(view.state())
                          .creationTime(view.created())
                          .lastModifiedTime(view.modified())
                          .lastAuthorizedTime(view.authorized())
                          .build();
                    }));
  }

  private static Outcome<Stored<CreateConnectionRequest>> update(
      Buses buses,
      Transaction<Buses> tx,
      Call call,
      Stored<CreateConnectionRequest> stored,
      UpdateConnectionRequest input) {
    CreateConnectionRequest changed = ConnectionUpdate.of(stored.shape(), input);
    ServiceError problem =
        ConnectionUpdate.isOfAnotherKind(changed.authorizationType(), input.authParameters())
            ? unfit(changed.authorizationType())
            : problem(changed);
    if (problem == null && input.invocationConnectivityParameters() != null) {
      problem =
          BusErrors.invalid("ConnectivityParameters", "Private endpoints cannot be reached here.");
    }
    if (problem != null) {
      return Outcome.rejected(problem);
    }
    String now = String.valueOf(tx.now().toEpochMilli());
    Stored<CreateConnectionRequest> dated = stored.with(changed).note(ConnectionView.MODIFIED, now);
    return Outcome.accepted(save(buses, tx, call, fresh(dated, now)));
  }

  public CompletionStage<Outcome<DeauthorizeConnectionResponse>> deauthorize(
      Call call, DeauthorizeConnectionRequest input) {
    return access
        .submitForAccount(
            call,
            (buses, tx) ->
                found(buses, call, input.name())
                    .map(
                        stored -> {
                          // The new version leaves the tokens behind that the old one got.
                          Stored<CreateConnectionRequest> changed =
                              next(stored.with(ConnectionUpdate.withoutParameters(stored.shape())))
                                  .note(ApiDestinationGateway.STATE, ConnectionState.DEAUTHORIZED)
                                  .note(
                                      ConnectionView.MODIFIED,
                                      String.valueOf(tx.now().toEpochMilli()));
                          ConnectionView view = new ConnectionView(save(buses, tx, call, changed));
                          return DeauthorizeConnectionResponse.builder()
                              .connectionArn(view.arn())
                              .connectionState(ConnectionState.DEAUTHORIZING)
                              .creationTime(view.created())
                              .lastModifiedTime(view.modified())
                              .lastAuthorizedTime(view.authorized())
                              .build();
                        }))
        .thenApply(outcome -> forgotten(outcome, DeauthorizeConnectionResponse::connectionArn));
  }

  public CompletionStage<Outcome<DeleteConnectionResponse>> delete(
      Call call, DeleteConnectionRequest input) {
    return access
        .submitForAccount(
            call,
            (buses, tx) ->
                found(buses, call, input.name())
                    .map(
                        stored -> {
                          shelf(buses).remove(tx, call.accountId(), call.region(), input.name());
                          ConnectionView view = new ConnectionView(stored);
                          return DeleteConnectionResponse.builder()
                              .connectionArn(view.arn())
                              .connectionState(ConnectionState.DELETING)
                              .creationTime(view.created())
                              .lastModifiedTime(view.modified())
                              .lastAuthorizedTime(view.authorized())
                              .build();
                        }))
        .thenApply(outcome -> forgotten(outcome, DeleteConnectionResponse::connectionArn));
  }

  /// The outcome as it is; the token of a connection that is not authorized any more is forgotten.
  private <T> Outcome<T> forgotten(Outcome<T> outcome, Function<T, String> arn) {
    if (outcome instanceof Outcome.Accepted<T>(var response)) {
      forgetter.accept(arn.apply(response));
    }
    return outcome;
  }

  public CompletionStage<Outcome<ListConnectionsResponse>> list(
      Call call, ListConnectionsRequest input) {
    Page.Wish wish =
        new Page.Wish("ListConnections", input.namePrefix(), input.nextToken(), input.limit());
    return access.submitForAccount(
        call,
        (buses, _) -> {
          List<ConnectionView> views =
              shelf(buses).all(call.accountId(), call.region()).stream()
                  .map(ConnectionView::new)
                  .filter(
                      view ->
                          input.connectionState() == null
                              || input.connectionState().equals(view.state()))
                  .toList();
          return Page.of(views, view -> view.stored().shape().name(), wish)
              .map(
                  page ->
                      ListConnectionsResponse.builder()
                          .connections(page.items().stream().map(ConnectionView::listed).toList())
                          .nextToken(page.nextToken())
                          .build());
        });
  }
}
