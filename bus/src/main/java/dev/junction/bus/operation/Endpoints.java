package dev.junction.bus.operation;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.Page;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.state.Stored;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
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
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

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
    List<String> arns = input.eventBuses().stream().map(EndpointEventBus::eventBusArn).toList();
    if (arns.stream().distinct().count() < 2) {
      return BusAccess.done(
          Outcome.rejected(
              BusErrors.invalid("EventBuses", "The event buses must be in two Regions.")));
    }
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
                  .replicationConfig(
                      Objects.requireNonNullElse(
                          input.replicationConfig(),
                          ReplicationConfig.builder().state(ReplicationState.ENABLED).build()))
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
    return access.growForAccount(
        call,
        (buses, tx) -> {
          var shelf = buses.shelves().endpoints();
          Stored<DescribeEndpointResponse> found =
              shelf.find(call.accountId(), call.region(), input.name());
          if (found == null) {
            return Outcome.rejected(BusErrors.missing("Endpoint " + input.name()));
          }
          DescribeEndpointResponse old = found.shape();
          DescribeEndpointResponse shape =
              old.toBuilder()
                  .description(
                      input.description() == null ? old.description() : input.description())
                  .routingConfig(
                      input.routingConfig() == null ? old.routingConfig() : input.routingConfig())
                  .replicationConfig(
                      input.replicationConfig() == null
                          ? old.replicationConfig()
                          : input.replicationConfig())
                  .eventBuses(input.eventBuses() == null ? old.eventBuses() : input.eventBuses())
                  .roleArn(input.roleArn() == null ? old.roleArn() : input.roleArn())
                  .lastModifiedTime(tx.now())
                  .build();
          shelf.put(tx, call.accountId(), call.region(), input.name(), found.with(shape));
          return Outcome.accepted(
              UpdateEndpointResponse.builder()
                  .name(shape.name())
                  .arn(shape.arn())
                  .routingConfig(shape.routingConfig())
                  .replicationConfig(shape.replicationConfig())
                  .eventBuses(shape.eventBuses())
                  .roleArn(shape.roleArn())
                  .endpointId(shape.endpointId())
                  .endpointUrl(shape.endpointUrl())
                  .state(EndpointState.UPDATING)
                  .build());
        });
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

  /// The buses that get the events for an endpoint.
  CompletionStage<Outcome<List<String>>> busNames(Call call, String endpointId) {
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
                            .<Outcome<List<String>>>map(each -> Outcome.accepted(busNames(each)))
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

  private static List<String> busNames(Stored<DescribeEndpointResponse> endpoint) {
    List<String> arns =
        Objects.requireNonNullElse(endpoint.shape().eventBuses(), List.<EndpointEventBus>of())
            .stream()
            .map(EndpointEventBus::eventBusArn)
            .toList();
    ReplicationConfig replication = endpoint.shape().replicationConfig();
    if (replication != null && ReplicationState.ENABLED.equals(replication.state())) {
      return arns;
    }
    boolean failedOver = endpoint.notes().containsKey(FAILED_OVER);
    return List.of(failedOver ? arns.getLast() : arns.getFirst());
  }
}
