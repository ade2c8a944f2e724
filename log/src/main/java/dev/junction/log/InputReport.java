package dev.junction.log;

import dev.junction.kernel.ServiceError;
import dev.junction.models.logs.LogsErrors;
import dev.junction.wire.protocol.constraint.CoralReport;
import dev.junction.wire.protocol.constraint.Violation;
import dev.junction.wire.protocol.constraint.ViolationReport;
import java.util.List;
import java.util.Set;

/// Reports constraints that an input breaks in the usual words, under the code of this service.
///
/// Source: what LocalStack recorded from the real service: `InvalidParameterException` with "1
/// validation error detected: Value '…' at 'logGroupName' failed to satisfy constraint: …", and in
/// other words for names that are too long (`test_create_log_group_invalid_name_length`).
final class InputReport implements ViolationReport {

  private static final Set<String> NAMES = Set.of("logGroupName", "logStreamName");

  private static final int NAME_CHARACTERS_MAX = 512;

  private final CoralReport words = new CoralReport();

  @Override
  public ServiceError of(List<Violation> violations) {
    if (violations.stream().anyMatch(InputReport::isLongName)) {
      return LogsErrors.invalidParameterException(
          "Invalid LogGroup or LogStream, both must have length less than or equal to 512.");
    }
    return LogsErrors.invalidParameterException(words.of(violations).message());
  }

  private static boolean isLongName(Violation violation) {
    return NAMES.contains(violation.member().name()) && violation.length() > NAME_CHARACTERS_MAX;
  }
}
