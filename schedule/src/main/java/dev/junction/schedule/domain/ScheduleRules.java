package dev.junction.schedule.domain;

import dev.junction.expression.time.ScheduleExpression;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.models.scheduler.ActionAfterCompletion;
import dev.junction.models.scheduler.CreateScheduleInput;
import dev.junction.models.scheduler.FlexibleTimeWindow;
import dev.junction.models.scheduler.FlexibleTimeWindowMode;
import dev.junction.models.scheduler.RetryPolicy;
import dev.junction.models.scheduler.ScheduleState;
import dev.junction.models.scheduler.Target;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the settings of a schedule have to be beyond what the model says.
///
/// Source: EventBridge Scheduler API reference, CreateSchedule; moto for the text about the start.
public final class ScheduleRules {

  private ScheduleRules() {}

  /// The settings with all defaults filled in, without what is not the schedule's own.
  public static CreateScheduleInput withDefaults(CreateScheduleInput given) {
    RetryPolicy retry = given.target().retryPolicy();
    RetryPolicy filled =
        RetryPolicy.builder()
            .maximumEventAgeInSeconds(
                retry == null || retry.maximumEventAgeInSeconds() == null
                    ? Integer.valueOf(ScheduleLimits.AGE_SECONDS_DEFAULT)
                    : retry.maximumEventAgeInSeconds())
            .maximumRetryAttempts(
                retry == null || retry.maximumRetryAttempts() == null
                    ? Integer.valueOf(ScheduleLimits.RETRIES_DEFAULT)
                    : retry.maximumRetryAttempts())
            .build();
    return given.toBuilder()
        .clientToken(null)
        .groupName(Objects.requireNonNullElse(given.groupName(), GroupAddress.DEFAULT))
        .scheduleExpressionTimezone(
            Objects.requireNonNullElse(given.scheduleExpressionTimezone(), "UTC"))
        .state(Objects.requireNonNullElse(given.state(), ScheduleState.ENABLED))
        .actionAfterCompletion(
            Objects.requireNonNullElse(given.actionAfterCompletion(), ActionAfterCompletion.NONE))
        .target(given.target().toBuilder().retryPolicy(filled).build())
        .build();
  }

  /// Checks settings that have their defaults.
  ///
  /// @param knownStart the start that the schedule has already, which may lie in the past
  public static Outcome<CreateScheduleInput> check(
      CreateScheduleInput settings, AccountId account, Instant now, @Nullable Instant knownStart) {
    String expression = settings.scheduleExpression();
    if (ScheduleExpression.parse(expression, ScheduleExpression.Dialect.SCHEDULE).isEmpty()) {
      return Outcome.rejected(ScheduleErrors.badExpression(expression));
    }
    String zone = settings.scheduleExpressionTimezone();
    if (zone != null && Zones.find(zone).isEmpty()) {
      return invalid("Invalid Schedule Expression Timezone " + zone + ".");
    }
    Instant start = settings.startDate();
    Instant end = settings.endDate();
    if (start != null
        && !start.equals(knownStart)
        && start.isBefore(now.minus(ScheduleLimits.START_AGO_MAX))) {
      return invalid("The StartDate you specify cannot be earlier than 5 minutes ago.");
    }
    if (start != null && end != null && !end.isAfter(start)) {
      return invalid("The EndDate you specify must come after the StartDate.");
    }
    String window = windowFault(settings.flexibleTimeWindow());
    return window == null ? target(settings, account) : invalid(window);
  }

  private static @Nullable String windowFault(FlexibleTimeWindow window) {
    boolean flexible = window.mode().equals(FlexibleTimeWindowMode.FLEXIBLE);
    return flexible && window.maximumWindowInMinutes() == null
        ? "A flexible time window needs MaximumWindowInMinutes."
        : null;
  }

  private static Outcome<CreateScheduleInput> target(
      CreateScheduleInput settings, AccountId account) {
    Target target = settings.target();
    if (!target.roleArn().contains("::" + account + ":role/")) {
      return invalid(
          "The execution role you provide must allow AWS EventBridge Scheduler to assume the"
              + " role.");
    }
    if (target.ecsParameters() != null
        || target.kinesisParameters() != null
        || target.sageMakerPipelineParameters() != null) {
      return invalid(
          "EcsParameters, KinesisParameters and SageMakerPipelineParameters are not supported here"
              + " because there are no such targets.");
    }
    boolean isQueue = target.arn().contains(":sqs:");
    if (target.sqsParameters() != null && !isQueue) {
      return invalid("SqsParameters are for Amazon SQS targets only.");
    }
    boolean isBus = target.arn().contains(":event-bus/");
    if (isBus != (target.eventBridgeParameters() != null)) {
      return invalid("EventBridgeParameters are required for EventBridge targets, and only there.");
    }
    return settings.kmsKeyArn() == null
        ? Outcome.accepted(settings)
        : invalid(
            "KmsKeyArn is not supported here: there are no keys of customers. Everything stored is"
                + " encrypted as the server is set up.");
  }

  private static Outcome<CreateScheduleInput> invalid(String message) {
    return Outcome.rejected(ScheduleErrors.invalid(message));
  }
}
