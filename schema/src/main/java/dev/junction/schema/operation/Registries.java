package dev.junction.schema.operation;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.schemas.CreateRegistryRequest;
import dev.junction.models.schemas.CreateRegistryResponse;
import dev.junction.models.schemas.DeleteRegistryRequest;
import dev.junction.models.schemas.DescribeRegistryRequest;
import dev.junction.models.schemas.DescribeRegistryResponse;
import dev.junction.models.schemas.ListRegistriesRequest;
import dev.junction.models.schemas.ListRegistriesResponse;
import dev.junction.models.schemas.RegistrySummary;
import dev.junction.models.schemas.UpdateRegistryRequest;
import dev.junction.models.schemas.UpdateRegistryResponse;
import dev.junction.schema.access.Page;
import dev.junction.schema.access.SchemaAccess;
import dev.junction.schema.domain.Names;
import dev.junction.schema.domain.SchemaErrors;
import dev.junction.schema.domain.SchemaLimits;
import dev.junction.schema.state.Registry;
import dev.junction.schema.state.RegistryRecord;
import dev.junction.schema.state.Shelf;
import dev.junction.schema.state.Shelves;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/// Creates, describes, changes, lists and deletes registries. Source: EventBridge Schemas API
/// reference.
public final class Registries {

  private static final String SCOPE_AWS = "AWS";
  private static final String SCOPE_LOCAL = "LOCAL";

  private final SchemaAccess access;

  public Registries(SchemaAccess access) {
    this.access = access;
  }

  static String arn(Call call, String name) {
    return name.equals(Names.AWS_EVENTS)
        ? "arn:aws:schemas:" + call.region().name() + "::registry/" + name
        : Names.registryArn(call.accountId(), call.region(), name);
  }

  public CompletionStage<Outcome<CreateRegistryResponse>> create(
      Call call, CreateRegistryRequest input) {
    String name = input.registryName();
    if (!Names.isRegistry(name) || name.startsWith(Names.RESERVED_PREFIX)) {
      return SchemaAccess.done(
          Outcome.rejected(SchemaErrors.bad("No registry can be called " + name + ".")));
    }
    Map<String, String> tags = Objects.requireNonNullElse(input.tags(), Map.of());
    return access.grow(
        call,
        (shelf, tx) -> {
          if (shelf.registries().containsKey(name)) {
            return Outcome.rejected(SchemaErrors.exists("Registry " + name));
          }
          if (shelf.registries().size() > SchemaLimits.REGISTRIES_MAX) {
            return Outcome.rejected(SchemaErrors.forbidden("There are too many registries."));
          }
          return TagRules.checked(tags)
              .map(
                  valid -> {
                    shelf.put(tx, name, new RegistryRecord(input.description(), null, 0, valid));
                    return CreateRegistryResponse.builder()
                        .registryName(name)
                        .registryArn(arn(call, name))
                        .description(input.description())
                        .tags(valid)
                        .build();
                  });
        });
  }

  public CompletionStage<Outcome<DescribeRegistryResponse>> describe(
      Call call, DescribeRegistryRequest input) {
    String name = input.registryName();
    return access.registry(
        call,
        name,
        (_, registry, _) ->
            Outcome.accepted(
                DescribeRegistryResponse.builder()
                    .registryName(name)
                    .registryArn(arn(call, name))
                    .description(registry.record().description())
                    .tags(registry.record().tags())
                    .build()));
  }

  public CompletionStage<Outcome<UpdateRegistryResponse>> update(
      Call call, UpdateRegistryRequest input) {
    String name = input.registryName();
    return access.registry(
        call,
        name,
        (shelf, registry, tx) -> {
          if (name.equals(Names.AWS_EVENTS)) {
            return Outcome.rejected(readOnly());
          }
          RegistryRecord changed = registry.record();
          if (input.description() != null) {
            changed = changed.withDescription(input.description());
            shelf.put(tx, name, changed);
          }
          return Outcome.accepted(
              UpdateRegistryResponse.builder()
                  .registryName(name)
                  .registryArn(arn(call, name))
                  .description(changed.description())
                  .tags(changed.tags())
                  .build());
        });
  }

  static ServiceError readOnly() {
    return SchemaErrors.forbidden("The registry " + Names.AWS_EVENTS + " cannot be changed.");
  }

  public CompletionStage<Outcome<Unit>> delete(Call call, DeleteRegistryRequest input) {
    String name = input.registryName();
    return access.registry(call, name, (shelf, registry, tx) -> delete(shelf, registry, tx, name));
  }

  private static Outcome<Unit> delete(
      Shelf shelf, Registry registry, Transaction<Shelves> tx, String name) {
    if (name.equals(Names.AWS_EVENTS)) {
      return Outcome.rejected(readOnly());
    }
    if (!registry.schemas().isEmpty()) {
      return Outcome.rejected(
          SchemaErrors.bad("Registry " + name + " has schemas; delete them first."));
    }
    tx.useReserve();
    shelf.deleteRegistry(tx, name);
    return Outcome.accepted(Unit.INSTANCE);
  }

  public CompletionStage<Outcome<ListRegistriesResponse>> list(
      Call call, ListRegistriesRequest input) {
    String prefix = Objects.requireNonNullElse(input.registryNamePrefix(), "");
    String scope = input.scope();
    if (scope != null
        && !scope.equalsIgnoreCase(SCOPE_AWS)
        && !scope.equalsIgnoreCase(SCOPE_LOCAL)) {
      return SchemaAccess.done(
          Outcome.rejected(SchemaErrors.bad("scope must be AWS or LOCAL, not " + scope + ".")));
    }
    return access.run(
        call,
        (shelf, _) ->
            Page.of(
                    shelf.registries(),
                    new Page.Wish("ListRegistries", input.nextToken(), input.limit()),
                    (name, _) ->
                        name.startsWith(prefix)
                            && (scope == null
                                || scope.equalsIgnoreCase(SCOPE_AWS)
                                    == name.equals(Names.AWS_EVENTS)))
                .map(
                    page ->
                        ListRegistriesResponse.builder()
                            .registries(
                                page.items().stream()
                                    .map(item -> summary(call, item.getKey(), item.getValue()))
                                    .toList())
                            .nextToken(page.nextToken())
                            .build()));
  }

  private static RegistrySummary summary(Call call, String name, Registry registry) {
    return RegistrySummary.builder()
        .registryName(name)
        .registryArn(arn(call, name))
        .tags(registry.record().tags())
        .build();
  }
}
