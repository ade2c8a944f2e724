package dev.junction.log;

import dev.junction.kernel.ServiceError;
import dev.junction.models.logs.LogsErrors;
import dev.junction.wire.protocol.constraint.CoralReport;
import dev.junction.wire.protocol.constraint.Violation;
import dev.junction.wire.protocol.constraint.ViolationReport;
import java.util.List;

/// Reports constraints that an input breaks in the usual words, under the code of this service.
///
/// Source: what LocalStack recorded from the real service: `InvalidParameterException` with "1
/// validation error detected: Value '…' at 'logGroupName' failed to satisfy constraint: …".
final class InputReport implements ViolationReport {

  private final CoralReport words = new CoralReport();

  @Override
  public ServiceError of(List<Violation> violations) {
    return LogsErrors.invalidParameterException(words.of(violations).message());
  }
}
