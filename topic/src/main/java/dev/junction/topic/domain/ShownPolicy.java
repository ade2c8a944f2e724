package dev.junction.topic.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A delivery policy as it is shown again: with the members that every policy has, and without
/// those of a topic that are null.
///
/// Source: what LocalStack recorded from the real service (`test_topic_delivery_policy_crud`,
/// `test_subscribe_external_http_endpoint_content_type`).
public final class ShownPolicy {

  private static final String HTTP = "http";
  private static final String FIXED = "disableSubscriptionOverrides";
  private static final List<String> OF_TOPICS =
      List.of(
          "defaultHealthyRetryPolicy",
          "defaultSicklyRetryPolicy",
          FIXED,
          "defaultThrottlePolicy",
          "defaultRequestPolicy");
  private static final List<String> OF_SUBSCRIPTIONS =
      List.of("healthyRetryPolicy", "sicklyRetryPolicy", "throttlePolicy", "requestPolicy");
  private static final String GUARANTEED = "guaranteed";

  private ShownPolicy() {}

  /// What is shown of a topic's policy.
  public static String ofTopic(String json) {
    Object http = JsonValue.object(json).map(document -> document.get(HTTP)).orElse(Map.of());
    Map<?, ?> given = http instanceof Map<?, ?> map ? map : Map.of();
    Map<String, Object> shown = new LinkedHashMap<>();
    for (String name : OF_TOPICS) {
      Object value = name.equals(FIXED) ? isTrue(given.get(name)) : given.get(name);
      if (value != null) {
        shown.put(name, value);
      }
    }
    given.forEach((name, value) -> shown.putIfAbsent(name.toString(), value));
    shown.values().removeIf(JsonValue.NOTHING::equals);
    return JsonValue.write(new StringBuilder(), Map.of(HTTP, shown)).toString();
  }

  /// What is shown of a subscription's policy.
  public static String ofSubscription(String json) {
    Map<String, Object> given = JsonValue.object(json).orElse(Map.of());
    Map<String, Object> shown = new LinkedHashMap<>();
    for (String name : OF_SUBSCRIPTIONS) {
      shown.put(name, given.getOrDefault(name, JsonValue.NOTHING));
    }
    shown.put(GUARANTEED, isTrue(given.get(GUARANTEED)));
    given.forEach(shown::putIfAbsent);
    return JsonValue.write(new StringBuilder(), shown).toString();
  }

  private static boolean isTrue(@Nullable Object value) {
    return Boolean.TRUE.equals(value);
  }
}
