package dev.junction.schema.operation;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.models.schemas.ListTagsForResourceRequest;
import dev.junction.models.schemas.ListTagsForResourceResponse;
import dev.junction.models.schemas.TagResourceRequest;
import dev.junction.models.schemas.UntagResourceRequest;
import dev.junction.schema.access.SchemaAccess;
import dev.junction.schema.domain.Names;
import dev.junction.schema.domain.SchemaErrors;
import dev.junction.schema.state.DiscovererRecord;
import dev.junction.schema.state.Registry;
import dev.junction.schema.state.SchemaRecord;
import dev.junction.schema.state.Shelf;
import dev.junction.schema.state.Shelves;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/// The tags of registries, schemas and discoverers, by ARN. Source: EventBridge Schemas API
/// reference.
public final class Tags {

  private final SchemaAccess access;

  public Tags(SchemaAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> tag(Call call, TagResourceRequest input) {
    return change(
            call,
            input.resourceArn(),
            tags -> {
              Map<String, String> all = new TreeMap<>(tags);
              all.putAll(input.tags());
              return all;
            })
        .thenApply(outcome -> outcome.map(_ -> Unit.INSTANCE));
  }

  public CompletionStage<Outcome<Unit>> untag(Call call, UntagResourceRequest input) {
    return change(
            call,
            input.resourceArn(),
            tags -> {
              Map<String, String> left = new TreeMap<>(tags);
              input.tagKeys().forEach(left::remove);
              return left;
            })
        .thenApply(outcome -> outcome.map(_ -> Unit.INSTANCE));
  }

  public CompletionStage<Outcome<ListTagsForResourceResponse>> list(
      Call call, ListTagsForResourceRequest input) {
    return change(call, input.resourceArn(), tags -> tags)
        .thenApply(
            outcome ->
                outcome.map(tags -> ListTagsForResourceResponse.builder().tags(tags).build()));
  }

  /// Changes the tags of what an ARN names and answers them.
  private CompletableFuture<Outcome<Map<String, String>>> change(
      Call call, String text, UnaryOperator<Map<String, String>> change) {
    Optional<Arn> arn =
        Arn.parse(text)
            .filter(found -> found.service().equals("schemas"))
            .filter(found -> found.account().equals(call.accountId().value()))
            .filter(found -> found.region().equals(call.region().name()));
    if (arn.isEmpty()) {
      return SchemaAccess.done(Outcome.rejected(SchemaErrors.notFound(text)));
    }
    String[] parts = arn.get().resource().split("/", -1);
    return access.run(
        call,
        (shelf, tx) ->
            switch (parts[0]) {
              case "registry" -> ofRegistry(shelf, tx, text, parts, change);
              case "schema" -> ofSchema(shelf, tx, text, parts, change);
              case "discoverer" -> ofDiscoverer(shelf, tx, text, parts, change);
              default -> Outcome.rejected(SchemaErrors.notFound(text));
            });
  }

  private static Outcome<Map<String, String>> ofRegistry(
      Shelf shelf,
      Transaction<Shelves> tx,
      String arn,
      String[] parts,
      UnaryOperator<Map<String, String>> change) {
    Registry registry = parts.length == 2 ? shelf.registries().get(parts[1]) : null;
    if (registry == null || parts[1].equals(Names.AWS_EVENTS)) {
      return Outcome.rejected(SchemaErrors.notFound(arn));
    }
    Map<String, String> tags = registry.record().tags();
    return TagRules.checked(change.apply(tags))
        .map(
            changed -> {
              if (!changed.equals(tags)) {
                shelf.put(tx, parts[1], registry.record().withTags(changed));
              }
              return changed;
            });
  }

  private static Outcome<Map<String, String>> ofSchema(
      Shelf shelf,
      Transaction<Shelves> tx,
      String arn,
      String[] parts,
      UnaryOperator<Map<String, String>> change) {
    Registry registry = parts.length == 3 ? shelf.registries().get(parts[1]) : null;
    SchemaRecord schema = registry == null ? null : registry.schema(parts[2]);
    if (registry == null || schema == null) {
      return Outcome.rejected(SchemaErrors.notFound(arn));
    }
    return TagRules.checked(change.apply(schema.tags()))
        .map(
            changed -> {
              if (!changed.equals(schema.tags())) {
                Shelf.SchemaName name = new Shelf.SchemaName(parts[1], parts[2]);
                shelf.put(tx, registry, name, schema.withTags(changed), null);
              }
              return changed;
            });
  }

  private static Outcome<Map<String, String>> ofDiscoverer(
      Shelf shelf,
      Transaction<Shelves> tx,
      String arn,
      String[] parts,
      UnaryOperator<Map<String, String>> change) {
    DiscovererRecord record = parts.length == 2 ? shelf.discoverers().get(parts[1]) : null;
    if (record == null) {
      return Outcome.rejected(SchemaErrors.notFound(arn));
    }
    return TagRules.checked(change.apply(record.tags()))
        .map(
            changed -> {
              if (!changed.equals(record.tags())) {
                shelf.put(tx, parts[1], record.withTags(changed));
              }
              return changed;
            });
  }
}
