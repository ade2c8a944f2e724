package dev.junction.pipe.call;

import dev.junction.pipe.domain.PipeEvent;

/// What a target gets for one event.
///
/// @param event the event, where parameters look for their values
/// @param text what the template made of it
public record Payload(PipeEvent event, String text) {}
