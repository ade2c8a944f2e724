package dev.junction.wire.protocol.constraint;

import dev.junction.kernel.ServiceError;
import dev.junction.kernel.ServiceError.Fault;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a service tells a client which constraints its input breaks.
@FunctionalInterface
public interface ViolationReport {

  /// The error for these violations, of which there is at least one; null where the operation
  /// itself has an error that says more, so that it is called all the same.
  @Nullable ServiceError of(List<Violation> violations);

  /// The error that most services give to input that breaks a constraint.
  static ServiceError error(String message, Map<String, Object> fields) {
    return new ServiceError(
        "ValidationException", "ValidationError", 400, Fault.CLIENT, message, fields);
  }
}
