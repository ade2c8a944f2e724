package dev.junction.wire.protocol.constraint;

import dev.junction.kernel.ServiceError;
import java.util.List;

/// How a service tells a client which constraints its input breaks.
@FunctionalInterface
public interface ViolationReport {

  /// The error for these violations, of which there is at least one.
  ServiceError of(List<Violation> violations);
}
