package dev.junction.schema.operation;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.schemas.CreateSchemaRequest;
import dev.junction.models.schemas.CreateSchemaResponse;
import dev.junction.models.schemas.DeleteSchemaRequest;
import dev.junction.models.schemas.DeleteSchemaVersionRequest;
import dev.junction.models.schemas.DescribeSchemaRequest;
import dev.junction.models.schemas.DescribeSchemaResponse;
import dev.junction.models.schemas.Type;
import dev.junction.models.schemas.UpdateSchemaRequest;
import dev.junction.models.schemas.UpdateSchemaResponse;
import dev.junction.schema.access.SchemaAccess;
import dev.junction.schema.content.SchemaRules;
import dev.junction.schema.domain.Names;
import dev.junction.schema.domain.SchemaErrors;
import dev.junction.schema.domain.SchemaLimits;
import dev.junction.schema.state.Registry;
import dev.junction.schema.state.SchemaRecord;
import dev.junction.schema.state.Shelf;
import dev.junction.schema.state.Shelves;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Creates, describes, changes and deletes schemas and their versions.
///
/// Contents are checked on a thread of the call before anything is asked of the partition. Source:
/// EventBridge Schemas API reference.
public final class SchemaDefinitions {

  private final SchemaAccess access;

  public SchemaDefinitions(SchemaAccess access) {
    this.access = access;
  }

  static boolean isOpenApi(String type) {
    return type.equals(Type.OPEN_API3);
  }

  static String arn(Call call, Shelf.SchemaName name) {
    return Names.schemaArn(call.accountId(), call.region(), name.registry(), name.schema());
  }

  /// What is wrong with a content, found outside of the threads that serve everybody.
  private static CompletableFuture<Outcome<String>> checked(String content, String type) {
    return CompletableFuture.supplyAsync(
        () -> {
          String fault = SchemaRules.fault(content, isOpenApi(type));
          return fault == null
              ? Outcome.accepted(content)
              : Outcome.rejected(SchemaErrors.bad(fault));
        },
        Thread::startVirtualThread);
  }

  public CompletionStage<Outcome<CreateSchemaResponse>> create(
      Call call, CreateSchemaRequest input) {
    Shelf.SchemaName name = new Shelf.SchemaName(input.registryName(), input.schemaName());
    ServiceError refusal = refusal(name);
    if (refusal != null) {
      return SchemaAccess.done(Outcome.rejected(refusal));
    }
    Map<String, String> tags = Objects.requireNonNullElse(input.tags(), Map.of());
    return checked(input.content(), input.type())
        .thenCompose(
            outcome ->
                switch (outcome.then(_ -> TagRules.checked(tags))) {
                  case Outcome.Rejected<Map<String, String>>(var error) ->
                      SchemaAccess.done(Outcome.rejected(error));
                  case Outcome.Accepted<Map<String, String>> _ -> create(call, name, input, tags);
                });
  }

  private static @Nullable ServiceError refusal(Shelf.SchemaName name) {
    if (name.registry().equals(Names.AWS_EVENTS)) {
      return Registries.readOnly();
    }
    return Names.isSchema(name.schema())
        ? null
        : SchemaErrors.bad("No schema can be called " + name.schema() + ".");
  }

  private CompletionStage<Outcome<CreateSchemaResponse>> create(
      Call call, Shelf.SchemaName name, CreateSchemaRequest input, Map<String, String> tags) {
    return access.grow(
        call,
        (shelf, tx) -> {
          Registry registry = shelf.registries().get(name.registry());
          if (registry == null) {
            return Outcome.rejected(SchemaErrors.notFound("Registry " + name.registry()));
          }
          if (registry.schema(name.schema()) != null) {
            return Outcome.rejected(SchemaErrors.exists("Schema " + name.schema()));
          }
          if (registry.schemas().size() >= SchemaLimits.SCHEMAS_MAX) {
            return Outcome.rejected(SchemaErrors.forbidden("There are too many schemas."));
          }
          SchemaRecord record =
              SchemaRecord.empty(input.description(), tags)
                  .withVersion(input.type(), tx.now().toEpochMilli(), null);
          shelf.put(tx, registry, name, record, input.content());
          return Outcome.accepted(created(call, name, record));
        });
  }

  private static CreateSchemaResponse created(
      Call call, Shelf.SchemaName name, SchemaRecord record) {
    return CreateSchemaResponse.builder()
        .schemaArn(arn(call, name))
        .schemaName(name.schema())
        .schemaVersion(Long.toString(record.latest().number()))
        .type(record.latest().type())
        .description(record.description())
        .lastModified(Instant.ofEpochMilli(record.modifiedAtMillis()))
        .versionCreatedDate(Instant.ofEpochMilli(record.latest().createdAtMillis()))
        .tags(record.tags())
        .build();
  }

  public CompletionStage<Outcome<DescribeSchemaResponse>> describe(
      Call call, DescribeSchemaRequest input) {
    Shelf.SchemaName name = new Shelf.SchemaName(input.registryName(), input.schemaName());
    return access.schema(
        call,
        name,
        input.schemaVersion(),
        (found, tx) ->
            Outcome.accepted(
                DescribeSchemaResponse.builder()
                    .content(found.content(tx))
                    .schemaArn(arn(call, name))
                    .schemaName(name.schema())
                    .schemaVersion(Long.toString(found.version().number()))
                    .type(found.version().type())
                    .description(found.schema().description())
                    .lastModified(Instant.ofEpochMilli(found.schema().modifiedAtMillis()))
                    .versionCreatedDate(Instant.ofEpochMilli(found.version().createdAtMillis()))
                    .tags(found.schema().tags())
                    .build()));
  }

  public CompletionStage<Outcome<UpdateSchemaResponse>> update(
      Call call, UpdateSchemaRequest input) {
    Shelf.SchemaName name = new Shelf.SchemaName(input.registryName(), input.schemaName());
    ServiceError refusal = refusal(name);
    if (refusal != null) {
      return SchemaAccess.done(Outcome.rejected(refusal));
    }
    String content = input.content();
    if (content == null) {
      return change(call, name, input);
    }
    return typeOf(call, name, input.type())
        .thenCompose(
            type ->
                switch (type) {
                  case Outcome.Rejected<String>(var error) ->
                      SchemaAccess.done(Outcome.<String>rejected(error));
                  case Outcome.Accepted<String>(var known) -> checked(content, known);
                })
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Rejected<String>(var error) ->
                      SchemaAccess.done(Outcome.<UpdateSchemaResponse>rejected(error));
                  case Outcome.Accepted<String> _ -> change(call, name, input);
                });
  }

  private CompletableFuture<Outcome<String>> typeOf(
      Call call, Shelf.SchemaName name, @Nullable String wanted) {
    return wanted == null
        ? access.schema(call, name, null, (found, _) -> Outcome.accepted(found.version().type()))
        : SchemaAccess.done(Outcome.accepted(wanted));
  }

  private CompletableFuture<Outcome<UpdateSchemaResponse>> change(
      Call call, Shelf.SchemaName name, UpdateSchemaRequest input) {
    return access.schema(
        call, name, null, (found, tx) -> change(found, tx, input).map(r -> updated(call, name, r)));
  }

  private static Outcome<SchemaRecord> change(
      SchemaAccess.Found found, Transaction<Shelves> tx, UpdateSchemaRequest input) {
    SchemaRecord record = found.schema();
    String token = input.clientTokenId();
    if (token != null && token.equals(record.lastToken())) {
      return Outcome.accepted(record);
    }
    long now = tx.now().toEpochMilli();
    SchemaRecord changed = record;
    if (input.description() != null) {
      changed = changed.withDescription(input.description(), now);
    }
    String type = Objects.requireNonNullElse(input.type(), found.version().type());
    String content = input.content();
    boolean isNew =
        content != null
            && !(content.equals(found.content(tx)) && type.equals(found.version().type()));
    if (content == null && !type.equals(found.version().type())) {
      return Outcome.rejected(SchemaErrors.bad("Another type needs another content."));
    }
    if (isNew) {
      if (record.versions().size() >= SchemaLimits.VERSIONS_MAX) {
        return Outcome.rejected(SchemaErrors.forbidden("There are too many versions."));
      }
      changed = changed.withVersion(type, now, token);
    }
    if (!changed.equals(record)) {
      found.shelf().put(tx, found.registry(), found.name(), changed, isNew ? content : null);
    }
    return Outcome.accepted(changed);
  }

  private static UpdateSchemaResponse updated(
      Call call, Shelf.SchemaName name, SchemaRecord record) {
    return UpdateSchemaResponse.builder()
        .schemaArn(arn(call, name))
        .schemaName(name.schema())
        .schemaVersion(Long.toString(record.latest().number()))
        .type(record.latest().type())
        .description(record.description())
        .lastModified(Instant.ofEpochMilli(record.modifiedAtMillis()))
        .versionCreatedDate(Instant.ofEpochMilli(record.latest().createdAtMillis()))
        .tags(record.tags())
        .build();
  }

  public CompletionStage<Outcome<Unit>> delete(Call call, DeleteSchemaRequest input) {
    return access.schema(
        call,
        new Shelf.SchemaName(input.registryName(), input.schemaName()),
        null,
        (found, tx) -> {
          tx.useReserve();
          found.shelf().deleteSchema(tx, found.registry(), found.name());
          return Outcome.accepted(Unit.INSTANCE);
        });
  }

  /// Deletes a version; with the last one the schema goes as well.
  public CompletionStage<Outcome<Unit>> deleteVersion(Call call, DeleteSchemaVersionRequest input) {
    return access.schema(
        call,
        new Shelf.SchemaName(input.registryName(), input.schemaName()),
        input.schemaVersion(),
        (found, tx) -> {
          tx.useReserve();
          if (found.schema().versions().size() == 1) {
            found.shelf().deleteSchema(tx, found.registry(), found.name());
          } else {
            found
                .shelf()
                .deleteVersion(tx, found.registry(), found.name(), found.schema(), found.version());
          }
          return Outcome.accepted(Unit.INSTANCE);
        });
  }
}
