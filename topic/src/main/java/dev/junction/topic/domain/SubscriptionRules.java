package dev.junction.topic.domain;

import dev.junction.expression.filter.FilterPolicy;
import dev.junction.expression.filter.FilterReading;
import dev.junction.expression.filter.FilterScope;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which attributes a subscription can have and which values.
///
/// Source: SNS API reference, Subscribe and SetSubscriptionAttributes; the texts are what
/// LocalStack recorded from the real service (`test_validate_set_sub_attributes`,
/// `test_validations_for_fifo`).
///
/// @param topic the topic
/// @param protocol how messages reach the subscription
/// @param endpoint where
public record SubscriptionRules(TopicAddress topic, Protocol protocol, String endpoint) {

  private static final Set<String> KNOWN =
      Set.of(
          SubscriptionSettings.RAW,
          SubscriptionSettings.FILTER_POLICY,
          SubscriptionSettings.FILTER_SCOPE,
          SubscriptionSettings.REDRIVE_POLICY,
          SubscriptionSettings.DELIVERY_POLICY,
          SubscriptionSettings.ROLE,
          SubscriptionSettings.REPLAY_POLICY);

  /// The settings of a new subscription.
  public Outcome<SubscriptionSettings> create(Map<String, String> wanted) {
    SubscriptionSettings settings = new SubscriptionSettings(Map.of());
    // The scope first: the policy is read by it.
    String scope = wanted.get(SubscriptionSettings.FILTER_SCOPE);
    Map<String, String> ordered = new TreeMap<>(wanted);
    if (scope != null && !scope.isEmpty()) {
      ordered.remove(SubscriptionSettings.FILTER_SCOPE);
      String problem = problem(settings, SubscriptionSettings.FILTER_SCOPE, scope);
      if (problem != null) {
        return Outcome.rejected(TopicErrors.invalid("Attributes", problem));
      }
      settings = settings.with(SubscriptionSettings.FILTER_SCOPE, scope);
    }
    for (Map.Entry<String, String> attribute : ordered.entrySet()) {
      if (!KNOWN.contains(attribute.getKey())) {
        return Outcome.rejected(
            TopicErrors.invalid("Attributes", "Unknown attribute: " + attribute.getKey()));
      }
      String problem = problem(settings, attribute.getKey(), attribute.getValue());
      if (problem != null) {
        return Outcome.rejected(TopicErrors.invalid("Attributes", problem));
      }
      settings = with(settings, attribute.getKey(), attribute.getValue());
    }
    return Outcome.accepted(settings);
  }

  /// The settings with one attribute changed.
  ///
  /// @param given the value; none takes a redrive policy away, which an empty one does not. Source:
  ///     what the Terraform provider finds at the real service.
  public Outcome<SubscriptionSettings> change(
      SubscriptionSettings settings, String name, @Nullable String given) {
    if (!KNOWN.contains(name)) {
      return Outcome.rejected(TopicErrors.invalid("AttributeName"));
    }
    String value = Objects.requireNonNullElse(given, "");
    if (given == null && name.equals(SubscriptionSettings.REDRIVE_POLICY)) {
      return Outcome.accepted(settings.with(name, value));
    }
    String problem = problem(settings, name, value);
    if (problem != null) {
      return Outcome.rejected(TopicErrors.invalid(problem));
    }
    SubscriptionSettings changed = with(settings, name, value);
    // The policy that is there has to be one of the new scope too.
    String policy = changed.values().get(SubscriptionSettings.FILTER_POLICY);
    problem = policy == null ? null : filterProblem(policy, changed.filterScope());
    return problem == null
        ? Outcome.accepted(changed)
        : Outcome.rejected(TopicErrors.invalid(problem));
  }

  private static SubscriptionSettings with(
      SubscriptionSettings settings, String name, String value) {
    return settings.with(
        name, name.equals(SubscriptionSettings.RAW) ? value.toLowerCase(Locale.ROOT) : value);
  }

  private @Nullable String problem(SubscriptionSettings settings, String name, String value) {
    if (name.equals(SubscriptionSettings.RAW)) {
      return rawProblem(value);
    }
    if (value.isEmpty() && !name.equals(SubscriptionSettings.REDRIVE_POLICY)) {
      return null;
    }
    return switch (name) {
      case SubscriptionSettings.FILTER_SCOPE ->
          FilterScope.parse(value).isPresent() ? null : FilterScope.refusal(value);
      case SubscriptionSettings.FILTER_POLICY -> filterProblem(value, settings.filterScope());
      case SubscriptionSettings.REDRIVE_POLICY -> redriveProblem(value);
      case SubscriptionSettings.DELIVERY_POLICY -> {
        String reason = DeliveryPolicy.ofSubscription(value).problem();
        yield reason == null ? null : "DeliveryPolicy: " + reason;
      }
      case SubscriptionSettings.REPLAY_POLICY -> {
        String reason =
            topic.isFifo()
                ? ReplayPolicy.parse(value).problem()
                : "only subscriptions of FIFO topics can have one";
        yield reason == null ? null : "ReplayPolicy: " + reason;
      }
      default -> null;
    };
  }

  private static @Nullable String filterProblem(String value, FilterScope scope) {
    if (FilterPolicy.clears(value)) {
      return null;
    }
    return switch (FilterPolicy.read(value, scope)) {
      case FilterReading.Accepted _ -> null;
      case FilterReading.Refused(String reason) -> reason;
    };
  }

  private @Nullable String rawProblem(String value) {
    if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
      return "RawMessageDelivery: Invalid value [" + value + "]. Must be true or false.";
    }
    boolean raw = value.equalsIgnoreCase("true");
    return switch (protocol) {
      case SQS, HTTP, HTTPS, FIREHOSE -> null;
      case EMAIL, EMAIL_JSON, SMS, APPLICATION, LAMBDA ->
          raw
              ? "Delivery protocol ["
                  + protocol.written()
                  + "] does not support raw message delivery."
              : null;
    };
  }

  private @Nullable String redriveProblem(String value) {
    RedrivePolicy policy = RedrivePolicy.parse(value);
    String target = policy.target();
    if (target == null || policy.problem() != null) {
      return "RedrivePolicy: " + policy.problem();
    }
    Optional<Arn> arn = Arn.parse(target).filter(found -> found.service().equals("sqs"));
    if (arn.isEmpty()) {
      return "RedrivePolicy: deadLetterTargetArn is an invalid arn";
    }
    if (!arn.get().account().equals(topic.account().value())
        || !arn.get().region().equals(topic.region().name())) {
      return "RedrivePolicy: the dead-letter queue must be in the account and region of the topic";
    }
    boolean fifoQueue = arn.get().resource().endsWith(".fifo");
    boolean fifoSubscription = topic.isFifo() && endpoint.endsWith(".fifo");
    if (fifoSubscription && !fifoQueue) {
      return "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.";
    }
    return !topic.isFifo() && fifoQueue
        ? "RedrivePolicy: must use a standard queue as DLQ for a subscription to a standard topic."
        : null;
  }
}
