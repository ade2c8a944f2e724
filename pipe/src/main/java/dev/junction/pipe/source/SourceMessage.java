package dev.junction.pipe.source;

import dev.junction.kernel.TraceContext;
import dev.junction.pipe.domain.PipeEvent;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message as a source gave it.
///
/// @param id what it is called
/// @param handle what acknowledges it
/// @param group those of one group keep their order; empty without groups
/// @param event what the pipe makes its way with
/// @param traceHeader the header of its trace, or null
public record SourceMessage(
    String id, String handle, String group, PipeEvent event, @Nullable String traceHeader) {

  /// Its id, as traces name it.
  public UUID name() {
    UUID name = TraceContext.idOf(id);
    return name == null ? UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)) : name;
  }

  /// Whether the trace came with it.
  public boolean hasTrace() {
    return TraceContext.read(traceHeader) != null;
  }

  /// The trace that it belongs to.
  public TraceContext trace() {
    TraceContext given = TraceContext.read(traceHeader);
    return (given == null ? TraceContext.of(name()) : given).deeper();
  }
}
