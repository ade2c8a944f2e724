package dev.junction.schedule.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.scheduler.CreateScheduleInput;
import dev.junction.models.scheduler.Target;
import dev.junction.schedule.call.TargetInput;
import dev.junction.schedule.domain.Keywords;
import dev.junction.schedule.domain.ScheduleErrors;
import dev.junction.schedule.domain.TargetRoute;
import dev.junction.wire.protocol.ServiceCalls;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.OperationSchema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether a target is one that can be called here, with an input that it takes.
final class TargetCheck {

  /// What keywords stand for while an input is checked.
  private static final Keywords EXAMPLE =
      new Keywords(
          "arn:aws:scheduler:us-east-1:000000000000:schedule/default/s",
          Instant.EPOCH,
          "0000000000000000",
          1);

  private TargetCheck() {}

  static Outcome<CreateScheduleInput> check(CreateScheduleInput settings, ServiceCalls services) {
    Target target = settings.target();
    String service = TargetRoute.serviceOf(target.arn());
    Optional<TargetRoute> route = TargetRoute.of(target.arn());
    if (route.isEmpty()) {
      return service.isEmpty() || TargetRoute.SERVICES.contains(service)
          ? invalid("Provided Arn is not a supported target: " + target.arn())
          : unsupported(service);
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
    String named = TargetRoute.serviceOf(target.arn());
    Optional<ServiceEndpoint> service = services.find(route.service());
    if (service.isEmpty() || (isUniversal && !TargetRoute.isSdkName(named))) {
      return unsupported(named);
    }
    if (isUniversal && TargetRoute.onlyReads(target.arn())) {
      return invalid("Operations that only read are not supported: " + target.arn());
    }
    OperationSchema operation = service.get().callable(route.operation());
    if (operation == null) {
      return invalid(
          "Provided Arn is not a supported target: there is no operation "
              + route.operation()
              + " of "
              + named
              + " here.");
    }
    String input = EXAMPLE.fill(target.input() == null ? "{}" : target.input());
    try {
      List<String> missing =
          switch (route.template()) {
            case UNIVERSAL -> TargetInput.missing(TargetInput.universal(input, operation));
            case EVENT_BUS -> {
              TargetInput.checkObject(input);
              yield List.of();
            }
            case TOPIC -> List.of();
          };
      return missing.isEmpty()
          ? Outcome.accepted(settings)
          : badInput(
              "Request payload is missing the following field(s): "
                  + String.join(", ", missing)
                  + ".");
    } catch (MalformedInput malformed) {
      return badInput(malformed.text());
    }
  }

  /// Sources: hashicorp/terraform-provider-aws#29339, where the real service says it of `backup`;
  /// boto/boto3#3558, of an ARN of `scheduler` that is no universal target.
  private static Outcome<CreateScheduleInput> unsupported(String service) {
    return invalid(service + " is not a supported service for a target.");
  }

  private static Outcome<CreateScheduleInput> badInput(String reason) {
    return invalid("Invalid RequestJson provided. Reason " + reason);
  }

  private static Outcome<CreateScheduleInput> invalid(String message) {
    return Outcome.rejected(ScheduleErrors.invalid(message));
  }
}
