package dev.junction.storage.file;

import java.time.Duration;

/// When what was written to the journal is made durable.
///
/// Whatever the policy, a segment is synced before the next one begins and before anything is
/// forgotten, so that a loss stays at the end of the log and the log stays readable.
public sealed interface SyncPolicy {

  /// Before it is acknowledged: what was acknowledged survives a power failure.
  static SyncPolicy always() {
    return new Always();
  }

  /// When the operating system likes: a power failure may take what was acknowledged.
  static SyncPolicy off() {
    return new Off();
  }

  /// At the latest this long after it was acknowledged: a power failure may take that much.
  static SyncPolicy interval(Duration interval) {
    return new Interval(interval);
  }

  /// Whether an acknowledgement waits for the sync.
  default boolean syncsFirst() {
    return this instanceof Always;
  }

  /// See [SyncPolicy#always].
  record Always() implements SyncPolicy {}

  /// See [SyncPolicy#interval].
  record Interval(Duration interval) implements SyncPolicy {
    public Interval {
      if (!interval.isPositive()) {
        throw new IllegalArgumentException("A sync interval is longer than nothing: " + interval);
      }
    }
  }

  /// See [SyncPolicy#off].
  record Off() implements SyncPolicy {}
}
