package dev.junction.queue.domain;

import java.util.List;

/// Which queues may name a queue as their dead-letter queue.
///
/// @param permission all, none or those of the list
/// @param sources the queues of the list, at most ten
public record RedriveAllowPolicy(Permission permission, List<QueueAddress> sources) {

  /// Who may.
  public enum Permission {
    ALL,
    NONE,
    BY_QUEUE
  }

  /// The policy of a queue that has none.
  public static final RedriveAllowPolicy ALLOW_ALL =
      new RedriveAllowPolicy(Permission.ALL, List.of());

  public RedriveAllowPolicy {
    sources = List.copyOf(sources);
  }

  /// Whether the queue may send its dead letters.
  public boolean allows(QueueAddress source) {
    return switch (permission) {
      case ALL -> true;
      case NONE -> false;
      case BY_QUEUE -> sources.contains(source);
    };
  }
}
