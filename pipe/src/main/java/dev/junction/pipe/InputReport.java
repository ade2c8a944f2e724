package dev.junction.pipe;

import dev.junction.kernel.ServiceError;
import dev.junction.pipe.domain.PipeErrors;
import dev.junction.wire.protocol.constraint.CoralReport;
import dev.junction.wire.protocol.constraint.Violation;
import dev.junction.wire.protocol.constraint.ViolationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reports constraints that an input breaks, in a list of fields too, as the model has it.
final class InputReport implements ViolationReport {

  private final CoralReport words = new CoralReport();

  @Override
  public ServiceError of(List<Violation> violations) {
    List<Map<String, String>> fields = new ArrayList<>();
    for (Violation violation : violations) {
      String name = violation.pointer().substring(1).replace('/', '.');
      fields.add(Map.of("name", name, "message", words.of(List.of(violation)).message()));
    }
    return PipeErrors.invalid(words.of(violations).message(), fields);
  }
}
