package dev.junction.topic.domain;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The attributes that a client has set on a subscription, as texts under the API's own names.
/// Values are valid: they came through [SubscriptionRules].
///
/// @param values the attributes that were set
public record SubscriptionSettings(Map<String, String> values) {

  public static final String RAW = "RawMessageDelivery";
  public static final String FILTER_POLICY = "FilterPolicy";
  public static final String FILTER_SCOPE = "FilterPolicyScope";
  public static final String REDRIVE_POLICY = "RedrivePolicy";
  public static final String DELIVERY_POLICY = "DeliveryPolicy";
  public static final String ROLE = "SubscriptionRoleArn";
  public static final String REPLAY_POLICY = "ReplayPolicy";
  public static final String REPLAY_STATUS = "ReplayStatus";

  /// The scope of a filter policy that looks at the body.
  public static final String MESSAGE_BODY = "MessageBody";

  /// The scope of a filter policy that looks at the attributes; the default.
  public static final String MESSAGE_ATTRIBUTES = "MessageAttributes";

  public SubscriptionSettings {
    values = Map.copyOf(values);
  }

  /// The same settings with one of them changed; an empty text unsets it.
  public SubscriptionSettings with(String name, String value) {
    Map<String, String> merged = new TreeMap<>(values);
    if (value.isEmpty()) {
      merged.remove(name);
    } else {
      merged.put(name, value);
    }
    return new SubscriptionSettings(merged);
  }

  public boolean isRaw() {
    return Boolean.parseBoolean(values.get(RAW));
  }

  public boolean filtersBody() {
    return MESSAGE_BODY.equals(values.get(FILTER_SCOPE));
  }

  /// The filter policy, or null without one.
  public @Nullable String filterPolicy() {
    return values.get(FILTER_POLICY);
  }

  /// The ARN of the dead-letter queue, or null without one.
  public @Nullable String deadLetterTarget() {
    String policy = values.get(REDRIVE_POLICY);
    return policy == null ? null : RedrivePolicy.parse(policy).target();
  }
}
