package dev.junction.bus.operation;

import dev.junction.bus.domain.BusErrors;
import dev.junction.expression.time.ScheduleExpression;
import dev.junction.kernel.ServiceError;
import org.jspecify.annotations.Nullable;

/// Checks of schedule expressions of rules.
final class RuleSchedules {

  private RuleSchedules() {}

  static @Nullable ServiceError problem(String expression) {
    return ScheduleExpression.parse(expression, ScheduleExpression.Dialect.RULE).isPresent()
        ? null
        : BusErrors.invalid("Parameter ScheduleExpression is not valid.");
  }
}
