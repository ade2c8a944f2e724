package dev.junction.topic.state;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of a message that was published.
///
/// @param id the message's identity; that of the earlier message when this was a repetition
/// @param sequence its sequence number on a FIFO topic, or null
public record Published(UUID id, @Nullable String sequence) {}
