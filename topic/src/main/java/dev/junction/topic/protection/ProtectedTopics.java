package dev.junction.topic.protection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The data protection policies of all topics, for those who look at messages before their topics
/// see them. Threads: any.
public final class ProtectedTopics {

  private final Map<String, ProtectionPolicy> byArn = new ConcurrentHashMap<>();

  /// A topic has another policy.
  ///
  /// @param policy the policy; null when it has none or is gone
  public void changed(String topicArn, @Nullable ProtectionPolicy policy) {
    if (policy == null) {
      byArn.remove(topicArn);
    } else {
      byArn.put(topicArn, policy);
    }
  }

  /// The policy of a topic, which may be another one by the time that the topic sees a message.
  public @Nullable ProtectionPolicy find(String topicArn) {
    return byArn.get(topicArn);
  }
}
