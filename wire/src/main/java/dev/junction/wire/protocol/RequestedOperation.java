package dev.junction.wire.protocol;

import dev.junction.wire.schema.OperationSchema;
import java.util.Map;

/// The operation that a request asks for.
///
/// @param schema the operation
/// @param labels the parts of the path that stand for input members, by member name, decoded
public record RequestedOperation(OperationSchema schema, Map<String, String> labels) {

  /// An operation that the path says nothing about.
  public static RequestedOperation of(OperationSchema schema) {
    return new RequestedOperation(schema, Map.of());
  }
}
