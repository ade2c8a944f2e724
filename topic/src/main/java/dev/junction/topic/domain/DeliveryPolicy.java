package dev.junction.topic.domain;

import dev.junction.delivery.RetryPolicy;
import dev.junction.expression.path.JsonText;
import java.math.BigDecimal;
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

  private static final int DELAY_SECONDS_MAX = 3_600;
  private static final int RETRIES_MAX = 100;

  /// The policy that counts for a subscription: its own, that of its topic, the default one.
  public static DeliveryPolicy of(TopicSettings topic, SubscriptionSettings subscription) {
    String general = topic.values().get(TopicSettings.DELIVERY_POLICY);
    DeliveryPolicy policy = general == null ? DEFAULT : ofTopic(general);
    String own = subscription.values().get(SubscriptionSettings.DELIVERY_POLICY);
    return own == null || !policy.overrides() ? policy : ofSubscription(own);
  }

  /// The policy of a topic.
  public static DeliveryPolicy ofTopic(String json) {
    Optional<Map<String, Object>> document = JsonValue.object(json);
    if (document.isEmpty()) {
      return broken("failed to parse JSON.");
    }
    if (!(document.get().get("http") instanceof Map<?, ?> http)) {
      return broken("it has no member http");
    }
    boolean fixed = Boolean.TRUE.equals(http.get("disableSubscriptionOverrides"));
    return of(
        http.get("defaultHealthyRetryPolicy"),
        http.get("defaultThrottlePolicy"),
        http.get("defaultRequestPolicy"),
        !fixed);
  }

  /// The policy of a subscription.
  public static DeliveryPolicy ofSubscription(String json) {
    return JsonValue.object(json)
        .map(
            document ->
                of(
                    document.get("healthyRetryPolicy"),
                    document.get("throttlePolicy"),
                    document.get("requestPolicy"),
                    true))
        .orElseGet(() -> broken("failed to parse JSON."));
  }

  private static DeliveryPolicy broken(String problem) {
    return new DeliveryPolicy(RetryPolicy.DEFAULT, 0, DEFAULT_CONTENT_TYPE, true, problem);
  }

  private static DeliveryPolicy of(
      @Nullable Object retry,
      @Nullable Object throttle,
      @Nullable Object request,
      boolean overrides) {
    String contentType = DEFAULT_CONTENT_TYPE;
    if (request instanceof Map<?, ?> map
        && map.get("headerContentType") instanceof String written) {
      String plain = written.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      if (!CONTENT_TYPES.contains(plain)) {
        return broken("headerContentType: " + written + " is not supported");
      }
      contentType = written;
    }
    int perSecondMax = number(throttle, "maxReceivesPerSecond", 0);
    if (perSecondMax < 0) {
      return broken("throttlePolicy.maxReceivesPerSecond must be 1 or greater");
    }
    int min = number(retry, "minDelayTarget", RetryPolicy.DEFAULT.minDelaySeconds());
    int max = number(retry, "maxDelayTarget", Math.max(min, 20));
    int retries = number(retry, "numRetries", RetryPolicy.DEFAULT.retries());
    int noDelay = number(retry, "numNoDelayRetries", 0);
    int minDelay = number(retry, "numMinDelayRetries", 0);
    int maxDelay = number(retry, "numMaxDelayRetries", 0);
    if (min < 1 || max < min || max > DELAY_SECONDS_MAX) {
      return broken(
          "healthyRetryPolicy.minDelayTarget must be 1 or greater, maxDelayTarget no less than it"
              + " and 3600 or less");
    }
    boolean fits = noDelay >= 0 && minDelay >= 0 && maxDelay >= 0;
    if (!fits || retries < 0 || retries > RETRIES_MAX || noDelay + minDelay + maxDelay > retries) {
      return broken(
          "healthyRetryPolicy.numRetries must be 0 to 100 and no less than the sum of its phases");
    }
    Optional<RetryPolicy.Backoff> backoff = backoff(retry);
    if (backoff.isEmpty()) {
      return broken("healthyRetryPolicy.backoffFunction is not known");
    }
    return new DeliveryPolicy(
        new RetryPolicy(min, max, retries, noDelay, minDelay, maxDelay, backoff.get()),
        perSecondMax,
        contentType,
        overrides,
        null);
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
}
