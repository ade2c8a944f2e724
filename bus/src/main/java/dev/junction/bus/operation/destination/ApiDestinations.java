package dev.junction.bus.operation.destination;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.Page;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.domain.Outward;
import dev.junction.bus.gateway.ApiDestinationGateway;
import dev.junction.bus.state.Buses;
import dev.junction.bus.state.Shelf;
import dev.junction.bus.state.Stored;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.models.events.ApiDestination;
import dev.junction.models.events.ApiDestinationState;
import dev.junction.models.events.ConnectionState;
import dev.junction.models.events.CreateApiDestinationRequest;
import dev.junction.models.events.CreateApiDestinationResponse;
import dev.junction.models.events.CreateConnectionRequest;
import dev.junction.models.events.DeleteApiDestinationRequest;
import dev.junction.models.events.DeleteApiDestinationResponse;
import dev.junction.models.events.DescribeApiDestinationRequest;
import dev.junction.models.events.DescribeApiDestinationResponse;
import dev.junction.models.events.EventsErrors;
import dev.junction.models.events.ListApiDestinationsRequest;
import dev.junction.models.events.ListApiDestinationsResponse;
import dev.junction.models.events.UpdateApiDestinationRequest;
import dev.junction.models.events.UpdateApiDestinationResponse;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/// Creates, shows, changes and deletes API destinations. Source: EventBridge API reference,
/// CreateApiDestination and its siblings. Plain HTTP is taken too, which the real service refuses.
public final class ApiDestinations {

  private final BusAccess access;

  public ApiDestinations(BusAccess access) {
    this.access = access;
  }

  private static Shelf<DescribeApiDestinationResponse> shelf(Buses buses) {
    return buses.shelves().destinations();
  }

  /// Whether a connection is there, by its ARN.
  private static Outcome<String> state(Buses buses, Call call, String connectionArn) {
    for (Stored<CreateConnectionRequest> each :
        buses.shelves().connections().all(call.accountId(), call.region())) {
      if (connectionArn.equals(each.notes().get(ApiDestinationGateway.ARN))) {
        boolean isReady =
            !ConnectionState.DEAUTHORIZED.equals(each.notes().get(ApiDestinationGateway.STATE));
        return Outcome.accepted(
            isReady ? ApiDestinationState.ACTIVE : ApiDestinationState.INACTIVE);
      }
    }
    String[] parts = connectionArn.split("/");
    String name = parts.length > 1 ? parts[1] : connectionArn;
    return Outcome.rejected(BusErrors.missing("Connection '" + name + "'"));
  }

  public CompletionStage<Outcome<CreateApiDestinationResponse>> create(
      Call call, CreateApiDestinationRequest input) {
    if (!Outward.isAddress(input.invocationEndpoint())) {
      return BusAccess.done(
          Outcome.rejected(BusErrors.invalid("InvocationEndpoint", "It is no HTTPS endpoint.")));
    }
    return access.growForAccount(
        call,
        (buses, tx) -> {
          if (shelf(buses).find(call.accountId(), call.region(), input.name()) != null) {
            return Outcome.rejected(
                EventsErrors.resourceAlreadyExistsException(
                    "An api-destination '" + input.name() + "' already exists."));
          }
          if (shelf(buses).all(call.accountId(), call.region()).size()
              >= BusLimits.DESTINATIONS_MAX) {
            return Outcome.rejected(
                BusErrors.limit(
                    "An account has " + BusLimits.DESTINATIONS_MAX + " API destinations at most."));
          }
          return state(buses, call, input.connectionArn())
              .map(
                  state -> {
                    String resource = "api-destination/" + input.name() + '/' + buses.newId();
                    DescribeApiDestinationResponse shape =
                        DescribeApiDestinationResponse.builder()
                            .apiDestinationArn(
                                Arn.of("events", call.region(), call.accountId(), resource)
                                    .toString())
                            .name(input.name())
                            .description(input.description())
                            .apiDestinationState(state)
                            .connectionArn(input.connectionArn())
                            .invocationEndpoint(input.invocationEndpoint())
                            .httpMethod(input.httpMethod())
                            .invocationRateLimitPerSecond(
                                Objects.requireNonNullElse(
                                    input.invocationRateLimitPerSecond(),
                                    BusLimits.INVOCATIONS_PER_SECOND))
                            .creationTime(tx.now())
                            .lastModifiedTime(tx.now())
                            .build();
                    shelf(buses)
                        .put(
                            tx,
                            call.accountId(),
                            call.region(),
                            input.name(),
                            Stored.of(buses.takeId(tx), shape));
                    return CreateApiDestinationResponse.builder()
                        .apiDestinationArn(shape.apiDestinationArn())
                        .apiDestinationState(state)
                        .creationTime(shape.creationTime())
                        .lastModifiedTime(shape.lastModifiedTime())
                        .build();
                  });
        });
  }

  private static Outcome<Stored<DescribeApiDestinationResponse>> found(
      Buses buses, Call call, String name) {
    Stored<DescribeApiDestinationResponse> stored =
        shelf(buses).find(call.accountId(), call.region(), name);
    return stored == null
        ? Outcome.rejected(
            EventsErrors.resourceNotFoundException(
                "Failed to describe the api-destination(s). An api-destination '"
                    + name
                    + "' does not exist."))
        : Outcome.accepted(stored);
  }

  public CompletionStage<Outcome<DescribeApiDestinationResponse>> describe(
      Call call, DescribeApiDestinationRequest input) {
    return access.submitForAccount(
        call,
        (buses, _) ->
            found(buses, call, input.name()).map(stored -> current(buses, call, stored.shape())));
  }

  /// What is said of a destination, with what has become of its connection.
  private static DescribeApiDestinationResponse current(
      Buses buses, Call call, DescribeApiDestinationResponse shape) {
    String state =
        state(buses, call, String.valueOf(shape.connectionArn()))
                instanceof Outcome.Accepted<String>(String now)
            ? now
            : ApiDestinationState.INACTIVE;
    return shape.toBuilder().apiDestinationState(state).build();
  }

  public CompletionStage<Outcome<UpdateApiDestinationResponse>> update(
      Call call, UpdateApiDestinationRequest input) {
    if (input.invocationEndpoint() != null && !Outward.isAddress(input.invocationEndpoint())) {
      return BusAccess.done(
          Outcome.rejected(BusErrors.invalid("InvocationEndpoint", "It is no HTTPS endpoint.")));
    }
    return access.growForAccount(
        call,
        (buses, tx) ->
            found(buses, call, input.name())
                .then(
                    stored -> {
                      DescribeApiDestinationResponse shape =
                          changed(stored.shape(), input, tx.now());
                      return state(buses, call, String.valueOf(shape.connectionArn()))
                          .map(
                              state -> {
                                DescribeApiDestinationResponse dated =
                                    shape.toBuilder().apiDestinationState(state).build();
                                shelf(buses)
                                    .put(
                                        tx,
                                        call.accountId(),
                                        call.region(),
                                        input.name(),
                                        stored.with(dated));
                                return UpdateApiDestinationResponse.builder()
                                    .apiDestinationArn(dated.apiDestinationArn())
                                    .apiDestinationState(state)
                                    .creationTime(dated.creationTime())
                                    .lastModifiedTime(dated.lastModifiedTime())
                                    .build();
                              });
                    }));
  }

  private static DescribeApiDestinationResponse changed(
      DescribeApiDestinationResponse old, UpdateApiDestinationRequest input, Instant now) {
    DescribeApiDestinationResponse.Builder changed = old.toBuilder().lastModifiedTime(now);
    if (input.description() != null) {
      changed.description(input.description());
    }
    if (input.connectionArn() != null) {
      changed.connectionArn(input.connectionArn());
    }
    if (input.invocationEndpoint() != null) {
      changed.invocationEndpoint(input.invocationEndpoint());
    }
    if (input.httpMethod() != null) {
      changed.httpMethod(input.httpMethod());
    }
    if (input.invocationRateLimitPerSecond() != null) {
      changed.invocationRateLimitPerSecond(input.invocationRateLimitPerSecond());
    }
    return changed.build();
  }

  public CompletionStage<Outcome<DeleteApiDestinationResponse>> delete(
      Call call, DeleteApiDestinationRequest input) {
    return access.submitForAccount(
        call,
        (buses, tx) ->
            found(buses, call, input.name())
                .map(
                    _ -> {
                      shelf(buses).remove(tx, call.accountId(), call.region(), input.name());
                      return DeleteApiDestinationResponse.builder().build();
                    }));
  }

  public CompletionStage<Outcome<ListApiDestinationsResponse>> list(
      Call call, ListApiDestinationsRequest input) {
    Page.Wish wish =
        new Page.Wish("ListApiDestinations", input.namePrefix(), input.nextToken(), input.limit());
    return access.submitForAccount(
        call,
        (buses, _) -> {
          List<DescribeApiDestinationResponse> shapes =
              shelf(buses).all(call.accountId(), call.region()).stream()
                  .map(stored -> current(buses, call, stored.shape()))
                  .filter(
                      shape ->
                          input.connectionArn() == null
                              || input.connectionArn().equals(shape.connectionArn()))
                  .toList();
          return Page.of(shapes, shape -> String.valueOf(shape.name()), wish)
              .map(
                  page ->
                      ListApiDestinationsResponse.builder()
                          .apiDestinations(
                              page.items().stream().map(ApiDestinations::listed).toList())
                          .nextToken(page.nextToken())
                          .build());
        });
  }

  private static ApiDestination listed(DescribeApiDestinationResponse shape) {
    return ApiDestination.builder()
        .apiDestinationArn(shape.apiDestinationArn())
        .name(shape.name())
        .apiDestinationState(shape.apiDestinationState())
        .connectionArn(shape.connectionArn())
        .invocationEndpoint(shape.invocationEndpoint())
        .httpMethod(shape.httpMethod())
        .invocationRateLimitPerSecond(shape.invocationRateLimitPerSecond())
        .creationTime(shape.creationTime())
        .lastModifiedTime(shape.lastModifiedTime())
        .build();
  }
}
