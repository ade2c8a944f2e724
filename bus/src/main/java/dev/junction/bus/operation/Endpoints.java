package dev.junction.bus.operation;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.Page;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.state.Buses;
import dev.junction.bus.state.Stored;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.events.CreateEndpointRequest;
import dev.junction.models.events.CreateEndpointResponse;
import dev.junction.models.events.DeleteEndpointRequest;
import dev.junction.models.events.DeleteEndpointResponse;
import dev.junction.models.events.DescribeEndpointRequest;
import dev.junction.models.events.DescribeEndpointResponse;
import dev.junction.models.events.Endpoint;
import dev.junction.models.events.EndpointEventBus;
import dev.junction.models.events.EndpointState;
import dev.junction.models.events.ListEndpointsRequest;
import dev.junction.models.events.ListEndpointsResponse;
import dev.junction.models.events.ReplicationConfig;
import dev.junction.models.events.ReplicationState;
import dev.junction.models.events.UpdateEndpointRequest;
import dev.junction.models.events.UpdateEndpointResponse;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Global endpoints: events for one go to the bus of its primary Region, and with replication to
/// that of the secondary one too. Source: EventBridge API reference, CreateEndpoint and its
/// siblings; User Guide, "Making applications Regional-fault tolerant with global endpoints".
public final class Endpoints {

  /// The note of an endpoint whose primary Region counts as failed.
  public static final String FAILED_OVER = "failed-over";

  private final BusAccess access;

  public Endpoints(BusAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<CreateEndpointResponse>> create(
      Call call, CreateEndpointRequest input) {
    ReplicationConfig replication =
        Objects.requireNonNullElse(
            input.replicationConfig(),
            ReplicationConfig.builder().state(ReplicationState.ENABLED).build());
    EndpointCheck check =
        new EndpointCheck(input.eventBuses(), input.routingConfig(), replication, input.roleArn());
    ServiceError problem = check.problem(call);
    if (problem != null) {
      return BusAccess.done(Outcome.rejected(problem));
    }
    return inTurn(
        call,
        input.name(),
        () ->
            check
                .run(access, call)
                .thenCompose(
                    checked ->
                        switch (checked) {
                          case Outcome.Rejected<Unit>(var error) ->
                              BusAccess.<CreateEndpointResponse>done(Outcome.rejected(error));
                          case Outcome.Accepted<Unit> _ -> created(call, input, replication);
                        }));
  }

  /// What is checked together with what an endpoint has must not be changed before it is written.
  private <R> CompletionStage<Outcome<R>> inTurn(
      Call call, String name, Supplier<CompletionStage<Outcome<R>>> work) {
    Arn arn = Arn.of("events", call.region(), call.accountId(), "endpoint/" + name);
    return access.inTurn(arn.toString(), work);
  }

  private CompletionStage<Outcome<CreateEndpointResponse>> created(
      Call call, CreateEndpointRequest input, ReplicationConfig replication) {
    return access.growForAccount(
        call,
        (buses, tx) -> {
          var shelf = buses.shelves().endpoints();
          if (shelf.find(call.accountId(), call.region(), input.name()) != null) {
            return Outcome.rejected(BusErrors.taken("Endpoint " + input.name()));
          }
          if (shelf.all(call.accountId(), call.region()).size() >= BusLimits.ENDPOINTS_MAX) {
            return Outcome.rejected(
                BusErrors.limit(
                    "An account has " + BusLimits.ENDPOINTS_MAX + " endpoints at most."));
          }
          String random = buses.newId().toString().replace("-", "").toLowerCase(Locale.ROOT);
          String id = random.substring(0, 10) + '.' + random.substring(10, 13);
          DescribeEndpointResponse shape =
              DescribeEndpointResponse.builder()
                  .name(input.name())
                  .description(input.description())
                  .arn(
                      Arn.of("events", call.region(), call.accountId(), "endpoint/" + input.name())
                          .toString())
                  .routingConfig(input.routingConfig())
                  .replicationConfig(replication)
                  .eventBuses(input.eventBuses())
                  .roleArn(input.roleArn())
                  .endpointId(id)
                  .endpointUrl("https://" + id + ".endpoint.events.amazonaws.com")
                  .state(EndpointState.ACTIVE)
                  .creationTime(tx.now())
                  .lastModifiedTime(tx.now())
                  .build();
          shelf.put(
              tx,
              call.accountId(),
              call.region(),
              input.name(),
              Stored.of(buses.takeId(tx), shape));
          return Outcome.accepted(
              CreateEndpointResponse.builder()
                  .name(shape.name())
                  .arn(shape.arn())
                  .routingConfig(shape.routingConfig())
                  .replicationConfig(shape.replicationConfig())
                  .eventBuses(shape.eventBuses())
                  .roleArn(shape.roleArn())
                  .state(EndpointState.CREATING)
                  .build());
        });
  }

  public CompletionStage<Outcome<UpdateEndpointResponse>> update(
      Call call, UpdateEndpointRequest input) {
    return inTurn(call, input.name(), () -> updateInTurn(call, input));
  }

  private CompletionStage<Outcome<UpdateEndpointResponse>> updateInTurn(
      Call call, UpdateEndpointRequest input) {
    return access
        .submitForAccount(
            call, (buses, _) -> found(buses, call, input.name()).map(old -> changed(old, input)))
        .thenCompose(
            wanted ->
                switch (wanted) {
                  case Outcome.Rejected<DescribeEndpointResponse>(var error) ->
                      BusAccess.<Unit>done(Outcome.rejected(error));
                  case Outcome.Accepted<DescribeEndpointResponse>(var shape) ->
                      isToBeChecked(input)
                          ? EndpointCheck.of(shape).run(access, call)
                          : BusAccess.<Unit>done(Outcome.accepted(Unit.INSTANCE));
                })
        .thenCompose(
            checked ->
                switch (checked) {
                  case Outcome.Rejected<Unit>(var error) ->
                      BusAccess.<UpdateEndpointResponse>done(Outcome.rejected(error));
                  case Outcome.Accepted<Unit> _ -> updated(call, input);
                });
  }

  /// A description is changed as well where the endpoint is not what it has to be, as those of
  /// older releases.
  private static boolean isToBeChecked(UpdateEndpointRequest input) {
    return input.eventBuses() != null
        || input.routingConfig() != null
        || input.replicationConfig() != null
        || input.roleArn() != null;
  }

  private static Outcome<Stored<DescribeEndpointResponse>> found(
      Buses buses, Call call, String name) {
    Stored<DescribeEndpointResponse> found =
        buses.shelves().endpoints().find(call.accountId(), call.region(), name);
    return found == null
        ? Outcome.rejected(BusErrors.missing("Endpoint " + name))
        : Outcome.accepted(found);
  }

  private static DescribeEndpointResponse changed(
      Stored<DescribeEndpointResponse> stored, UpdateEndpointRequest input) {
    DescribeEndpointResponse old = stored.shape();
    return old.toBuilder()
        .description(input.description() == null ? old.description() : input.description())
        .routingConfig(input.routingConfig() == null ? old.routingConfig() : input.routingConfig())
        .replicationConfig(
            input.replicationConfig() == null ? old.replicationConfig() : input.replicationConfig())
        .eventBuses(input.eventBuses() == null ? old.eventBuses() : input.eventBuses())
        .roleArn(input.roleArn() == null ? old.roleArn() : input.roleArn())
        .build();
  }

  private CompletionStage<Outcome<UpdateEndpointResponse>> updated(
      Call call, UpdateEndpointRequest input) {
    return access.growForAccount(
        call,
        (buses, tx) ->
            found(buses, call, input.name())
                .map(
                    stored -> {
                      DescribeEndpointResponse shape =
                          changed(stored, input).toBuilder().lastModifiedTime(tx.now()).build();
                      buses
                          .shelves()
                          .endpoints()
                          .put(
                              tx,
                              call.accountId(),
                              call.region(),
                              input.name(),
                              stored.with(shape));
                      return UpdateEndpointResponse.builder()
                          .name(shape.name())
                          .arn(shape.arn())
                          .routingConfig(shape.routingConfig())
                          .replicationConfig(shape.replicationConfig())
                          .eventBuses(shape.eventBuses())
                          .roleArn(shape.roleArn())
                          .endpointId(shape.endpointId())
                          .endpointUrl(shape.endpointUrl())
                          .state(EndpointState.UPDATING)
                          .build();
                    }));
  }

  public CompletionStage<Outcome<DescribeEndpointResponse>> describe(
      Call call, DescribeEndpointRequest input) {
    return access.submitForAccount(
        call,
        (buses, _) -> {
          Stored<DescribeEndpointResponse> found =
              buses.shelves().endpoints().find(call.accountId(), call.region(), input.name());
          return found == null
              ? Outcome.rejected(BusErrors.missing("Endpoint " + input.name()))
              : Outcome.accepted(found.shape());
        });
  }

  public CompletionStage<Outcome<DeleteEndpointResponse>> delete(
      Call call, DeleteEndpointRequest input) {
    return access.submitForAccount(
        call,
        (buses, tx) -> {
          var shelf = buses.shelves().endpoints();
          if (shelf.find(call.accountId(), call.region(), input.name()) == null) {
            return Outcome.rejected(BusErrors.missing("Endpoint " + input.name()));
          }
          shelf.remove(tx, call.accountId(), call.region(), input.name());
          return Outcome.accepted(DeleteEndpointResponse.builder().build());
        });
  }

  public CompletionStage<Outcome<ListEndpointsResponse>> list(
      Call call, ListEndpointsRequest input) {
    Page.Wish wish =
        new Page.Wish("ListEndpoints", input.namePrefix(), input.nextToken(), input.maxResults());
    return access.submitForAccount(
        call,
        (buses, _) ->
            Page.of(
                    buses.shelves().endpoints().all(call.accountId(), call.region()),
                    each -> String.valueOf(each.shape().name()),
                    wish)
                .map(
                    page ->
                        ListEndpointsResponse.builder()
                            .endpoints(
                                page.items().stream().map(each -> listed(each.shape())).toList())
                            .nextToken(page.nextToken())
                            .build()));
  }

  private static Endpoint listed(DescribeEndpointResponse shape) {
    return Endpoint.builder()
        .name(shape.name())
        .description(shape.description())
        .arn(shape.arn())
        .routingConfig(shape.routingConfig())
        .replicationConfig(shape.replicationConfig())
        .eventBuses(shape.eventBuses())
        .roleArn(shape.roleArn())
        .endpointId(shape.endpointId())
        .endpointUrl(shape.endpointUrl())
        .state(shape.state())
        .creationTime(shape.creationTime())
        .lastModifiedTime(shape.lastModifiedTime())
        .build();
  }

  /// Where the events for an endpoint go.
  ///
  /// @param buses all of its buses
  /// @param to those that get events now; whether the first takes one is what its sender is told
  record Route(List<String> buses, List<String> to) {}

  CompletionStage<Outcome<Route>> route(Call call, String endpointId) {
    return access
        .everywhere(buses -> buses.shelves().endpoints().everything())
        .thenApply(
            all ->
                all.then(
                    endpoints ->
                        endpoints.stream()
                            .filter(each -> endpointId.equals(each.shape().endpointId()))
                            .filter(each -> isOf(each, call))
                            .findFirst()
                            .<Outcome<Route>>map(each -> Outcome.accepted(route(each)))
                            .orElseGet(
                                () ->
                                    Outcome.rejected(
                                        BusErrors.missing("Endpoint " + endpointId)))));
  }

  private static boolean isOf(Stored<DescribeEndpointResponse> endpoint, Call call) {
    return Arn.parse(String.valueOf(endpoint.shape().arn()))
        .filter(arn -> arn.account().equals(call.accountId().value()))
        .isPresent();
  }

  private static Route route(Stored<DescribeEndpointResponse> endpoint) {
    String home = Arn.parse(String.valueOf(endpoint.shape().arn())).map(Arn::region).orElse("");
    List<String> arns =
        Objects.requireNonNullElse(endpoint.shape().eventBuses(), List.<EndpointEventBus>of())
            .stream()
            .map(EndpointEventBus::eventBusArn)
            .sorted(Comparator.comparing(arn -> !EndpointCheck.isIn(home, arn)))
            .toList();
    List<String> order = endpoint.notes().containsKey(FAILED_OVER) ? arns.reversed() : arns;
    return EndpointCheck.isReplicated(endpoint.shape().replicationConfig())
        ? new Route(arns, order)
        : new Route(arns, List.of(order.getFirst()));
  }
}
