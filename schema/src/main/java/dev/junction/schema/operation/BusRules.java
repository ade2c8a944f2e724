package dev.junction.schema.operation;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.schema.access.SchemaAccess;
import dev.junction.schema.domain.Names;
import dev.junction.schema.domain.SchemaErrors;
import dev.junction.schema.state.DiscovererRecord;
import dev.junction.schema.state.Place;
import dev.junction.schema.state.Shelf;
import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Caller;
import dev.junction.wire.protocol.CommonErrors;
import dev.junction.wire.protocol.ServiceCalls;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.OperationSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/// The rules that show discoverers the events of their buses: one for each discoverer, made and
/// managed by this service through the operations of the bus.
///
/// Durability: a discoverer is written down first, and then its rule follows; what an end of the
/// process leaves in between is made whole by the next start.
///
/// Source: a rule as users have published it: its name, description, pattern and `ManagedBy`;
/// EventBridge User Guide, "Using roles for schema discovery": the service puts, enables, disables
/// and deletes rules.
public final class BusRules {

  private static final String SERVICE = "schemas.amazonaws.com";
  private static final String BUSES = "events";
  private static final String MISSING = "ResourceNotFoundException";

  /// Events of services of AWS are left out, as their schemas are in a registry of their own.
  private static final String PATTERN =
      "{ \"source\": [ { \"prefix\": \"aws.partner/\" },"
          + " { \"anything-but\": { \"prefix\": \"aws.\" } } ] }";

  private static final int NAME_CHARACTERS_MAX = 64;

  private final SchemaAccess access;
  private final ServiceCalls services;

  public BusRules(SchemaAccess access, ServiceCalls services) {
    this.access = access;
    this.services = services;
  }

  /// What the rule of a discoverer is called. Source: as published, `Schemas-` and the id; how a
  /// longer name is cut is ours.
  static String ruleName(String discovererId) {
    String name = "Schemas-" + discovererId;
    return name.length() <= NAME_CHARACTERS_MAX
        ? name
        : name.substring(0, NAME_CHARACTERS_MAX - 9)
            + '-'
            + String.format(Locale.ROOT, "%08x", name.hashCode());
  }

  /// Makes the rule of a discoverer as the discoverer is now.
  CompletableFuture<Outcome<Boolean>> settle(Call call, String id) {
    return access
        .run(call, (shelf, _) -> Outcome.accepted(found(shelf, id)))
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Rejected<List<DiscovererRecord>>(var error) ->
                      SchemaAccess.<Boolean>done(Outcome.rejected(error));
                  case Outcome.Accepted<List<DiscovererRecord>>(var found) ->
                      found.isEmpty()
                          ? SchemaAccess.done(Outcome.accepted(false))
                          : put(call, id, found.getFirst())
                              .thenCompose(put -> noted(call, id, found.getFirst(), put));
                });
  }

  private static List<DiscovererRecord> found(Shelf shelf, String id) {
    DiscovererRecord record = shelf.discoverers().get(id);
    return record == null ? List.of() : List.of(record);
  }

  /// Whether a discoverer has stayed the same while its rule was made, has changed, or has gone.
  private enum Since {
    SAME,
    CHANGED,
    GONE
  }

  /// Notes that the rule is as the discoverer was; when that has changed meanwhile, the rule has to
  /// follow once more.
  private CompletableFuture<Outcome<Boolean>> noted(
      Call call, String id, DiscovererRecord applied, Outcome<Boolean> put) {
    if (put instanceof Outcome.Rejected<Boolean>) {
      return SchemaAccess.done(put);
    }
    return access
        .run(
            call,
            (shelf, tx) -> {
              DiscovererRecord now = shelf.discoverers().get(id);
              if (now == null) {
                return Outcome.accepted(Since.GONE);
              }
              if (!now.settled().equals(applied.settled())) {
                return Outcome.accepted(Since.CHANGED);
              }
              if (!now.isSettled()) {
                tx.useReserve();
                shelf.put(tx, id, now.settled());
              }
              return Outcome.accepted(Since.SAME);
            })
        .thenCompose(
            since ->
                switch (since) {
                  case Outcome.Rejected<Since>(var error) ->
                      SchemaAccess.<Boolean>done(Outcome.rejected(error));
                  case Outcome.Accepted<Since>(Since how) ->
                      switch (how) {
                        case SAME -> SchemaAccess.done(Outcome.accepted(true));
                        case CHANGED -> settle(call, id);
                        case GONE -> remove(call, id, applied);
                      };
                });
  }

  private CompletableFuture<Outcome<Boolean>> put(Call call, String id, DiscovererRecord record) {
    String name = ruleName(id);
    Map<String, ?> rule =
        Map.of(
            "Name",
            name,
            "EventBusName",
            record.sourceArn(),
            "Description",
            "This rule is used to route Events to Schema Discoverer",
            "EventPattern",
            PATTERN,
            "State",
            record.isStarted() ? "ENABLED" : "DISABLED");
    String target = Names.discovererArn(call.accountId(), call.region(), id);
    Map<String, ?> targets =
        Map.of(
            "Rule",
            name,
            "EventBusName",
            record.sourceArn(),
            "Targets",
            List.of(Map.of("Id", "schema-discoverer", "Arn", target)));
    return ask(call, "PutRule", rule)
        .thenCompose(
            outcome ->
                outcome instanceof Outcome.Accepted<Boolean>
                    ? ask(call, "PutTargets", targets)
                    : SchemaAccess.done(outcome));
  }

  /// Takes the rule of a discoverer away; one that is not there counts as taken away.
  CompletableFuture<Outcome<Boolean>> remove(Call call, String id, DiscovererRecord record) {
    String name = ruleName(id);
    return ask(
            call,
            "RemoveTargets",
            Map.of(
                "Rule",
                name,
                "EventBusName",
                record.sourceArn(),
                "Ids",
                List.of("schema-discoverer")))
        .thenCompose(
            outcome ->
                outcome instanceof Outcome.Accepted<Boolean>
                    ? ask(
                        call,
                        "DeleteRule",
                        Map.of("Name", name, "EventBusName", record.sourceArn()))
                    : SchemaAccess.done(outcome))
        .thenApply(
            outcome -> {
              boolean isGone =
                  outcome instanceof Outcome.Rejected<Boolean>(ServiceError error)
                      && (error.code().equals(MISSING)
                          || error.code().equals("ManagedRuleException"));
              return isGone ? Outcome.accepted(false) : outcome;
            });
  }

  private CompletableFuture<Outcome<Boolean>> ask(
      Call call, String operation, Map<String, ?> members) {
    ServiceEndpoint buses = services.find(BUSES).orElse(null);
    OperationSchema schema = buses == null ? null : buses.callable(operation);
    if (buses == null || schema == null) {
      return SchemaAccess.done(Outcome.rejected(CommonErrors.notImplemented(BUSES, operation)));
    }
    Document input =
        TokenCodec.AWS_JSON.decode(
            TokenCodec.AWS_JSON.encodeUntyped(members), in -> Document.read(schema.input(), in));
    return buses
        .invoke(asService(call), operation, input)
        .thenApply(outcome -> outcome.map(_ -> true))
        .toCompletableFuture();
  }

  private static Call asService(Call call) {
    return new Call(
        call.requestId(),
        Caller.service(call.accountId(), SERVICE),
        call.region(),
        call.endpoint(),
        Call.Departure.NEVER);
  }

  /// What a client is told of a bus that does not take the rule.
  static ServiceError refusal(ServiceError error) {
    if (error.fault() == ServiceError.Fault.SERVER) {
      return error;
    }
    String message = Objects.requireNonNullElse(error.message(), error.code());
    return switch (error.code()) {
      case "ResourceAlreadyExistsException" -> SchemaErrors.taken(message);
      case "LimitExceededException" -> SchemaErrors.forbidden(message);
      default -> SchemaErrors.bad(message);
    };
  }

  /// Makes the rules whole that an end of the process has left behind, and those of discoverers
  /// from before there were rules.
  public void settleAll() {
    for (int partition = 0; partition < access.partitions(); partition++) {
      var _ =
          access
              .ask(
                  partition,
                  shelves -> {
                    List<Unsettled> all = new ArrayList<>();
                    shelves.all().forEach((place, shelf) -> collect(place, shelf, all));
                    return all;
                  })
              .thenAccept(
                  outcome -> {
                    if (outcome instanceof Outcome.Accepted<List<Unsettled>>(var all)) {
                      all.forEach(
                          each -> {
                            var _ = settle(call(each.place()), each.id());
                          });
                    }
                  });
    }
  }

  private record Unsettled(Place place, String id) {}

  private static void collect(Place place, Shelf shelf, List<Unsettled> all) {
    shelf
        .discoverers()
        .forEach(
            (id, record) -> {
              if (!record.isSettled()) {
                all.add(new Unsettled(place, id));
              }
            });
  }

  private static Call call(Place place) {
    AccountId account = place.account();
    return new Call(
        "start", Caller.service(account, SERVICE), place.region(), "", Call.Departure.NEVER);
  }
}
