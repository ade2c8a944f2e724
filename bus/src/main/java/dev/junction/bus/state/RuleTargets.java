package dev.junction.bus.state;

import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.domain.TargetInput;
import dev.junction.delivery.Care;
import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.Outside;
import dev.junction.delivery.Recipient;
import dev.junction.delivery.RetryPolicy;
import dev.junction.engine.PartitionContext;
import dev.junction.models.events.DeadLetterConfig;
import dev.junction.models.events.Target;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes targets of rules ready for events.
final class RuleTargets {

  /// How the delay between attempts grows. Source: EventBridge User Guide, "How EventBridge
  /// retries delivering events": exponential with jitter; the first and the longest delay are
  /// ours.
  private static final int FIRST_DELAY_SECONDS = 1;

  private static final int LONGEST_DELAY_SECONDS = 900;

  private static final Pattern DISCOVERER = Pattern.compile("arn:[^:]*:schemas:[^:]*:[^:]*:disc");

  private final PartitionContext context;
  private final DeliveryModule deliveries;

  RuleTargets(PartitionContext context, DeliveryModule deliveries) {
    this.context = context;
    this.deliveries = deliveries;
  }

  RuleTarget of(String ruleArn, Target shape, TargetInput input) {
    boolean isBus = BusAddress.ofArn(shape.arn()).isPresent();
    DeadLetterConfig letters = shape.deadLetterConfig();
    String letterQueue = letters == null ? null : letters.arn();
    RequestParameters parameters = RequestParameters.of(shape.httpParameters());
    Recipient plain =
        deliveries.hasGateway(shape.arn())
            ? deliveries.outside(context, shape.arn(), "", letterQueue, outside(shape, parameters))
            : deliveries.recipient(context, shape.arn(), "", isBus, letterQueue).orElse(null);
    Recipient recipient = plain == null ? null : plain.with(care(ruleArn, shape, letterQueue));
    boolean isDiscoverer = DISCOVERER.matcher(shape.arn()).lookingAt();
    // Older rules may have inputs for buses, which could forge events there.
    TargetInput own = isBus ? TargetInput.WHOLE : input;
    return new RuleTarget(shape, own, recipient, parameters, isBus, isDiscoverer);
  }

  private static Care care(String ruleArn, Target shape, @Nullable String letterQueue) {
    String group = shape.sqsParameters() == null ? null : shape.sqsParameters().messageGroupId();
    Map<String, String> notes =
        letterQueue == null ? Map.of() : Map.of("RULE_ARN", ruleArn, "TARGET_ARN", shape.arn());
    Integer age =
        shape.retryPolicy() == null ? null : shape.retryPolicy().maximumEventAgeInSeconds();
    return new Care(
        ruleArn, group, notes, Objects.requireNonNullElse(age, BusLimits.AGE_SECONDS_MAX));
  }

  private static Outside outside(Target shape, RequestParameters parameters) {
    Integer wanted =
        shape.retryPolicy() == null ? null : shape.retryPolicy().maximumRetryAttempts();
    int retries = Objects.requireNonNullElse(wanted, BusLimits.RETRIES_MAX);
    RetryPolicy retry =
        new RetryPolicy(
            FIRST_DELAY_SECONDS,
            LONGEST_DELAY_SECONDS,
            retries,
            0,
            0,
            0,
            RetryPolicy.Backoff.DOUBLING);
    return new Outside(retry, 0, parameters.constant());
  }
}
