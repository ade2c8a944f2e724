package dev.junction.kernel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An error of a service as a value: what a client is told when its request is refused.
///
/// It has no stack trace and costs nothing to make. The codes come from the service's model: the
/// factories generated beside it are the usual way to get one.
///
/// @param code the error's name in the model, as in `QueueDoesNotExist`
/// @param queryCode the code that the query protocol uses, as in
///     `AWS.SimpleQueueService.NonExistentQueue`; null when it is the same as `code`
/// @param httpStatus the HTTP status of the answer
/// @param fault whose fault it is
/// @param message a sentence for a person
/// @param fields further members of the modelled error shape, by member name
public record ServiceError(
    String code,
    @Nullable String queryCode,
    int httpStatus,
    Fault fault,
    String message,
    Map<String, Object> fields) {

  /// Whose fault an error is; decides between `Sender` and `Receiver` on the wire.
  public enum Fault {
    CLIENT,
    SERVER
  }

  /// An error of the caller without a code of its own in the query protocol.
  public static ServiceError client(String code, int httpStatus, String message) {
    return new ServiceError(code, null, httpStatus, Fault.CLIENT, message, Map.of());
  }

  /// An error of ours.
  public static ServiceError server(String code, int httpStatus, String message) {
    return new ServiceError(code, null, httpStatus, Fault.SERVER, message, Map.of());
  }

  /// The code that a query-protocol client sees.
  public String codeForQuery() {
    return queryCode == null ? code : queryCode;
  }

  /// The same error with another message.
  public ServiceError withMessage(String text) {
    return new ServiceError(code, queryCode, httpStatus, fault, text, fields);
  }
}
