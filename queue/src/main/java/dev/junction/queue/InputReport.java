package dev.junction.queue;

import dev.junction.kernel.ServiceError;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.wire.protocol.constraint.Violation;
import dev.junction.wire.protocol.constraint.ViolationReport;
import dev.junction.wire.schema.Trait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reports a parameter of a request that is missing, as SQS does.
///
/// Everything else that the model forbids has an error of its own in the operations: wrong
/// attribute names, batches without entries, entries without a body.
final class InputReport implements ViolationReport {

  private static final String BATCH = "Entries";

  @Override
  public @Nullable ServiceError of(List<Violation> violations) {
    for (Violation violation : violations) {
      List<Object> path = violation.path();
      boolean missing = violation.constraint() == Trait.Marker.REQUIRED;
      if (missing && path.size() == 1 && !path.getFirst().equals(BATCH)) {
        return QueueErrors.missing(path.getFirst().toString());
      }
    }
    return null;
  }
}
