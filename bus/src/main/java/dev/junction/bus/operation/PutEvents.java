package dev.junction.bus.operation;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.ConditionKeys;
import dev.junction.bus.access.Surroundings;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.domain.EntrySize;
import dev.junction.bus.domain.Event;
import dev.junction.bus.state.Bus;
import dev.junction.bus.state.Buses;
import dev.junction.engine.EngineErrors;
import dev.junction.engine.Transaction;
import dev.junction.identity.policy.ResourceAccess.Decision;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.kernel.TraceContext;
import dev.junction.models.events.PutEventsRequest;
import dev.junction.models.events.PutEventsRequestEntry;
import dev.junction.models.events.PutEventsResponse;
import dev.junction.models.events.PutEventsResultEntry;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Puts events on buses: each entry is accepted or refused on its own.
///
/// Source: EventBridge API reference, PutEvents; User Guide, "Calculating PutEvents event entry
/// size"; the messages are those that LocalStack recorded. An event for a bus that is not there is
/// accepted and matches nothing, as LocalStack recorded too.
public final class PutEvents {

  static final String TYPE_IS_LONG =
      "Parameter DetailType is not valid. Reason: DetailType has more than "
          + BusLimits.DETAIL_TYPE_CHARACTERS_MAX
          + " characters.";

  private final BusAccess access;
  private final Surroundings surroundings;

  public PutEvents(BusAccess access, Surroundings surroundings) {
    this.access = access;
    this.surroundings = surroundings;
  }

  /// @param isCopy whether it is replicated here: its sender is not told when the policy of the bus
  ///     refuses it, and asked to try again when the server could not take it
  private record Placed(int number, Event event, boolean isCopy) {}

  private record Refused(Placed placed, ServiceError problem) {}

  public CompletionStage<Outcome<PutEventsResponse>> run(Call call, PutEventsRequest input) {
    List<PutEventsRequestEntry> entries = input.entries();
    ServiceError size = EntrySize.problem(entries.stream().mapToLong(PutEvents::sizeBytes).sum());
    if (size != null) {
      return BusAccess.done(Outcome.rejected(size));
    }
    if (input.endpointId() != null) {
      return new Endpoints(access)
          .route(call, input.endpointId())
          .thenCompose(
              found ->
                  switch (found) {
                    case Outcome.Rejected<Endpoints.Route>(var error) ->
                        BusAccess.<PutEventsResponse>done(Outcome.rejected(error));
                    case Outcome.Accepted<Endpoints.Route>(var route) -> put(call, entries, route);
                  });
    }
    return put(call, entries, null);
  }

  /// @param route where an endpoint sends the events; null where they go to the buses that the
  ///     entries name
  private CompletionStage<Outcome<PutEventsResponse>> put(
      Call call, List<PutEventsRequestEntry> entries, Endpoints.@Nullable Route route) {
    PutEventsResultEntry[] results = new PutEventsResultEntry[entries.size()];
    Map<BusAddress, List<Placed>> byBus = new LinkedHashMap<>();
    Instant now = surroundings.clock().now();
    for (int i = 0; i < results.length; i++) {
      PutEventsRequestEntry entry = entries.get(i);
      PutEventsResultEntry problem = problem(entry);
      if (problem == null && route != null && !isOf(route, entry.eventBusName())) {
        problem =
            failed(
                "InvalidArgument",
                "Parameter EventBusName is not valid. Reason: It is no event bus of the endpoint.");
      }
      Event event = problem == null ? event(call, entry, now) : null;
      if (event == null) {
        results[i] = problem == null ? failed("MalformedDetail", "Detail is malformed.") : problem;
        continue;
      }
      results[i] = PutEventsResultEntry.builder().eventId(event.id()).build();
      List<String> names = route == null ? Arrays.asList(entry.eventBusName()) : route.to();
      for (int place = 0; place < names.size(); place++) {
        byBus
            .computeIfAbsent(BusAccess.address(call, names.get(place)), _ -> new ArrayList<>())
            .add(new Placed(i, event, /* isCopy= */ place > 0));
      }
    }
    CompletableFuture<@Nullable ServiceError> all = CompletableFuture.completedFuture(null);
    for (Map.Entry<BusAddress, List<Placed>> bus : byBus.entrySet()) {
      all =
          all.thenCombine(
              put(call, bus.getKey(), bus.getValue()),
              (before, refused) -> {
                @Nullable ServiceError last = before;
                for (Refused each : refused) {
                  ServiceError problem = each.problem();
                  if (!each.placed().isCopy()) {
                    last = problem;
                    results[each.placed().number()] = failed(problem);
                  } else if (problem.fault() == ServiceError.Fault.SERVER
                      && results[each.placed().number()].errorCode() == null) {
                    results[each.placed().number()] = failed(problem);
                  }
                }
                return last;
              });
    }
    return all.thenApply(problem -> answered(results, problem));
  }

  /// Whether a name or an ARN means a bus of an endpoint; without either it is the default bus.
  private static boolean isOf(Endpoints.Route route, @Nullable String nameOrArn) {
    String wanted = Objects.requireNonNullElse(nameOrArn, BusAddress.DEFAULT_NAME);
    return route.buses().contains(wanted)
        || route.buses().stream()
            .flatMap(arn -> BusAddress.ofArn(arn).stream())
            .anyMatch(bus -> bus.name().equals(wanted));
  }

  /// A request of which nothing was accepted because of the state of the server fails as a whole,
  /// so that clients try it again.
  private static Outcome<PutEventsResponse> answered(
      PutEventsResultEntry[] results, @Nullable ServiceError problem) {
    int failures = 0;
    for (PutEventsResultEntry result : results) {
      failures += result.errorCode() == null ? 0 : 1;
    }
    if (problem != null
        && problem.fault() == ServiceError.Fault.SERVER
        && failures == results.length) {
      return Outcome.rejected(problem);
    }
    return Outcome.accepted(
        PutEventsResponse.builder()
            .failedEntryCount(failures)
            .entries(Arrays.asList(results))
            .build());
  }

  /// Those that the bus did not take.
  private CompletableFuture<List<Refused>> put(Call call, BusAddress address, List<Placed> events) {
    return access
        .<List<Refused>>submit(
            address, (buses, tx) -> accept(call, buses.find(address), tx, events))
        .thenApply(
            outcome ->
                switch (outcome) {
                  case Outcome.Accepted<List<Refused>>(var refused) -> refused;
                  case Outcome.Rejected<List<Refused>>(ServiceError error) ->
                      events.stream().map(each -> new Refused(each, error)).toList();
                });
  }

  private static Outcome<List<Refused>> accept(
      Call call, @Nullable Bus bus, Transaction<Buses> tx, List<Placed> events) {
    if (!tx.hasSpace()) {
      return Outcome.rejected(EngineErrors.SERVICE_UNAVAILABLE);
    }
    if (bus == null) {
      return Outcome.accepted(List.of());
    }
    List<Refused> refused = new ArrayList<>();
    Decision forAll =
        bus.asksPolicyForEachEvent() ? null : decide(call, bus, tx, events.getFirst().event());
    for (Placed placed : events) {
      Decision decision = forAll == null ? decide(call, bus, tx, placed.event()) : forAll;
      if (decision.isAllowed()) {
        bus.accept(tx, placed.event());
      } else {
        refused.add(
            new Refused(
                placed,
                BusErrors.denied(decision, call.principalArn(), "events:PutEvents", bus.arn())));
      }
    }
    return Outcome.accepted(refused);
  }

  private static Decision decide(Call call, Bus bus, Transaction<Buses> tx, Event event) {
    return BusAccess.decide(
        call,
        bus,
        "PutEvents",
        bus.arn(),
        context -> ConditionKeys.ofEvent(context, event, /* fromRule= */ false),
        tx);
  }

  private static @Nullable PutEventsResultEntry problem(PutEventsRequestEntry entry) {
    if (isEmpty(entry.source())) {
      return missing("Source");
    }
    if (isEmpty(entry.detailType())) {
      return missing("DetailType");
    }
    if (isLong(String.valueOf(entry.detailType()))) {
      return failed("InvalidArgument", TYPE_IS_LONG);
    }
    if (isEmpty(entry.detail())) {
      return missing("Detail");
    }
    Instant time = entry.time();
    if (time != null && !Event.isPlausible(time)) {
      return failed("InvalidArgument", "Parameter Time is not valid.");
    }
    // Source: API reference, PutEvents: what begins with aws. is for services only.
    if (String.valueOf(entry.source()).startsWith("aws.")) {
      return failed("NotAuthorizedForSourceException", "Not authorized for the source.");
    }
    return null;
  }

  /// Whether a type has more characters than there may be.
  static boolean isLong(String detailType) {
    return detailType.codePointCount(0, detailType.length()) > BusLimits.DETAIL_TYPE_CHARACTERS_MAX;
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  private static PutEventsResultEntry missing(String name) {
    return failed(
        "InvalidArgument",
        "Parameter " + name + " is not valid. Reason: " + name + " is a required argument.");
  }

  private static PutEventsResultEntry failed(String code, String message) {
    return PutEventsResultEntry.builder().errorCode(code).errorMessage(message).build();
  }

  private static PutEventsResultEntry failed(ServiceError problem) {
    return failed(problem.code(), problem.message());
  }

  private @Nullable Event event(Call call, PutEventsRequestEntry entry, Instant now) {
    Event event =
        Event.of(
            new Event.Parts(
                surroundings.identities().get().toString(),
                String.valueOf(entry.detailType()),
                String.valueOf(entry.source()),
                call.accountId().value(),
                Objects.requireNonNullElse(entry.time(), now),
                call.region().name(),
                Objects.requireNonNullElse(entry.resources(), List.of()),
                String.valueOf(entry.detail()),
                null),
            now);
    TraceContext own = TraceContext.read(entry.traceHeader());
    return event == null ? null : event.in(own == null ? call.trace() : own);
  }

  private static long sizeBytes(PutEventsRequestEntry entry) {
    return EntrySize.of(
        entry.time(), entry.source(), entry.detailType(), entry.detail(), entry.resources());
  }
}
