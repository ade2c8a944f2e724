package dev.junction.schema.state;

import dev.junction.engine.Engine;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.storage.StateStore;
import java.util.function.BiConsumer;

/// How registries live on a partition: all of an account and region together.
public final class SchemaPartitionService implements PartitionService<Shelves> {

  /// What everything of an account is called where partitions are picked; it never changes.
  public static final String PLACE = "account";

  private static final String SERVICE = "schemas";

  /// The partition of an account's registries in a region.
  public static int partitionOf(Engine engine, Place place) {
    return engine.partitionOf(place.account(), place.region(), SERVICE, PLACE);
  }

  @Override
  public String name() {
    return "schema";
  }

  @Override
  public byte keyspace() {
    return SchemaKeys.KEYSPACE;
  }

  @Override
  public Shelves open(PartitionContext context) {
    Shelves shelves = new Shelves();
    read(
        context,
        SchemaKeys.registries(),
        (parts, value) ->
            shelves.of(placeOf(parts)).restore(parts[2], RegistryRecord.decode(value)));
    read(
        context,
        SchemaKeys.schemas(),
        (parts, value) ->
            shelves.of(placeOf(parts)).restore(parts[2], parts[3], SchemaRecord.decode(value)));
    read(
        context,
        SchemaKeys.discoverers(),
        (parts, value) ->
            shelves.of(placeOf(parts)).restore(parts[2], DiscovererRecord.decode(value)));
    return shelves;
  }

  private static void read(
      PartitionContext context, byte[][] range, BiConsumer<String[], byte[]> restore) {
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        restore.accept(SchemaKeys.parts(cursor.key()), cursor.value());
      }
    }
  }

  private static Place placeOf(String[] parts) {
    return new Place(new AccountId(parts[0]), new Region(parts[1]));
  }

  @Override
  public void onTimer(Shelves shelves, Transaction<Shelves> tx, byte[] payload) {
    throw new IllegalStateException("Schemas set no timers");
  }

  @Override
  public void onMessage(
      Shelves shelves, Transaction<Shelves> tx, int fromPartition, byte[] payload) {
    throw new IllegalStateException("Schemas do not send each other messages");
  }
}
