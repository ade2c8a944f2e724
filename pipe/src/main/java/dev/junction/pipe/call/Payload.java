package dev.junction.pipe.call;

import dev.junction.kernel.TraceContext;
import dev.junction.pipe.domain.PipeEvent;

/// What a target gets for one event.
///
/// @param event the event, where parameters look for their values
/// @param text what the template made of it
/// @param trace the trace of what it is given to
public record Payload(PipeEvent event, String text, TraceContext trace) {}
