package dev.junction.schema.operation;

import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
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
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Creates, changes, starts, stops, lists and deletes discoverers: one for each bus, whose id is
/// made
/// of the name of the bus. Source: EventBridge Schemas API reference.
public final class Discoverers {

  private static final String BUS = "event-bus/";
  private static final String ID_PREFIX = "events-event-bus-";

  private final SchemaAccess access;

  public Discoverers(SchemaAccess access) {
    this.access = access;
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
    Map<String, String> tags = Objects.requireNonNullElse(input.tags(), Map.of());
    return access.grow(
        call,
        (shelf, tx) -> {
          if (shelf.discoverers().containsKey(id.get())) {
            return Outcome.rejected(SchemaErrors.exists("Discoverer " + id.get()));
          }
          if (shelf.discoverers().size() >= SchemaLimits.DISCOVERERS_MAX) {
            return Outcome.rejected(SchemaErrors.forbidden("There are too many discoverers."));
          }
          return TagRules.checked(tags)
              .map(
                  valid -> {
                    DiscovererRecord record =
                        new DiscovererRecord(
                            input.sourceArn(),
                            input.description(),
                            Objects.requireNonNullElse(input.crossAccount(), true),
                            true,
                            valid);
                    shelf.put(tx, id.get(), record);
                    return CreateDiscovererResponse.builder()
                        .discovererId(id.get())
                        .discovererArn(arn(call, id.get()))
                        .sourceArn(record.sourceArn())
                        .description(record.description())
                        .state(state(record))
                        .crossAccount(record.isCrossAccount())
                        .tags(record.tags())
                        .build();
                  });
        });
  }

  /// What is made of a discoverer that was found.
  @FunctionalInterface
  private interface Change {
    DiscovererRecord of(DiscovererRecord record);
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
    return change(
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
    return change(call, input.discovererId(), record -> record.started(true))
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
    return change(call, input.discovererId(), record -> record.started(false))
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
    return access.run(
        call,
        (shelf, tx) -> {
          if (!shelf.discoverers().containsKey(input.discovererId())) {
            return Outcome.rejected(SchemaErrors.notFound("Discoverer " + input.discovererId()));
          }
          tx.useReserve();
          shelf.deleteDiscoverer(tx, input.discovererId());
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
                    new Page.Wish(input.nextToken(), input.limit()),
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
