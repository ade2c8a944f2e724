package dev.junction.engine.watch;

/// How a partition is.
public sealed interface PartitionHealth {

  /// It takes commands.
  record Running() implements PartitionHealth {}

  /// It runs, but its journal has no space: what writes is refused, what reads is answered.
  record Full() implements PartitionHealth {}

  /// It stopped for good; a restart replays its journal.
  record Failed(Throwable cause) implements PartitionHealth {}

  /// It was closed.
  record Closed() implements PartitionHealth {}
}
