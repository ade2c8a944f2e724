package dev.junction.queue.operation;

import dev.junction.kernel.ServiceError;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueLimits;
import org.jspecify.annotations.Nullable;

/// The check of visibility timeouts that requests carry.
final class Visibility {

  private Visibility() {}

  /// What is wrong with a timeout, or null; a missing one is right.
  static @Nullable ServiceError problem(@Nullable Integer seconds) {
    if (seconds == null || (seconds >= 0 && seconds <= QueueLimits.VISIBILITY_SECONDS_MAX)) {
      return null;
    }
    return QueueErrors.badValue(
        seconds, "VisibilityTimeout", "Must be between 0 and 43200, if provided.");
  }
}
