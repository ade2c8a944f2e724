package dev.junction.wire.schema;

import dev.junction.kernel.ServiceError;
import java.util.Map;

/// An error that an operation may answer, as the model states it.
///
/// @param shape what the error's members look like; its name is the error's code
/// @param queryCode the code in the query protocol
/// @param httpStatus the HTTP status
/// @param fault whose fault it is
public record ErrorSchema(
    Schema shape, String queryCode, int httpStatus, ServiceError.Fault fault) {

  /// The error's name in the model, as in `QueueDoesNotExist`.
  public String code() {
    return shape.name();
  }

  /// An error of this kind.
  public ServiceError with(String message) {
    return with(message, Map.of());
  }

  /// An error of this kind with more of its members, by name.
  public ServiceError with(String message, Map<String, Object> fields) {
    return new ServiceError(
        code(), queryCode.equals(code()) ? null : queryCode, httpStatus, fault, message, fields);
  }
}
