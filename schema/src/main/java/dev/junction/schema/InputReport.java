package dev.junction.schema;

import dev.junction.kernel.ServiceError;
import dev.junction.schema.domain.SchemaErrors;
import dev.junction.wire.protocol.constraint.CoralReport;
import dev.junction.wire.protocol.constraint.Violation;
import dev.junction.wire.protocol.constraint.ViolationReport;
import java.util.List;

/// Reports constraints that an input breaks as `BadRequestException`, which is the only error of
/// the
/// model for them; the words are the usual ones.
final class InputReport implements ViolationReport {

  private final CoralReport words = new CoralReport();

  @Override
  public ServiceError of(List<Violation> violations) {
    return SchemaErrors.bad(words.of(violations).message());
  }
}
