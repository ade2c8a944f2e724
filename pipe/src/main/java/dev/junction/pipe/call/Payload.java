package dev.junction.pipe.call;

import dev.junction.kernel.TraceContext;
import dev.junction.pipe.domain.PipeEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a target gets for one event.
///
/// @param event the event, where parameters look for their values
/// @param text what the template made of it
/// @param trace the trace of what it is given to
public record Payload(PipeEvent event, String text, TraceContext trace) {

  /// The header of its trace for a request with several payloads, each of which may have another;
  /// null for a trace that began here.
  @Nullable String traceHeader() {
    return trace.given() == null ? null : trace.xray();
  }

  /// The trace that a request with such payloads belongs to: what those without a header have.
  static @Nullable TraceContext common(List<Payload> payloads) {
    for (Payload payload : payloads) {
      if (payload.trace().given() == null) {
        return payload.trace();
      }
    }
    return payloads.isEmpty() ? null : payloads.getFirst().trace();
  }
}
