package dev.junction.schema.operation;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.schemas.CreateDiscovererRequest;
import dev.junction.models.schemas.CreateDiscovererResponse;
import dev.junction.models.schemas.DeleteDiscovererRequest;
import dev.junction.models.schemas.DescribeDiscovererRequest;
import dev.junction.models.schemas.DescribeDiscovererResponse;
import dev.junction.models.schemas.DiscovererState;
import dev.junction.models.schemas.DiscovererSummary;
import dev.junction.models.schemas.ListDiscoverersRequest;
import dev.junction.models.schemas.ListDiscoverersResponse;
import dev.junction.models.schemas.StartDiscovererRequest;
import dev.junction.models.schemas.StartDiscovererResponse;
import dev.junction.models.schemas.StopDiscovererRequest;
import dev.junction.models.schemas.StopDiscovererResponse;
import dev.junction.models.schemas.UpdateDiscovererRequest;
import dev.junction.models.schemas.UpdateDiscovererResponse;
import dev.junction.schema.access.Page;
import dev.junction.schema.access.SchemaAccess;
import dev.junction.schema.domain.Names;
import dev.junction.schema.domain.SchemaErrors;
import dev.junction.schema.domain.SchemaLimits;
import dev.junction.schema.state.DiscovererRecord;
import dev.junction.schema.state.Shelf;
import dev.junction.schema.state.Shelves;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Creates, changes, starts, stops, lists and deletes discoverers: one for each bus, whose id is
/// made of the name of the bus, and whose rule on the bus shows it events.
///
/// Source: EventBridge Schemas API reference.
public final class Discoverers {

  private static final String BUS = "event-bus/";
  private static final String ID_PREFIX = "events-event-bus-";

  private final SchemaAccess access;
  private final BusRules rules;

  public Discoverers(SchemaAccess access, BusRules rules) {
    this.access = access;
    this.rules = rules;
  }

  /// The id of the discoverer of a bus; empty for what is no bus of the caller.
  private static Optional<String> idOf(Call call, String sourceArn) {
    return Arn.parse(sourceArn)
        .filter(arn -> arn.service().equals("events") && arn.resource().startsWith(BUS))
        .filter(arn -> arn.account().equals(call.accountId().value()))
        .filter(arn -> arn.region().equals(call.region().name()))
        .map(arn -> arn.resource().substring(BUS.length()))
        .filter(name -> !name.isEmpty())
        .map(name -> ID_PREFIX + name.replace('/', '-'));
  }

  private static String state(DiscovererRecord record) {
    return record.isStarted() ? DiscovererState.STARTED : DiscovererState.STOPPED;
  }

  private static String arn(Call call, String id) {
    return Names.discovererArn(call.accountId(), call.region(), id);
  }

  public CompletionStage<Outcome<CreateDiscovererResponse>> create(
      Call call, CreateDiscovererRequest input) {
    Optional<String> id = idOf(call, input.sourceArn());
    if (id.isEmpty()) {
      return SchemaAccess.done(
          Outcome.rejected(
              SchemaErrors.bad("No bus of this account and region: " + input.sourceArn())));
    }
    return access
        .grow(call, (shelf, tx) -> add(shelf, tx, id.get(), input))
        .thenCompose(added -> attached(call, id.get(), added))
        .thenApply(
            outcome ->
                outcome.map(
                    record ->
                        CreateDiscovererResponse.builder()
                            .discovererId(id.get())
                            .discovererArn(arn(call, id.get()))
                            .sourceArn(record.sourceArn())
                            .description(record.description())
                            .state(state(record))
                            .crossAccount(record.isCrossAccount())
                            .tags(record.tags())
                            .build()));
  }

  private static Outcome<DiscovererRecord> add(
      Shelf shelf, Transaction<Shelves> tx, String id, CreateDiscovererRequest input) {
    if (shelf.discoverers().containsKey(id)) {
      return Outcome.rejected(SchemaErrors.exists("Discoverer " + id));
    }
    if (shelf.discoverers().size() >= SchemaLimits.DISCOVERERS_MAX) {
      return Outcome.rejected(SchemaErrors.forbidden("There are too many discoverers."));
    }
    Map<String, String> tags = Objects.requireNonNullElse(input.tags(), Map.of());
    return TagRules.checked(tags)
        .map(
            valid -> {
              DiscovererRecord record =
                  new DiscovererRecord(
                      input.sourceArn(),
                      input.description(),
                      Objects.requireNonNullElse(input.crossAccount(), true),
                      true,
                      valid,
                      false);
              shelf.put(tx, id, record);
              return record;
            });
  }

  /// Gives a new discoverer its rule; one that gets none is not created.
  private CompletableFuture<Outcome<DiscovererRecord>> attached(
      Call call, String id, Outcome<DiscovererRecord> added) {
    return added instanceof Outcome.Rejected<DiscovererRecord>
        ? SchemaAccess.done(added)
        : rules
            .settle(call, id)
            .thenCompose(
                settled ->
                    switch (settled) {
                      case Outcome.Accepted<Boolean> _ -> SchemaAccess.done(added);
                      case Outcome.Rejected<Boolean>(ServiceError error) ->
                          delete(call, id)
                              .thenApply(_ -> Outcome.rejected(BusRules.refusal(error)));
                    });
  }

  /// What is made of a discoverer that was found.
  @FunctionalInterface
  private interface Change {
    DiscovererRecord of(DiscovererRecord record);
  }

  /// Changes a discoverer, lets its rule follow, and answers it.
  private CompletableFuture<Outcome<DiscovererRecord>> turn(Call call, String id, Change change) {
    return change(call, id, change)
        .thenCompose(
            changed ->
                changed instanceof Outcome.Rejected<DiscovererRecord>
                    ? SchemaAccess.done(changed)
                    : rules
                        .settle(call, id)
                        .thenApply(
                            settled ->
                                settled.then(_ -> changed) instanceof Outcome.Rejected<?>(var error)
                                    ? Outcome.rejected(BusRules.refusal(error))
                                    : changed));
  }

  /// Changes a discoverer and answers it.
  private CompletableFuture<Outcome<DiscovererRecord>> change(Call call, String id, Change change) {
    return access.run(
        call,
        (shelf, tx) -> {
          DiscovererRecord record = shelf.discoverers().get(id);
          if (record == null) {
            return Outcome.rejected(SchemaErrors.notFound("Discoverer " + id));
          }
          DiscovererRecord changed = change.of(record);
          if (!changed.equals(record)) {
            shelf.put(tx, id, changed);
          }
          return Outcome.accepted(changed);
        });
  }

  public CompletionStage<Outcome<DescribeDiscovererResponse>> describe(
      Call call, DescribeDiscovererRequest input) {
    String id = input.discovererId();
    return change(call, id, record -> record)
        .thenApply(
            outcome ->
                outcome.map(
                    record ->
                        DescribeDiscovererResponse.builder()
                            .discovererId(id)
                            .discovererArn(arn(call, id))
                            .sourceArn(record.sourceArn())
                            .description(record.description())
                            .state(state(record))
                            .crossAccount(record.isCrossAccount())
                            .tags(record.tags())
                            .build()));
  }

  public CompletionStage<Outcome<UpdateDiscovererResponse>> update(
      Call call, UpdateDiscovererRequest input) {
    String id = input.discovererId();
    return turn(
            call,
            id,
            record ->
                record.with(
                    input.description() == null ? record.description() : input.description(),
                    Objects.requireNonNullElse(input.crossAccount(), record.isCrossAccount())))
        .thenApply(
            outcome ->
                outcome.map(
                    record ->
                        UpdateDiscovererResponse.builder()
                            .discovererId(id)
                            .discovererArn(arn(call, id))
                            .sourceArn(record.sourceArn())
                            .description(record.description())
                            .state(state(record))
                            .crossAccount(record.isCrossAccount())
                            .tags(record.tags())
                            .build()));
  }

  public CompletionStage<Outcome<StartDiscovererResponse>> start(
      Call call, StartDiscovererRequest input) {
    return turn(call, input.discovererId(), record -> record.started(true))
        .thenApply(
            outcome ->
                outcome.map(
                    record ->
                        StartDiscovererResponse.builder()
                            .discovererId(input.discovererId())
                            .state(state(record))
                            .build()));
  }

  public CompletionStage<Outcome<StopDiscovererResponse>> stop(
      Call call, StopDiscovererRequest input) {
    return turn(call, input.discovererId(), record -> record.started(false))
        .thenApply(
            outcome ->
                outcome.map(
                    record ->
                        StopDiscovererResponse.builder()
                            .discovererId(input.discovererId())
                            .state(state(record))
                            .build()));
  }

  public CompletionStage<Outcome<Unit>> delete(Call call, DeleteDiscovererRequest input) {
    String id = input.discovererId();
    return change(call, id, record -> record)
        .thenCompose(
            found ->
                switch (found) {
                  case Outcome.Rejected<DiscovererRecord>(ServiceError error) ->
                      SchemaAccess.<Unit>done(Outcome.rejected(error));
                  case Outcome.Accepted<DiscovererRecord>(DiscovererRecord record) ->
                      rules
                          .remove(call, id, record)
                          .thenCompose(removed -> delete(call, id, removed));
                });
  }

  private CompletableFuture<Outcome<Unit>> delete(Call call, String id, Outcome<Boolean> removed) {
    return removed instanceof Outcome.Rejected<Boolean>(ServiceError error)
        ? SchemaAccess.done(Outcome.rejected(BusRules.refusal(error)))
        : delete(call, id);
  }

  private CompletableFuture<Outcome<Unit>> delete(Call call, String id) {
    return access.run(
        call,
        (shelf, tx) -> {
          tx.useReserve();
          shelf.deleteDiscoverer(tx, id);
          return Outcome.accepted(Unit.INSTANCE);
        });
  }

  public CompletionStage<Outcome<ListDiscoverersResponse>> list(
      Call call, ListDiscoverersRequest input) {
    String idPrefix = Objects.requireNonNullElse(input.discovererIdPrefix(), "");
    String sourcePrefix = Objects.requireNonNullElse(input.sourceArnPrefix(), "");
    return access.run(
        call,
        (shelf, _) ->
            Page.of(
                    shelf.discoverers(),
                    new Page.Wish("ListDiscoverers", input.nextToken(), input.limit()),
                    (id, record) ->
                        id.startsWith(idPrefix) && record.sourceArn().startsWith(sourcePrefix))
                .map(
                    page ->
                        ListDiscoverersResponse.builder()
                            .discoverers(
                                page.items().stream()
                                    .map(item -> summary(call, item.getKey(), item.getValue()))
                                    .toList())
                            .nextToken(page.nextToken())
                            .build()));
  }

  private static DiscovererSummary summary(Call call, String id, DiscovererRecord record) {
    return DiscovererSummary.builder()
        .discovererId(id)
        .discovererArn(arn(call, id))
        .sourceArn(record.sourceArn())
        .state(state(record))
        .crossAccount(record.isCrossAccount())
        .tags(record.tags())
        .build();
  }
}
