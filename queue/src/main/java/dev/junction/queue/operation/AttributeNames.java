package dev.junction.queue.operation;

import dev.junction.queue.domain.QueueSettings;
import dev.junction.queue.domain.SettingsRules;
import java.util.Set;

/// The names under which a client can ask for attributes of a queue.
final class AttributeNames {

  private static final Set<String> SETTABLE =
      Set.of(
          QueueSettings.VISIBILITY_TIMEOUT,
          QueueSettings.MAXIMUM_MESSAGE_SIZE,
          QueueSettings.MESSAGE_RETENTION_PERIOD,
          QueueSettings.DELAY_SECONDS,
          QueueSettings.RECEIVE_WAIT_SECONDS,
          QueueSettings.POLICY,
          QueueSettings.REDRIVE_POLICY,
          QueueSettings.REDRIVE_ALLOW_POLICY,
          QueueSettings.FIFO_QUEUE,
          QueueSettings.CONTENT_BASED_DEDUPLICATION,
          QueueSettings.DEDUPLICATION_SCOPE,
          QueueSettings.FIFO_THROUGHPUT_LIMIT,
          QueueSettings.KMS_KEY,
          QueueSettings.KMS_KEY_REUSE_SECONDS,
          QueueSettings.MANAGED_ENCRYPTION);

  private AttributeNames() {}

  static boolean isReadable(String name) {
    return name.equals("All") || SETTABLE.contains(name) || SettingsRules.COMPUTED.contains(name);
  }
}
