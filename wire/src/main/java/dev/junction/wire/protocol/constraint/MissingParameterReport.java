package dev.junction.wire.protocol.constraint;

import dev.junction.kernel.ServiceError;
import dev.junction.wire.protocol.CommonErrors;
import dev.junction.wire.schema.Trait;
import java.util.List;

/// Reports a missing member as a missing parameter, as SQS and other services born with the query
/// protocol do, and everything else as another report does.
///
/// @param otherwise reports what is not missing
public record MissingParameterReport(ViolationReport otherwise) implements ViolationReport {

  @Override
  public ServiceError of(List<Violation> violations) {
    for (Violation violation : violations) {
      if (violation.constraint() == Trait.Marker.REQUIRED) {
        return CommonErrors.missingParameter(place(violation));
      }
    }
    return otherwise.of(violations);
  }

  /// As in `Entries.1.Id`: the name that the parameter has in the query protocol, or near to it.
  private static String place(Violation violation) {
    StringBuilder text = new StringBuilder();
    for (Object part : violation.path()) {
      text.append(text.isEmpty() ? "" : ".");
      text.append(part instanceof Integer index ? Integer.toString(index + 1) : part);
    }
    return text.toString();
  }
}
