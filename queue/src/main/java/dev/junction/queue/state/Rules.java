package dev.junction.queue.state;

import dev.junction.identity.policy.Policy;
import dev.junction.queue.domain.QueueSettings;
import dev.junction.queue.domain.RedrivePolicy;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The settings of a queue that every call needs, already read.
record Rules(
    int visibilitySeconds,
    int delaySeconds,
    int messageBytesMax,
    long retentionMillis,
    boolean perGroup,
    @Nullable RedrivePolicy redrive,
    @Nullable Policy policy) {

  static Rules of(QueueSettings settings) {
    return new Rules(
        settings.visibilitySeconds(),
        settings.delaySeconds(),
        settings.messageBytesMax(),
        TimeUnit.SECONDS.toMillis(settings.retentionSeconds()),
        settings.deduplicatesPerGroup(),
        settings.redrivePolicy(),
        settings.policy());
  }

  /// Messages that were sent before this, in milliseconds, are past their retention.
  long expiresBefore(Instant now) {
    return now.toEpochMilli() - retentionMillis;
  }
}
