package dev.junction.bus.operation;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.Page;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.state.Bus;
import dev.junction.bus.state.Buses;
import dev.junction.engine.EngineErrors;
import dev.junction.kernel.Outcome;
import dev.junction.models.events.CreateEventBusRequest;
import dev.junction.models.events.CreateEventBusResponse;
import dev.junction.models.events.DeleteEventBusRequest;
import dev.junction.models.events.DescribeEventBusRequest;
import dev.junction.models.events.DescribeEventBusResponse;
import dev.junction.models.events.EventBus;
import dev.junction.models.events.ListEventBusesRequest;
import dev.junction.models.events.ListEventBusesResponse;
import dev.junction.models.events.UpdateEventBusRequest;
import dev.junction.models.events.UpdateEventBusResponse;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Creates, shows, changes and deletes buses. Source: EventBridge API reference, CreateEventBus
/// and its siblings.
public final class EventBuses {

  private static final String PARTNER = "aws.partner/";

  private final BusAccess access;

  public EventBuses(BusAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<CreateEventBusResponse>> create(
      Call call, CreateEventBusRequest input) {
    BusAddress address = new BusAddress(call.accountId(), call.region(), input.name());
    boolean isPartner = input.name().startsWith(PARTNER);
    if (!isPartner && input.name().indexOf('/') >= 0) {
      return BusAccess.done(
          Outcome.rejected(BusErrors.invalid("Event bus name must not contain '/'.")));
    }
    if (isPartner != (input.eventSourceName() != null)
        || (isPartner && !input.name().equals(input.eventSourceName()))) {
      return BusAccess.done(
          Outcome.rejected(
              BusErrors.invalid(
                  "EventSourceName", "The bus of a partner has the name of its event source.")));
    }
    return switch (Tags.read(input.tags())) {
      case Outcome.Rejected<Map<String, String>>(var error) ->
          BusAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Map<String, String>>(var tags) ->
          isPartner
              ? new EventSources(access)
                  .activated(call, input.name())
                  .thenCompose(
                      active ->
                          switch (active) {
                            case Outcome.Accepted<Unit> _ -> create(call, address, input, tags);
                            case Outcome.Rejected<Unit>(var error) ->
                                BusAccess.done(Outcome.rejected(error));
                          })
              : create(call, address, input, tags);
    };
  }

  private CompletionStage<Outcome<CreateEventBusResponse>> create(
      Call call, BusAddress address, CreateEventBusRequest input, Map<String, String> tags) {
    String key = "buses " + call.accountId().value() + ' ' + call.region().name();
    return access.inTurn(key, () -> createInTurn(call, address, input, tags));
  }

  private CompletionStage<Outcome<CreateEventBusResponse>> createInTurn(
      Call call, BusAddress address, CreateEventBusRequest input, Map<String, String> tags) {
    return access
        .everywhere(buses -> owned(buses, call))
        .thenCompose(
            all -> {
              if (all instanceof Outcome.Accepted<List<Bus>>(List<Bus> known)
                  && known.stream().filter(bus -> !bus.address().isDefault()).count()
                      >= BusLimits.BUSES_MAX) {
                return BusAccess.done(
                    Outcome.rejected(
                        BusErrors.limit(
                            "An account has " + BusLimits.BUSES_MAX + " event buses at most.")));
              }
              return access.submit(
                  address,
                  (buses, tx) -> {
                    if (!tx.hasSpace()) {
                      return Outcome.rejected(EngineErrors.SERVICE_UNAVAILABLE);
                    }
                    if (buses.find(address) != null) {
                      return Outcome.rejected(BusErrors.busExists(address.name()));
                    }
                    DescribeEventBusResponse shape =
                        DescribeEventBusResponse.builder()
                            .name(address.name())
                            .arn(address.arn())
                            .description(input.description())
                            .kmsKeyIdentifier(input.kmsKeyIdentifier())
                            .deadLetterConfig(input.deadLetterConfig())
                            .logConfig(input.logConfig())
                            .creationTime(tx.now())
                            .lastModifiedTime(tx.now())
                            .build();
                    buses.create(tx, address, shape, tags);
                    return Outcome.accepted(
                        CreateEventBusResponse.builder()
                            .eventBusArn(address.arn())
                            .description(input.description())
                            .kmsKeyIdentifier(input.kmsKeyIdentifier())
                            .deadLetterConfig(input.deadLetterConfig())
                            .logConfig(input.logConfig())
                            .build());
                  });
            });
  }

  private static List<Bus> owned(Buses buses, Call call) {
    return buses.all().stream()
        .filter(bus -> bus.address().account().equals(call.accountId()))
        .filter(bus -> bus.address().region().equals(call.region()))
        .toList();
  }

  public CompletionStage<Outcome<DescribeEventBusResponse>> describe(
      Call call, DescribeEventBusRequest input) {
    BusAddress address = BusAccess.address(call, input.name());
    return access.run(
        call,
        address,
        "DescribeEventBus",
        address.arn(),
        (bus, _) -> Outcome.accepted(bus.record().shape()));
  }

  public CompletionStage<Outcome<UpdateEventBusResponse>> update(
      Call call, UpdateEventBusRequest input) {
    BusAddress address = BusAccess.address(call, input.name());
    return access.run(
        call,
        address,
        "UpdateEventBus",
        address.arn(),
        (bus, tx) -> {
          DescribeEventBusResponse before = bus.record().shape();
          bus.change(
              tx,
              before.toBuilder()
                  .description(
                      input.description() == null ? before.description() : input.description())
                  .kmsKeyIdentifier(input.kmsKeyIdentifier())
                  .deadLetterConfig(
                      input.deadLetterConfig() == null
                          ? before.deadLetterConfig()
                          : input.deadLetterConfig())
                  .logConfig(input.logConfig() == null ? before.logConfig() : input.logConfig())
                  .build());
          DescribeEventBusResponse after = bus.record().shape();
          return Outcome.accepted(
              UpdateEventBusResponse.builder()
                  .arn(address.arn())
                  .name(address.name())
                  .description(after.description())
                  .kmsKeyIdentifier(after.kmsKeyIdentifier())
                  .deadLetterConfig(after.deadLetterConfig())
                  .logConfig(after.logConfig())
                  .build());
        });
  }

  /// Deletes a bus; one that is not there counts as deleted.
  public CompletionStage<Outcome<Unit>> delete(Call call, DeleteEventBusRequest input) {
    BusAddress address = BusAccess.address(call, input.name());
    if (address.isDefault()) {
      return BusAccess.done(
          Outcome.rejected(BusErrors.invalid("Cannot delete event bus default.")));
    }
    return access.submit(
        address,
        (buses, tx) -> {
          Bus bus = buses.find(address);
          if (bus != null && !bus.rules().isEmpty()) {
            return Outcome.rejected(
                BusErrors.invalid("Event bus can't be deleted since it has rules."));
          }
          if (bus != null && address.account().equals(call.accountId())) {
            buses.delete(tx, bus);
          }
          return Outcome.accepted(Unit.INSTANCE);
        });
  }

  public CompletionStage<Outcome<ListEventBusesResponse>> list(
      Call call, ListEventBusesRequest input) {
    Page.Wish wish =
        new Page.Wish("ListEventBuses", input.namePrefix(), input.nextToken(), input.limit());
    return access
        .everywhere(buses -> owned(buses, call).stream().map(bus -> bus.record().shape()).toList())
        .thenApply(
            found ->
                found
                    .map(shapes -> withDefault(call, shapes))
                    .then(shapes -> Page.of(shapes, shape -> String.valueOf(shape.name()), wish))
                    .map(
                        page ->
                            ListEventBusesResponse.builder()
                                .eventBuses(page.items().stream().map(EventBuses::listed).toList())
                                .nextToken(page.nextToken())
                                .build()));
  }

  private static List<DescribeEventBusResponse> withDefault(
      Call call, List<DescribeEventBusResponse> shapes) {
    BusAddress address = BusAccess.address(call, null);
    List<DescribeEventBusResponse> all = new ArrayList<>(shapes);
    if (shapes.stream().noneMatch(shape -> address.name().equals(shape.name()))) {
      all.add(DescribeEventBusResponse.builder().name(address.name()).arn(address.arn()).build());
    }
    return all;
  }

  private static EventBus listed(DescribeEventBusResponse shape) {
    return EventBus.builder()
        .name(shape.name())
        .arn(shape.arn())
        .description(shape.description())
        .policy(shape.policy())
        .creationTime(shape.creationTime())
        .lastModifiedTime(shape.lastModifiedTime())
        .build();
  }
}
