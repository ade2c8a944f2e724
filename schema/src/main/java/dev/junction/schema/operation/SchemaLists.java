package dev.junction.schema.operation;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.models.schemas.ExportSchemaRequest;
import dev.junction.models.schemas.ExportSchemaResponse;
import dev.junction.models.schemas.GetDiscoveredSchemaRequest;
import dev.junction.models.schemas.GetDiscoveredSchemaResponse;
import dev.junction.models.schemas.ListSchemaVersionsRequest;
import dev.junction.models.schemas.ListSchemaVersionsResponse;
import dev.junction.models.schemas.ListSchemasRequest;
import dev.junction.models.schemas.ListSchemasResponse;
import dev.junction.models.schemas.SchemaSummary;
import dev.junction.models.schemas.SchemaVersionSummary;
import dev.junction.models.schemas.SearchSchemaSummary;
import dev.junction.models.schemas.SearchSchemaVersionSummary;
import dev.junction.models.schemas.SearchSchemasRequest;
import dev.junction.models.schemas.SearchSchemasResponse;
import dev.junction.models.schemas.Type;
import dev.junction.schema.access.Page;
import dev.junction.schema.access.SchemaAccess;
import dev.junction.schema.content.EventSchema;
import dev.junction.schema.content.Export;
import dev.junction.schema.domain.SchemaErrors;
import dev.junction.schema.state.SchemaRecord;
import dev.junction.schema.state.Shelf;
import dev.junction.schema.state.Shelves;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Lists, searches and exports schemas, and infers one from events that are given. Source:
/// EventBridge Schemas API reference.
public final class SchemaLists {

  /// How many schemas a search looks into before it answers with what it has found: contents are
  /// read on the partition, which must not be held up.
  private static final int SEARCHED_AT_ONCE = 200;

  private final SchemaAccess access;

  public SchemaLists(SchemaAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<ListSchemasResponse>> list(Call call, ListSchemasRequest input) {
    String prefix = Objects.requireNonNullElse(input.schemaNamePrefix(), "");
    return access.registry(
        call,
        input.registryName(),
        (_, registry, _) ->
            Page.of(
                    registry.schemas(),
                    new Page.Wish("ListSchemas", input.nextToken(), input.limit()),
                    (name, _) -> name.startsWith(prefix))
                .map(
                    page ->
                        ListSchemasResponse.builder()
                            .schemas(
                                page.items().stream()
                                    .map(item -> summary(call, input.registryName(), item))
                                    .toList())
                            .nextToken(page.nextToken())
                            .build()));
  }

  private static SchemaSummary summary(
      Call call, String registry, Map.Entry<String, SchemaRecord> item) {
    SchemaRecord record = item.getValue();
    return SchemaSummary.builder()
        .schemaName(item.getKey())
        .schemaArn(SchemaDefinitions.arn(call, new Shelf.SchemaName(registry, item.getKey())))
        .lastModified(Instant.ofEpochMilli(record.modifiedAtMillis()))
        .versionCount((long) record.versions().size())
        .tags(record.tags())
        .build();
  }

  /// Lists versions, the oldest first.
  public CompletionStage<Outcome<ListSchemaVersionsResponse>> versions(
      Call call, ListSchemaVersionsRequest input) {
    Shelf.SchemaName name = new Shelf.SchemaName(input.registryName(), input.schemaName());
    return access.schema(
        call,
        name,
        null,
        (found, _) -> {
          NavigableMap<String, SchemaRecord.Version> byNumber = new TreeMap<>();
          for (SchemaRecord.Version version : found.schema().versions()) {
            byNumber.put(String.format(Locale.ROOT, "%010d", version.number()), version);
          }
          return Page.of(
                  byNumber,
                  new Page.Wish("ListSchemaVersions", input.nextToken(), input.limit()),
                  (_, _) -> true)
              .map(
                  page ->
                      ListSchemaVersionsResponse.builder()
                          .schemaVersions(
                              page.items().stream()
                                  .map(item -> version(call, name, item.getValue()))
                                  .toList())
                          .nextToken(page.nextToken())
                          .build());
        });
  }

  private static SchemaVersionSummary version(
      Call call, Shelf.SchemaName name, SchemaRecord.Version version) {
    return SchemaVersionSummary.builder()
        .schemaName(name.schema())
        .schemaArn(SchemaDefinitions.arn(call, name))
        .schemaVersion(Long.toString(version.number()))
        .type(version.type())
        .build();
  }

  /// Finds the schemas whose name or latest content has all of the words, in any case.
  public CompletionStage<Outcome<SearchSchemasResponse>> search(
      Call call, SearchSchemasRequest input) {
    List<String> words = List.of(input.keywords().toLowerCase(Locale.ROOT).strip().split("\\s+"));
    return access.registry(
        call,
        input.registryName(),
        (shelf, registry, tx) ->
            Page.of(
                    registry.schemas(),
                    new Page.Wish("SearchSchemas", input.nextToken(), input.limit()),
                    (name, record) ->
                        has(
                            shelf,
                            tx,
                            new Shelf.SchemaName(input.registryName(), name),
                            record,
                            words),
                    SEARCHED_AT_ONCE)
                .map(
                    page ->
                        SearchSchemasResponse.builder()
                            .schemas(
                                page.items().stream()
                                    .map(item -> found(call, input.registryName(), item))
                                    .toList())
                            .nextToken(page.nextToken())
                            .build()));
  }

  private static boolean has(
      Shelf shelf,
      Transaction<Shelves> tx,
      Shelf.SchemaName name,
      SchemaRecord record,
      List<String> words) {
    String own = name.schema().toLowerCase(Locale.ROOT);
    if (words.stream().allMatch(own::contains)) {
      return true;
    }
    String content = shelf.content(tx, name, record.latest().number()).toLowerCase(Locale.ROOT);
    return words.stream().allMatch(word -> own.contains(word) || content.contains(word));
  }

  private static SearchSchemaSummary found(
      Call call, String registry, Map.Entry<String, SchemaRecord> item) {
    return SearchSchemaSummary.builder()
        .registryName(registry)
        .schemaName(item.getKey())
        .schemaArn(SchemaDefinitions.arn(call, new Shelf.SchemaName(registry, item.getKey())))
        .schemaVersions(
            item.getValue().versions().stream()
                .map(
                    version ->
                        SearchSchemaVersionSummary.builder()
                            .schemaVersion(Long.toString(version.number()))
                            .type(version.type())
                            .createdDate(Instant.ofEpochMilli(version.createdAtMillis()))
                            .build())
                .toList())
        .build();
  }

  /// Answers a schema of OpenAPI as JSON Schema, or any schema as it is.
  public CompletionStage<Outcome<ExportSchemaResponse>> export(
      Call call, ExportSchemaRequest input) {
    Shelf.SchemaName name = new Shelf.SchemaName(input.registryName(), input.schemaName());
    String wanted = input.type();
    if (!wanted.equals(Type.OPEN_API3) && !wanted.equals(Type.JSON_SCHEMA_DRAFT4)) {
      return SchemaAccess.done(
          Outcome.rejected(SchemaErrors.bad("There is no type " + wanted + ".")));
    }
    return access.schema(
        call,
        name,
        input.schemaVersion(),
        (found, tx) -> {
          String type = found.version().type();
          if (!type.equals(wanted) && !SchemaDefinitions.isOpenApi(type)) {
            return Outcome.rejected(
                SchemaErrors.bad("A schema of " + type + " cannot be exported as " + wanted + "."));
          }
          String content = found.content(tx);
          return Outcome.accepted(
              ExportSchemaResponse.builder()
                  .content(type.equals(wanted) ? content : Export.jsonSchema(content))
                  .schemaArn(SchemaDefinitions.arn(call, name))
                  .schemaName(name.schema())
                  .schemaVersion(Long.toString(found.version().number()))
                  .type(wanted)
                  .build());
        });
  }

  /// Infers a schema from events, which nothing is kept of.
  public CompletionStage<Outcome<GetDiscoveredSchemaResponse>> discover(
      GetDiscoveredSchemaRequest input) {
    EventSchema together = null;
    for (String event : input.events()) {
      EventSchema seen = EventSchema.of(event);
      if (seen == null) {
        return SchemaAccess.done(
            Outcome.rejected(SchemaErrors.bad("An event is no JSON object, or nests too deep.")));
      }
      together = together == null ? seen : together.together(seen);
    }
    if (together == null) {
      return SchemaAccess.done(Outcome.rejected(SchemaErrors.bad("There are no events.")));
    }
    return SchemaAccess.done(
        Outcome.accepted(
            GetDiscoveredSchemaResponse.builder()
                .content(
                    SchemaDefinitions.isOpenApi(input.type())
                        ? together.openApi()
                        : together.jsonSchema())
                .build()));
  }
}
