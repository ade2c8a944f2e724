package dev.junction.engine;

/// Whom a partition wakes.
interface Signals {

  /// The partition itself.
  void wakePartition(int number);

  void wakeReleaser();

  void wakeCheckpointer();
}
