package dev.junction.topic.domain;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which members delivery policies may have, and of which kind they are.
///
/// Source: SNS Developer Guide, "Creating an HTTP/S delivery policy"; the words for an unknown
/// member are what users of the real service report. Nothing was found of those for a member of the
/// wrong kind.
final class PolicyMembers {

  private static final Set<String> TEXTS = Set.of("backoffFunction", "headerContentType");
  private static final Set<String> FLAGS = Set.of("disableSubscriptionOverrides", "guaranteed");
  private static final Set<String> OF_RETRIES =
      Set.of(
          "minDelayTarget",
          "maxDelayTarget",
          "numRetries",
          "numNoDelayRetries",
          "numMinDelayRetries",
          "numMaxDelayRetries",
          "backoffFunction");

  /// The members of each object.
  private static final Map<String, Set<String>> OBJECTS =
      Map.of(
          "healthyRetryPolicy", OF_RETRIES,
          "sicklyRetryPolicy", OF_RETRIES,
          "throttlePolicy", Set.of("maxReceivesPerSecond"),
          "requestPolicy", Set.of("headerContentType"),
          "defaultHealthyRetryPolicy", OF_RETRIES,
          "defaultSicklyRetryPolicy", OF_RETRIES,
          "defaultThrottlePolicy", Set.of("maxReceivesPerSecond"),
          "defaultRequestPolicy", Set.of("headerContentType"),
          "http",
              Set.of(
                  "defaultHealthyRetryPolicy",
                  "defaultSicklyRetryPolicy",
                  "defaultThrottlePolicy",
                  "defaultRequestPolicy",
                  "disableSubscriptionOverrides"));

  private static final Set<String> OF_TOPICS = Set.of("http");
  private static final Set<String> OF_SUBSCRIPTIONS =
      Set.of(
          "healthyRetryPolicy",
          "sicklyRetryPolicy",
          "throttlePolicy",
          "requestPolicy",
          "guaranteed");

  private PolicyMembers() {}

  /// What is wrong with the members of a topic's policy; null when nothing is.
  static @Nullable String problemOfTopic(Map<String, Object> document) {
    return problem(document, OF_TOPICS);
  }

  /// What is wrong with the members of a subscription's policy; null when nothing is.
  static @Nullable String problemOfSubscription(Map<String, Object> document) {
    return problem(document, OF_SUBSCRIPTIONS);
  }

  private static @Nullable String problem(Map<?, ?> given, Set<String> known) {
    List<String> unknown =
        given.keySet().stream().map(Object::toString).filter(it -> !known.contains(it)).toList();
    if (!unknown.isEmpty()) {
      return "Unexpected JSON member: " + unknown.getFirst();
    }
    for (Map.Entry<?, ?> member : given.entrySet()) {
      String problem = problem(member.getKey().toString(), member.getValue());
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static @Nullable String problem(String name, @Nullable Object value) {
    // What is null is as if it were not there, as what GetSubscriptionAttributes answers has it.
    if (value == null || value.equals(JsonValue.NOTHING)) {
      return null;
    }
    Set<String> members = OBJECTS.get(name);
    if (members != null) {
      return value instanceof Map<?, ?> map ? problem(map, members) : name + " must be an object";
    }
    if (TEXTS.contains(name)) {
      return value instanceof String ? null : name + " must be a string";
    }
    if (FLAGS.contains(name)) {
      return value instanceof Boolean ? null : name + " must be a boolean";
    }
    return value instanceof BigDecimal ? null : name + " must be a number";
  }
}
