package dev.junction.schema.access;

import dev.junction.engine.Engine;
import dev.junction.engine.EngineErrors;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.schema.domain.SchemaErrors;
import dev.junction.schema.state.Place;
import dev.junction.schema.state.Registry;
import dev.junction.schema.state.SchemaPartitionService;
import dev.junction.schema.state.SchemaRecord;
import dev.junction.schema.state.Shelf;
import dev.junction.schema.state.Shelves;
import dev.junction.wire.protocol.Call;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How operations reach the registries of their callers.
public final class SchemaAccess {

  private final Engine engine;
  private final PartitionService<Shelves> service;

  public SchemaAccess(Engine engine, PartitionService<Shelves> service) {
    this.engine = engine;
    this.service = service;
  }

  /// What is done with what a caller has.
  @FunctionalInterface
  public interface Work<R> {
    Outcome<R> on(Shelf shelf, Transaction<Shelves> tx);
  }

  /// What is done with a registry that was found.
  @FunctionalInterface
  public interface RegistryWork<R> {
    Outcome<R> on(Shelf shelf, Registry registry, Transaction<Shelves> tx);
  }

  /// What is done with a version of a schema that was found.
  @FunctionalInterface
  public interface SchemaWork<R> {
    Outcome<R> on(Found found, Transaction<Shelves> tx);
  }

  /// A version that was found.
  public record Found(
      Shelf shelf,
      Registry registry,
      Shelf.SchemaName name,
      SchemaRecord schema,
      SchemaRecord.Version version) {

    public String content(Transaction<Shelves> tx) {
      return shelf.content(tx, name, version.number());
    }
  }

  /// Runs work on what the caller has.
  public <R> CompletableFuture<Outcome<R>> run(Call call, Work<R> work) {
    Place place = new Place(call.accountId(), call.region());
    return engine.submit(
        SchemaPartitionService.partitionOf(engine, place),
        service,
        (shelves, tx) -> work.on(shelves.of(place), tx));
  }

  /// How many partitions there are.
  public int partitions() {
    return engine.partitions();
  }

  /// Asks a partition what all of its accounts have.
  public <R> CompletableFuture<Outcome<R>> ask(int partition, Function<Shelves, R> question) {
    return engine.submit(
        partition, service, (shelves, _) -> Outcome.accepted(question.apply(shelves)));
  }

  /// Runs work that needs more space, if there is some.
  public <R> CompletableFuture<Outcome<R>> grow(Call call, Work<R> work) {
    return run(
        call,
        (shelf, tx) ->
            tx.hasSpace()
                ? work.on(shelf, tx)
                : Outcome.rejected(EngineErrors.SERVICE_UNAVAILABLE));
  }

  /// Runs work on a registry, if it is there.
  public <R> CompletableFuture<Outcome<R>> registry(Call call, String name, RegistryWork<R> work) {
    return run(
        call,
        (shelf, tx) -> {
          Registry registry = shelf.registries().get(name);
          return registry == null
              ? Outcome.rejected(SchemaErrors.notFound("Registry " + name))
              : work.on(shelf, registry, tx);
        });
  }

  /// Runs work on a version of a schema, the latest when none is named.
  public <R> CompletableFuture<Outcome<R>> schema(
      Call call, Shelf.SchemaName name, @Nullable String version, SchemaWork<R> work) {
    return registry(
        call,
        name.registry(),
        (shelf, registry, tx) -> {
          SchemaRecord schema = registry.schema(name.schema());
          if (schema == null) {
            return Outcome.rejected(SchemaErrors.notFound("Schema " + name.schema()));
          }
          SchemaRecord.Version found = version == null ? schema.latest() : schema.version(version);
          return found == null
              ? Outcome.rejected(
                  SchemaErrors.notFound("Version " + version + " of " + name.schema()))
              : work.on(new Found(shelf, registry, name, schema, found), tx);
        });
  }

  public static <R> CompletableFuture<Outcome<R>> done(Outcome<R> outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
