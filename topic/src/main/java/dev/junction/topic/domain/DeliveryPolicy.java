package dev.junction.topic.domain;

import dev.junction.delivery.RetryPolicy;
import dev.junction.expression.path.JsonText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How messages are delivered to endpoints outside: how often it is tried again, how many at once,
/// with which content type.
///
/// Source: SNS Developer Guide, "Creating an HTTP/S delivery policy"; the default is what
/// LocalStack recorded from the real service (`test_create_topic_test_arn`).
///
/// @param retry when a failed delivery is tried again
/// @param perSecondMax how many messages a second an endpoint gets; 0 for no limit
/// @param contentType what the requests say about their body
/// @param overrides whether subscriptions may have policies of their own
/// @param problem what is wrong with the document; null when nothing is
public record DeliveryPolicy(
    RetryPolicy retry,
    int perSecondMax,
    String contentType,
    boolean overrides,
    @Nullable String problem) {

  private static final String DEFAULT_CONTENT_TYPE = "text/plain; charset=UTF-8";

  public static final DeliveryPolicy DEFAULT =
      new DeliveryPolicy(RetryPolicy.DEFAULT, 0, DEFAULT_CONTENT_TYPE, true, null);

  /// Source: the list in the same chapter.
  private static final Set<String> CONTENT_TYPES =
      Set.of(
          "application/atom+xml",
          "application/json",
          "application/octet-stream",
          "application/soap+xml",
          "application/x-www-form-urlencoded",
          "application/xhtml+xml",
          "application/xml",
          "text/css",
          "text/csv",
          "text/html",
          "text/plain",
          "text/xml");

  private static final List<String> PHASES =
      List.of("numRetries", "numNoDelayRetries", "numMinDelayRetries", "numMaxDelayRetries");

  /// What the retries of a subscription have to say. Source: the error of the real service in pull
  /// request 3289 of Terraform's provider, and aws/aws-cdk, pull request 30830. The Developer Guide
  /// sets those of a topic with `numRetries` alone, and nobody reports that this is refused.
  private static final List<String> NEEDED =
      List.of("minDelayTarget", "maxDelayTarget", "numRetries");

  private static final int DELAY_SECONDS_MAX = 3_600;
  private static final int RETRIES_MAX = 100;
  private static final String PER_SECOND = "maxReceivesPerSecond";

  /// Source: SNS Developer Guide, "Amazon SNS message delivery retries".
  private static final Duration TOTAL_MAX = Duration.ofHours(1);

  /// The policy that counts for a subscription: what its own says, and where that says nothing what
  /// its topic's does. Source: what LocalStack recorded from the real service
  /// (`test_subscribe_external_http_endpoint_content_type`).
  ///
  /// @param general the topic's policy
  public static DeliveryPolicy of(DeliveryPolicy general, SubscriptionSettings subscription) {
    String own = subscription.values().get(SubscriptionSettings.DELIVERY_POLICY);
    return own == null || !general.overrides() ? general : ofSubscription(own, general);
  }

  /// The policy of a topic.
  public static DeliveryPolicy of(TopicSettings topic) {
    String own = topic.values().get(TopicSettings.DELIVERY_POLICY);
    return own == null ? DEFAULT : ofTopic(own);
  }

  /// The policy of a topic as it is written.
  public static DeliveryPolicy ofTopic(String json) {
    Optional<Map<String, Object>> document = JsonValue.object(json);
    if (document.isEmpty()) {
      return broken("failed to parse JSON.");
    }
    if (!(document.get().get("http") instanceof Map<?, ?> http)) {
      return broken("it has no member http");
    }
    boolean fixed = Boolean.TRUE.equals(http.get("disableSubscriptionOverrides"));
    return new Parts(
            http.get("defaultHealthyRetryPolicy"),
            http.get("defaultThrottlePolicy"),
            http.get("defaultRequestPolicy"),
            "http.default")
        .over(DEFAULT, !fixed)
        .orProblem(Members.problemOfTopic(document.get()));
  }

  /// The policy of a subscription as it is written.
  public static DeliveryPolicy ofSubscription(String json) {
    return ofSubscription(json, DEFAULT);
  }

  private static DeliveryPolicy ofSubscription(String json, DeliveryPolicy general) {
    return JsonValue.object(json)
        .map(
            document ->
                new Parts(
                        document.get("healthyRetryPolicy"),
                        document.get("throttlePolicy"),
                        document.get("requestPolicy"),
                        "")
                    .over(general, true)
                    .orProblem(Members.problemOfSubscription(document)))
        .orElseGet(() -> broken("failed to parse JSON."));
  }

  /// The same policy with a problem if it has none: policies of earlier versions may have members
  /// that are not known, and go on to count.
  private DeliveryPolicy orProblem(@Nullable String other) {
    return problem != null
        ? this
        : new DeliveryPolicy(retry, perSecondMax, contentType, overrides, other);
  }

  private static DeliveryPolicy broken(String problem) {
    return new DeliveryPolicy(RetryPolicy.DEFAULT, 0, DEFAULT_CONTENT_TYPE, true, problem);
  }

  /// The members of a document.
  ///
  /// @param place what stands before their names
  private record Parts(
      @Nullable Object retry, @Nullable Object throttle, @Nullable Object request, String place) {

    /// The policy that they make of another one.
    DeliveryPolicy over(DeliveryPolicy general, boolean overrides) {
      String contentType = general.contentType();
      if (request instanceof Map<?, ?> map
          && map.get("headerContentType") instanceof String written) {
        String plain = written.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!CONTENT_TYPES.contains(plain)) {
          return broken("headerContentType: " + written + " is not supported");
        }
        contentType = written;
      }
      int perSecondMax = number(throttle, PER_SECOND, general.perSecondMax());
      boolean isThrottled = throttle instanceof Map<?, ?> map && map.containsKey(PER_SECOND);
      String tooFew =
          isThrottled && perSecondMax < 1
              ? named("throttlePolicy." + PER_SECOND) + " must be >= 1"
              : null;
      if (perSecondMax < 0) {
        return broken(String.valueOf(tooFew));
      }
      if (!(retry instanceof Map<?, ?> given)) {
        return new DeliveryPolicy(general.retry(), perSecondMax, contentType, overrides, tooFew);
      }
      String missing = missing(given);
      String problem = problem(given);
      if (problem != null) {
        return broken(missing == null ? problem : missing);
      }
      RetryPolicy read = retryOf(given);
      // Policies of earlier versions may leave things out, take longer and have no limit, and go
      // on to do so.
      String tooLong =
          read.total().compareTo(TOTAL_MAX) > 0
              ? named("healthyRetryPolicy")
                  + ": Total policy retry time cannot be greater than 3600 seconds"
              : tooFew;
      return new DeliveryPolicy(
          read, perSecondMax, contentType, overrides, missing == null ? tooLong : missing);
    }

    /// Which of the members that are needed is missing; null when none is.
    private @Nullable String missing(Map<?, ?> given) {
      boolean isTopic = !place.isEmpty();
      return NEEDED.stream()
          .filter(name -> !isTopic && !given.containsKey(name))
          .findFirst()
          .map(name -> named("healthyRetryPolicy.") + name + " must be specified")
          .orElse(null);
    }

    private String named(String member) {
      return place.isEmpty()
          ? member
          : place + Character.toUpperCase(member.charAt(0)) + member.substring(1);
    }

    /// Source of the words: what users of the real service report, as in the tests of the connector
    /// that Ballerina has.
    private @Nullable String problem(Map<?, ?> given) {
      RetryPolicy read = retryOf(given);
      String name = named("healthyRetryPolicy.");
      if (read.minDelaySeconds() < 1) {
        return name + "minDelayTarget must be greater than or equal to 1";
      }
      if (read.maxDelaySeconds() < read.minDelaySeconds()) {
        return name + "maxDelayTarget must be greater than or equal to minDelayTarget";
      }
      if (read.maxDelaySeconds() > DELAY_SECONDS_MAX) {
        return name + "maxDelayTarget must be less than or equal to " + DELAY_SECONDS_MAX;
      }
      if (read.retries() > RETRIES_MAX) {
        return name + "numRetries must be less than or equal to " + RETRIES_MAX;
      }
      for (String phase : PHASES) {
        if (number(given, phase, 0) < 0) {
          return name + phase + " must be greater than or equal to 0";
        }
      }
      int phases = read.noDelayRetries() + read.minDelayRetries() + read.maxDelayRetries();
      if (phases > read.retries()) {
        return name
            + "numRetries must be greater than or equal to total of numMinDelayRetries,"
            + " numNoDelayRetries and numMaxDelayRetries";
      }
      return backoff(given).isEmpty() ? name + "backoffFunction is not known" : null;
    }

    private static RetryPolicy retryOf(Map<?, ?> given) {
      int min = number(given, "minDelayTarget", RetryPolicy.DEFAULT.minDelaySeconds());
      return new RetryPolicy(
          min,
          number(given, "maxDelayTarget", Math.max(min, RetryPolicy.DEFAULT.maxDelaySeconds())),
          number(given, "numRetries", RetryPolicy.DEFAULT.retries()),
          number(given, "numNoDelayRetries", 0),
          number(given, "numMinDelayRetries", 0),
          number(given, "numMaxDelayRetries", 0),
          backoff(given).orElse(RetryPolicy.Backoff.LINEAR));
    }
  }

  private static int number(@Nullable Object object, String name, int otherwise) {
    if (!(object instanceof Map<?, ?> map) || !map.containsKey(name)) {
      return otherwise;
    }
    return map.get(name) instanceof BigDecimal number && number.scale() <= 0
        ? number.max(BigDecimal.valueOf(-1)).min(BigDecimal.valueOf(1_000_000)).intValue()
        : -1;
  }

  private static Optional<RetryPolicy.Backoff> backoff(@Nullable Object retry) {
    if (!(retry instanceof Map<?, ?> map) || !map.containsKey("backoffFunction")) {
      return Optional.of(RetryPolicy.Backoff.LINEAR);
    }
    for (RetryPolicy.Backoff known : RetryPolicy.Backoff.values()) {
      // Topics have all of them but one.
      if (known != RetryPolicy.Backoff.DOUBLING
          && known.name().toLowerCase(Locale.ROOT).equals(map.get("backoffFunction"))) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  /// The policy as a topic's or subscription's effective one is written.
  public String effective(boolean ofTopic) {
    String healthy =
        String.format(
            "{\"minDelayTarget\":%d,\"maxDelayTarget\":%d,\"numRetries\":%d,"
                + "\"numMaxDelayRetries\":%d,\"numNoDelayRetries\":%d,\"numMinDelayRetries\":%d,"
                + "\"backoffFunction\":\"%s\"}",
            retry.minDelaySeconds(),
            retry.maxDelaySeconds(),
            retry.retries(),
            retry.maxDelayRetries(),
            retry.noDelayRetries(),
            retry.minDelayRetries(),
            retry.backoff().name().toLowerCase(Locale.ROOT));
    String throttle =
        perSecondMax == 0 ? "" : String.format("{\"maxReceivesPerSecond\":%d}", perSecondMax);
    StringBuilder request = new StringBuilder("{\"headerContentType\":");
    JsonText.quote(request, contentType).append('}');
    return ofTopic
        ? "{\"http\":{\"defaultHealthyRetryPolicy\":"
            + healthy
            + ",\"disableSubscriptionOverrides\":"
            + !overrides
            + (throttle.isEmpty() ? "" : ",\"defaultThrottlePolicy\":" + throttle)
            + ",\"defaultRequestPolicy\":"
            + request
            + "}}"
        : "{\"healthyRetryPolicy\":"
            + healthy
            + ",\"sicklyRetryPolicy\":null,\"throttlePolicy\":"
            + (throttle.isEmpty() ? "null" : throttle)
            + ",\"requestPolicy\":"
            + request
            + ",\"guaranteed\":false}";
  }

  /// Which members delivery policies may have, and of which kind they are.
  ///
  /// The words for an unknown member are what users of the real service report. Nothing was found
  /// of those for a member of the wrong kind.
  private static final class Members {

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

    private Members() {}

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
}
