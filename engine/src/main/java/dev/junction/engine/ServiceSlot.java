package dev.junction.engine;

import dev.junction.engine.place.Keyspace;
import dev.junction.engine.place.Placement;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Region;
import dev.junction.storage.StateStore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A service in one partition: its keys and its view.
final class ServiceSlot<S> {

  private static final int BATCH_BYTES_MIN = 256;
  private static final int BATCH_BYTES_MAX = 64 << 10;

  private final PartitionService<S> service;
  private final Keyspace keyspace;
  private @Nullable S view;
  private int batchBytes = BATCH_BYTES_MIN;

  ServiceSlot(PartitionService<S> service) {
    this.service = service;
    keyspace = new Keyspace(service.keyspace());
  }

  PartitionService<S> service() {
    return service;
  }

  Keyspace keyspace() {
    return keyspace;
  }

  /// About how many bytes a batch of the service has, as the last ones tell.
  int expectedBatchBytes() {
    return batchBytes;
  }

  /// Takes note of a batch's size: of a larger one at once, of smaller ones bit by bit.
  void wrote(int bytes) {
    int known = Math.clamp(bytes, BATCH_BYTES_MIN, BATCH_BYTES_MAX);
    batchBytes = Math.max(known, batchBytes - (batchBytes - known) / 8);
  }

  void open(Partition.Place place, Clock clock, RandomGenerator random, StateStore state) {
    view = service.open(new Context(place, clock, random, state, keyspace));
  }

  S view() {
    if (view == null) {
      throw new IllegalStateException(service.name() + " is not open");
    }
    return view;
  }

  private record Context(
      Partition.Place place,
      Clock clock,
      RandomGenerator random,
      StateStore state,
      Keyspace keyspace)
      implements PartitionContext {

    @Override
    public int partition() {
      return place.number();
    }

    @Override
    public int partitions() {
      return place.partitions();
    }

    @Override
    public int partitionOf(AccountId account, Region region, String service, String name) {
      return Placement.partitionOf(account, region, service, name, place.partitions());
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
      keyspace.check(key);
      return state.get(key);
    }

    @Override
    public StateStore.Cursor scan(byte[] from, byte[] to) {
      keyspace.check(from, to);
      return state.scan(from, to);
    }
  }
}
