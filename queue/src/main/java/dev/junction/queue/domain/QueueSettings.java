package dev.junction.queue.domain;

import dev.junction.identity.policy.ParsedPolicy;
import dev.junction.identity.policy.Policy;
import dev.junction.identity.policy.PolicyParser;
import dev.junction.kernel.Outcome;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The attributes that a client can set on a queue, as texts under the API's own names.
///
/// Attributes that were never set have their documented defaults. Values are valid: they came
/// through [SettingsRules].
///
/// @param values the attributes that were set
public record QueueSettings(Map<String, String> values) {

  public static final String VISIBILITY_TIMEOUT = "VisibilityTimeout";
  public static final String MAXIMUM_MESSAGE_SIZE = "MaximumMessageSize";
  public static final String MESSAGE_RETENTION_PERIOD = "MessageRetentionPeriod";
  public static final String DELAY_SECONDS = "DelaySeconds";
  public static final String RECEIVE_WAIT_SECONDS = "ReceiveMessageWaitTimeSeconds";
  public static final String POLICY = "Policy";
  public static final String REDRIVE_POLICY = "RedrivePolicy";
  public static final String REDRIVE_ALLOW_POLICY = "RedriveAllowPolicy";
  public static final String FIFO_QUEUE = "FifoQueue";
  public static final String CONTENT_BASED_DEDUPLICATION = "ContentBasedDeduplication";
  public static final String DEDUPLICATION_SCOPE = "DeduplicationScope";
  public static final String FIFO_THROUGHPUT_LIMIT = "FifoThroughputLimit";
  public static final String KMS_KEY = "KmsMasterKeyId";
  public static final String KMS_KEY_REUSE_SECONDS = "KmsDataKeyReusePeriodSeconds";
  public static final String MANAGED_ENCRYPTION = "SqsManagedSseEnabled";

  private static final Map<String, String> DEFAULTS =
      Map.of(
          VISIBILITY_TIMEOUT, String.valueOf(QueueLimits.VISIBILITY_SECONDS_DEFAULT),
          MAXIMUM_MESSAGE_SIZE, String.valueOf(QueueLimits.MESSAGE_BYTES_MAX),
          MESSAGE_RETENTION_PERIOD, String.valueOf(QueueLimits.RETENTION_SECONDS_DEFAULT),
          DELAY_SECONDS, "0",
          RECEIVE_WAIT_SECONDS, "0");

  private static final Map<String, String> FIFO_DEFAULTS =
      Map.of(
          CONTENT_BASED_DEDUPLICATION, "false",
          DEDUPLICATION_SCOPE, "queue",
          FIFO_THROUGHPUT_LIMIT, "perQueue");

  public QueueSettings {
    values = Map.copyOf(values);
  }

  /// The value of an attribute, its default included; null when it has neither.
  public @Nullable String value(String attribute) {
    return effective().get(attribute);
  }

  /// All attributes with their values, defaults included.
  public Map<String, String> effective() {
    Map<String, String> all = new TreeMap<>(DEFAULTS);
    if (isFifo()) {
      all.putAll(FIFO_DEFAULTS);
    }
    all.putAll(values);
    if (values.containsKey(KMS_KEY)) {
      all.putIfAbsent(KMS_KEY_REUSE_SECONDS, String.valueOf(QueueLimits.KEY_REUSE_SECONDS_DEFAULT));
      all.put(MANAGED_ENCRYPTION, "false");
    } else {
      all.putIfAbsent(MANAGED_ENCRYPTION, "true");
    }
    return all;
  }

  /// The same settings with some of them changed; an empty text unsets an attribute that may be
  /// empty. A queue whose key is taken away is not encrypted any more. Source: what LocalStack
  /// recorded from the real service, `test_set_queue_attributes_default_values`.
  public QueueSettings with(Map<String, String> changes) {
    Map<String, String> merged = new TreeMap<>(values);
    changes.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            merged.remove(name);
          } else {
            merged.put(name, value);
          }
        });
    boolean isKeyTaken = changes.getOrDefault(KMS_KEY, "set").isEmpty();
    if (isKeyTaken || Boolean.parseBoolean(changes.get(MANAGED_ENCRYPTION))) {
      merged.remove(KMS_KEY);
      merged.remove(KMS_KEY_REUSE_SECONDS);
    }
    if (isKeyTaken && values.containsKey(KMS_KEY) && !changes.containsKey(MANAGED_ENCRYPTION)) {
      merged.put(MANAGED_ENCRYPTION, "false");
    }
    return new QueueSettings(merged);
  }

  public boolean isFifo() {
    return Boolean.parseBoolean(values.get(FIFO_QUEUE));
  }

  public boolean deduplicatesByContent() {
    return Boolean.parseBoolean(values.get(CONTENT_BASED_DEDUPLICATION));
  }

  /// Whether deduplication ids count per message group rather than per queue.
  public boolean deduplicatesPerGroup() {
    return "messageGroup".equals(values.get(DEDUPLICATION_SCOPE));
  }

  public int visibilitySeconds() {
    return number(VISIBILITY_TIMEOUT, QueueLimits.VISIBILITY_SECONDS_DEFAULT);
  }

  public int messageBytesMax() {
    return number(MAXIMUM_MESSAGE_SIZE, QueueLimits.MESSAGE_BYTES_MAX);
  }

  public int retentionSeconds() {
    return number(MESSAGE_RETENTION_PERIOD, QueueLimits.RETENTION_SECONDS_DEFAULT);
  }

  public int delaySeconds() {
    return number(DELAY_SECONDS, 0);
  }

  public int waitSeconds() {
    return number(RECEIVE_WAIT_SECONDS, 0);
  }

  /// The dead-letter rule, or null without one.
  public @Nullable RedrivePolicy redrivePolicy() {
    String json = values.get(REDRIVE_POLICY);
    return json != null
            && RedriveJson.parse(json) instanceof Outcome.Accepted<RedrivePolicy>(var policy)
        ? policy
        : null;
  }

  /// The policy, or null without one.
  public @Nullable Policy policy() {
    String json = values.get(POLICY);
    if (json == null) {
      return null;
    }
    return switch (new PolicyParser(QueueLimits.POLICY).parse(json)) {
      case ParsedPolicy.Accepted(Policy policy) -> policy;
      case ParsedPolicy.Refused(_, String reason) ->
          throw new IllegalStateException("A stored policy cannot be read: " + reason);
    };
  }

  /// Which queues may send their dead letters here.
  public RedriveAllowPolicy redriveAllowPolicy() {
    String json = values.get(REDRIVE_ALLOW_POLICY);
    RedriveAllowPolicy policy = json == null ? null : RedriveJson.parseAllowPolicy(json);
    return policy == null ? RedriveAllowPolicy.ALLOW_ALL : policy;
  }

  private int number(String attribute, int otherwise) {
    String text = values.get(attribute);
    return text == null ? otherwise : Integer.parseInt(text);
  }
}
