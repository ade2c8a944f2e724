package dev.junction.engine;

/// A service as a partition sees it: how its in-memory view is rebuilt and what its timers and
/// messages do.
///
/// Threads: every method runs on the partition's thread. The state it makes is touched by that
/// thread only.
///
/// @param <S> the service's in-memory view of one partition, derived from the map
public interface PartitionService<S> {

  /// The service's name, for logs and metrics.
  String name();

  /// The first byte of all keys of this service; 0 to 15 belong to the engine.
  byte keyspace();

  /// Rebuilds the view from the partition's map.
  S open(PartitionContext context);

  /// A durable timer came due. The engine removes the timer in the same transaction.
  void onTimer(S state, Transaction<S> tx, byte[] payload);

  /// A message from another partition of this service arrived, exactly once.
  void onMessage(S state, Transaction<S> tx, int fromPartition, byte[] payload);
}
