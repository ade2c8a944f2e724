package dev.junction.bus.operation;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.Page;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.state.Buses;
import dev.junction.bus.state.Stored;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.models.events.ActivateEventSourceRequest;
import dev.junction.models.events.DeactivateEventSourceRequest;
import dev.junction.models.events.DescribeEventSourceRequest;
import dev.junction.models.events.DescribeEventSourceResponse;
import dev.junction.models.events.EventSource;
import dev.junction.models.events.EventSourceState;
import dev.junction.models.events.EventsErrors;
import dev.junction.models.events.ListEventSourcesRequest;
import dev.junction.models.events.ListEventSourcesResponse;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// Event sources of partners as the accounts see them that they are for. Source: EventBridge API
/// reference, ActivateEventSource and its siblings.
public final class EventSources {

  private final BusAccess access;

  public EventSources(BusAccess access) {
    this.access = access;
  }

  /// Begins to take events of a source, as a bus for it is created.
  CompletionStage<Outcome<Unit>> activated(Call call, String name) {
    return change(call, name, EventSourceState.ACTIVE);
  }

  public CompletionStage<Outcome<Unit>> activate(Call call, ActivateEventSourceRequest input) {
    return change(call, input.name(), EventSourceState.ACTIVE);
  }

  public CompletionStage<Outcome<Unit>> deactivate(Call call, DeactivateEventSourceRequest input) {
    return change(call, input.name(), EventSourceState.PENDING);
  }

  private CompletionStage<Outcome<Unit>> change(Call call, String name, String state) {
    return access.submitForAccount(
        call,
        (buses, tx) ->
            found(buses, call, name).then(source -> changed(buses, tx, call, source, state)));
  }

  private static Outcome<Unit> changed(
      Buses buses,
      Transaction<Buses> tx,
      Call call,
      Stored<DescribeEventSourceResponse> source,
      String state) {
    if (EventSourceState.DELETED.equals(source.shape().state())) {
      return Outcome.rejected(
          EventsErrors.invalidStateException("The partner has deleted the event source."));
    }
    DescribeEventSourceResponse shape = source.shape().toBuilder().state(state).build();
    buses
        .shelves()
        .sources()
        .put(tx, call.accountId(), call.region(), String.valueOf(shape.name()), source.with(shape));
    return Outcome.accepted(Unit.INSTANCE);
  }

  private static Outcome<Stored<DescribeEventSourceResponse>> found(
      Buses buses, Call call, String name) {
    Stored<DescribeEventSourceResponse> source =
        buses.shelves().sources().find(call.accountId(), call.region(), name);
    return source == null
        ? Outcome.rejected(BusErrors.missing("Event source " + name))
        : Outcome.accepted(source);
  }

  public CompletionStage<Outcome<DescribeEventSourceResponse>> describe(
      Call call, DescribeEventSourceRequest input) {
    return access.submitForAccount(
        call, (buses, _) -> found(buses, call, input.name()).map(Stored::shape));
  }

  public CompletionStage<Outcome<ListEventSourcesResponse>> list(
      Call call, ListEventSourcesRequest input) {
    Page.Wish wish =
        new Page.Wish("ListEventSources", input.namePrefix(), input.nextToken(), input.limit());
    return access.submitForAccount(
        call,
        (buses, _) ->
            Page.of(
                    buses.shelves().sources().all(call.accountId(), call.region()),
                    source -> String.valueOf(source.shape().name()),
                    wish)
                .map(
                    page ->
                        ListEventSourcesResponse.builder()
                            .eventSources(
                                page.items().stream()
                                    .map(source -> listed(source.shape()))
                                    .toList())
                            .nextToken(page.nextToken())
                            .build()));
  }

  private static EventSource listed(DescribeEventSourceResponse shape) {
    return EventSource.builder()
        .arn(shape.arn())
        .createdBy(shape.createdBy())
        .creationTime(shape.creationTime())
        .expirationTime(shape.expirationTime())
        .name(shape.name())
        .state(shape.state())
        .build();
  }
}
