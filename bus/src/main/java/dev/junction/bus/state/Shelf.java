package dev.junction.bus.state;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.storage.StateStore;
import dev.junction.storage.seal.Sealer;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The resources of one kind that accounts have in a region, by name. Threads: the partition's.
///
/// @param <T> what the API says about one
public final class Shelf<T extends Shape> {

  private final byte kind;
  private final Function<ShapeReader, T> reader;
  private final @Nullable Sealer sealer;
  private final Map<Owner, Map<String, Stored<T>>> byOwner = new HashMap<>();

  private record Owner(AccountId account, Region region) {}

  Shelf(char kind, Function<ShapeReader, T> reader) {
    this(kind, reader, null);
  }

  /// @param sealer what seals the values; null to keep them as they are
  Shelf(char kind, Function<ShapeReader, T> reader, @Nullable Sealer sealer) {
    this.kind = (byte) kind;
    this.reader = reader;
    this.sealer = sealer;
  }

  /// Reads everything back; the largest number that was given.
  long open(PartitionContext context) {
    long largest = 0;
    byte[][] range = BusKeys.shelf(kind);
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        String[] parts = BusKeys.partsOfShelved(cursor.key());
        Stored<T> stored = Stored.open(sealer, cursor.key(), cursor.value(), reader);
        of(new AccountId(parts[0]), new Region(parts[1])).put(parts[2], stored);
        largest = Math.max(largest, stored.id());
      }
    }
    return largest;
  }

  private Map<String, Stored<T>> of(AccountId account, Region region) {
    return byOwner.computeIfAbsent(new Owner(account, region), _ -> new TreeMap<>());
  }

  public @Nullable Stored<T> find(AccountId account, Region region, String name) {
    Map<String, Stored<T>> names = byOwner.get(new Owner(account, region));
    return names == null ? null : names.get(name);
  }

  /// All that an account has in a region, in the order of their names.
  public List<Stored<T>> all(AccountId account, Region region) {
    Map<String, Stored<T>> names = byOwner.get(new Owner(account, region));
    return names == null ? List.of() : List.copyOf(names.values());
  }

  /// All that any account has.
  public List<Stored<T>> everything() {
    return byOwner.values().stream().flatMap(names -> names.values().stream()).toList();
  }

  public void put(
      Transaction<Buses> tx, AccountId account, Region region, String name, Stored<T> stored) {
    byte[] key = BusKeys.shelved(kind, account, region, name);
    tx.put(key, sealer == null ? stored.encode() : stored.seal(sealer, key));
    of(account, region).put(name, stored);
  }

  public void remove(Transaction<Buses> tx, AccountId account, Region region, String name) {
    tx.useReserve();
    tx.delete(BusKeys.shelved(kind, account, region, name));
    of(account, region).remove(name);
  }
}
