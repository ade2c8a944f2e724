package dev.junction.pipe.source;

import dev.junction.pipe.domain.PipeEvent;

/// A message as a source gave it.
///
/// @param id what it is called
/// @param handle what acknowledges it
/// @param group those of one group keep their order; empty without groups
/// @param event what the pipe makes its way with
public record SourceMessage(String id, String handle, String group, PipeEvent event) {}
