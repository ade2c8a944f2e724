package dev.junction.pipe.domain;

import dev.junction.kernel.ServiceError;
import dev.junction.models.pipes.PipesErrors;
import java.util.List;
import java.util.Map;

/// The errors that pipes answer with. Their texts are ours; codes and members are the model's.
public final class PipeErrors {

  private PipeErrors() {}

  public static ServiceError noSuchPipe(String name) {
    return PipesErrors.notFoundException("Pipe " + name + " does not exist.");
  }

  public static ServiceError exists(String name) {
    return conflict(name, "Pipe " + name + " already exists.");
  }

  public static ServiceError busy(String name, String state) {
    return conflict(name, "Pipe " + name + " is in state " + state + " and cannot be changed now.");
  }

  private static ServiceError conflict(String name, String message) {
    return PipesErrors.conflictException(
        message, Map.of("resourceId", name, "resourceType", "Pipe"));
  }

  /// @param field the member that is wrong, as in `TargetParameters.SqsQueueParameters`
  public static ServiceError invalid(String field, String message) {
    return invalid(message, List.of(Map.of("name", field, "message", message)));
  }

  public static ServiceError invalid(String message, List<Map<String, String>> fields) {
    return PipesErrors.validationException(message, Map.of("fieldList", fields));
  }

  public static ServiceError tooMany(String name) {
    return PipesErrors.serviceQuotaExceededException(
        "An account has " + PipeLimits.PIPES_MAX + " pipes in a Region at most.",
        Map.of(
            "resourceId",
            name,
            "resourceType",
            "Pipe",
            "serviceCode",
            "pipes",
            "quotaCode",
            "NUMBER_OF_PIPES"));
  }
}
