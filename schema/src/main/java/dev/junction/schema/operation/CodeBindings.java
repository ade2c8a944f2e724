package dev.junction.schema.operation;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.schemas.CodeGenerationStatus;
import dev.junction.models.schemas.DescribeCodeBindingRequest;
import dev.junction.models.schemas.DescribeCodeBindingResponse;
import dev.junction.models.schemas.GetCodeBindingSourceRequest;
import dev.junction.models.schemas.GetCodeBindingSourceResponse;
import dev.junction.models.schemas.PutCodeBindingRequest;
import dev.junction.models.schemas.PutCodeBindingResponse;
import dev.junction.schema.access.SchemaAccess;
import dev.junction.schema.binding.Language;
import dev.junction.schema.binding.SourceArchive;
import dev.junction.schema.content.Types;
import dev.junction.schema.domain.SchemaErrors;
import dev.junction.schema.state.BindingRecord;
import dev.junction.schema.state.Shelf;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Source texts for the events of a schema. A binding is complete at once; its source is made when
/// it is fetched, on a thread of the call. Source: EventBridge Schemas API reference.
public final class CodeBindings {

  private final SchemaAccess access;

  public CodeBindings(SchemaAccess access) {
    this.access = access;
  }

  /// Which binding a request is about.
  private record Wanted(Shelf.SchemaName name, @Nullable String version, Language language) {}

  private static Outcome<Wanted> wanted(
      String registry, String schema, @Nullable String version, String language) {
    Optional<Language> known = Language.of(language);
    return known.isEmpty()
        ? Outcome.rejected(
            SchemaErrors.bad(
                "There is no language "
                    + language
                    + ", but "
                    + Arrays.stream(Language.values()).map(Language::code).toList()
                    + "."))
        : Outcome.accepted(
            new Wanted(new Shelf.SchemaName(registry, schema), version, known.get()));
  }

  private static ServiceError notThere(Wanted wanted) {
    return SchemaErrors.notFound(
        "A code binding of " + wanted.name.schema() + " for " + wanted.language.code());
  }

  /// A binding that was found.
  private record Bound(long version, BindingRecord record) {}

  public CompletionStage<Outcome<PutCodeBindingResponse>> put(
      Call call, PutCodeBindingRequest input) {
    return switch (wanted(
        input.registryName(), input.schemaName(), input.schemaVersion(), input.language())) {
      case Outcome.Rejected<Wanted>(var error) -> SchemaAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Wanted>(var wanted) ->
          access.schema(
              call,
              wanted.name,
              wanted.version,
              (found, tx) -> {
                BindingRecord record =
                    found
                        .shelf()
                        .putBinding(
                            tx, wanted.name, found.version().number(), wanted.language.code());
                return Outcome.accepted(
                    PutCodeBindingResponse.builder()
                        .creationDate(Instant.ofEpochMilli(record.createdAtMillis()))
                        .lastModified(Instant.ofEpochMilli(record.modifiedAtMillis()))
                        .schemaVersion(Long.toString(found.version().number()))
                        .status(CodeGenerationStatus.CREATE_COMPLETE)
                        .build());
              });
    };
  }

  private <R> CompletionStage<Outcome<R>> bound(
      Call call, Wanted wanted, SchemaAccess.SchemaWork<R> work) {
    return access.schema(
        call,
        wanted.name,
        wanted.version,
        (found, tx) ->
            found.shelf().binding(tx, wanted.name, found.version().number(), wanted.language.code())
                    == null
                ? Outcome.rejected(notThere(wanted))
                : work.on(found, tx));
  }

  public CompletionStage<Outcome<DescribeCodeBindingResponse>> describe(
      Call call, DescribeCodeBindingRequest input) {
    return switch (wanted(
        input.registryName(), input.schemaName(), input.schemaVersion(), input.language())) {
      case Outcome.Rejected<Wanted>(var error) -> SchemaAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Wanted>(var wanted) ->
          access.schema(
              call,
              wanted.name,
              wanted.version,
              (found, tx) -> {
                long version = found.version().number();
                BindingRecord record =
                    found.shelf().binding(tx, wanted.name, version, wanted.language.code());
                return record == null
                    ? Outcome.rejected(notThere(wanted))
                    : Outcome.accepted(described(new Bound(version, record)));
              });
    };
  }

  private static DescribeCodeBindingResponse described(Bound bound) {
    return DescribeCodeBindingResponse.builder()
        .creationDate(Instant.ofEpochMilli(bound.record.createdAtMillis()))
        .lastModified(Instant.ofEpochMilli(bound.record.modifiedAtMillis()))
        .schemaVersion(Long.toString(bound.version))
        .status(CodeGenerationStatus.CREATE_COMPLETE)
        .build();
  }

  /// What source is made of.
  private record Contents(String content, boolean isOpenApi) {}

  public CompletionStage<Outcome<GetCodeBindingSourceResponse>> source(
      Call call, GetCodeBindingSourceRequest input) {
    return switch (wanted(
        input.registryName(), input.schemaName(), input.schemaVersion(), input.language())) {
      case Outcome.Rejected<Wanted>(var error) -> SchemaAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Wanted>(var wanted) ->
          this.<Contents>bound(
                  call,
                  wanted,
                  (found, tx) ->
                      Outcome.accepted(
                          new Contents(
                              found.content(tx),
                              SchemaDefinitions.isOpenApi(found.version().type()))))
              .thenApplyAsync(
                  outcome -> outcome.map(contents -> archive(wanted, contents)),
                  Thread::startVirtualThread);
    };
  }

  private static GetCodeBindingSourceResponse archive(Wanted wanted, Contents contents) {
    Types types = Types.read(contents.content, contents.isOpenApi, wanted.name.schema());
    Language.Place place = new Language.Place(wanted.name.registry(), wanted.name.schema());
    return GetCodeBindingSourceResponse.builder()
        .body(SourceArchive.of(wanted.language.files(types, place)))
        .build();
  }
}
