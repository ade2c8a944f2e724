package dev.junction.schedule.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.scheduler.CreateScheduleInput;
import dev.junction.models.scheduler.Target;
import dev.junction.schedule.call.TargetInput;
import dev.junction.schedule.domain.ScheduleErrors;
import dev.junction.schedule.domain.TargetRoute;
import dev.junction.wire.protocol.ServiceCalls;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.OperationSchema;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Whether a target is one that can be called here, with an input that it takes.
final class TargetCheck {

  private TargetCheck() {}

  static Outcome<CreateScheduleInput> check(CreateScheduleInput settings, ServiceCalls services) {
    Target target = settings.target();
    Optional<TargetRoute> route = TargetRoute.of(target.arn());
    if (route.isEmpty()) {
      return invalid("Provided Arn is not a supported target: " + target.arn());
    }
    return switch (route.get()) {
      case TargetRoute.Queue _ -> Outcome.accepted(settings);
      case TargetRoute.Operation operation -> check(settings, operation, services);
    };
  }

  private static Outcome<CreateScheduleInput> check(
      CreateScheduleInput settings, TargetRoute.Operation route, ServiceCalls services) {
    Target target = settings.target();
    boolean isUniversal = route.template() == TargetRoute.Template.UNIVERSAL;
    if (isUniversal && TargetRoute.onlyReads(target.arn())) {
      return invalid("Operations that only read are not supported: " + target.arn());
    }
    Optional<ServiceEndpoint> service = services.find(route.service());
    OperationSchema operation =
        service.isEmpty() ? null : service.get().callable(route.operation());
    if (operation == null) {
      return invalid(
          "Provided Arn is not a supported target: there is no operation "
              + route.operation()
              + " of "
              + route.service()
              + " here.");
    }
    if (!isUniversal) {
      return Outcome.accepted(settings);
    }
    String input = target.input() == null ? "{}" : target.input();
    try {
      TargetInput.read(input.getBytes(StandardCharsets.UTF_8), operation);
      return Outcome.accepted(settings);
    } catch (MalformedInput malformed) {
      return invalid("Invalid RequestJson provided. Reason " + malformed.text());
    }
  }

  private static Outcome<CreateScheduleInput> invalid(String message) {
    return Outcome.rejected(ScheduleErrors.invalid(message));
  }
}
