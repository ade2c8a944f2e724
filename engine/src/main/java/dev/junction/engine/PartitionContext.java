package dev.junction.engine;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Region;
import dev.junction.storage.StateStore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What a service is given when its view of a partition is rebuilt.
public interface PartitionContext {

  /// The partition's number.
  int partition();

  /// How many partitions there are.
  int partitions();

  /// The partition that a resource belongs to, as [Engine#partitionOf] has it.
  int partitionOf(AccountId account, Region region, String service, String name);

  Clock clock();

  /// The partition's own source of randomness; seeded in simulations.
  RandomGenerator random();

  /// The value of a key, or null when there is none.
  byte @Nullable [] get(byte[] key);

  /// Walks forward over the keys from `from` (inclusive) to `to` (exclusive).
  StateStore.Cursor scan(byte[] from, byte[] to);
}
