package dev.junction.storage.file;

import java.time.Duration;

/// When the journal makes batches survive a power loss, and so when it calls them durable.
public sealed interface SyncPolicy {

  /// Before any batch is called durable.
  record Always() implements SyncPolicy {}

  /// At most so long after it was called durable: a power loss may take the batches of that time, a
  /// killed process takes none.
  record Interval(Duration every) implements SyncPolicy {}

  /// When the operating system likes: a power loss may take anything, a killed process takes none.
  record Off() implements SyncPolicy {}
}
