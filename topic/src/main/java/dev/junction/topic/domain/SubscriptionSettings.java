package dev.junction.topic.domain;

import dev.junction.expression.filter.FilterPolicy;
import dev.junction.expression.filter.FilterReading;
import dev.junction.expression.filter.FilterScope;
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

  /// A filter policy without keys is none, and its scope goes with it; earlier releases stored it.
  /// Source: what the Terraform provider, which removes policies so, finds at the real service.
  public SubscriptionSettings {
    String policy = values.get(FILTER_POLICY);
    if (policy != null && FilterPolicy.clears(policy)) {
      Map<String, String> others = new TreeMap<>(values);
      others.remove(FILTER_POLICY);
      others.remove(FILTER_SCOPE);
      values = others;
    }
    values = Map.copyOf(values);
  }

  /// The same settings with one of them changed; an empty text unsets it.
  public SubscriptionSettings with(String name, String value) {
    Map<String, String> merged = new TreeMap<>(values);
    if (value.isEmpty() && !name.equals(FILTER_POLICY)) {
      merged.remove(name);
    } else {
      merged.put(name, value);
    }
    return new SubscriptionSettings(merged);
  }

  /// What counts for an attribute: the value that was set or the one that it has by itself; null
  /// when it has none.
  public @Nullable String effective(String name) {
    String value = values.get(name);
    if (value != null) {
      return value;
    }
    return switch (name) {
      case RAW -> "false";
      case FILTER_SCOPE -> FilterScope.MESSAGE_ATTRIBUTES.apiName();
      default -> null;
    };
  }

  public boolean isRaw() {
    return Boolean.parseBoolean(values.get(RAW));
  }

  /// What the filter policy looks at.
  public FilterScope filterScope() {
    String scope = values.get(FILTER_SCOPE);
    return scope == null
        ? FilterScope.MESSAGE_ATTRIBUTES
        : FilterScope.parse(scope).orElse(FilterScope.MESSAGE_ATTRIBUTES);
  }

  public boolean hasFilter() {
    return values.containsKey(FILTER_POLICY);
  }

  /// The filter policy, or null when every message is wanted.
  public @Nullable FilterPolicy filter() {
    String policy = values.get(FILTER_POLICY);
    if (policy == null) {
      return null;
    }
    return switch (FilterPolicy.readAgain(policy, filterScope())) {
      case FilterReading.Accepted(FilterPolicy read) -> read;
      case FilterReading.Refused(String reason) ->
          throw new IllegalStateException("A stored filter policy cannot be read: " + reason);
    };
  }

  /// The ARN of the dead-letter queue, or null without one.
  public @Nullable String deadLetterTarget() {
    String policy = values.get(REDRIVE_POLICY);
    return policy == null ? null : RedrivePolicy.parse(policy).target();
  }
}
