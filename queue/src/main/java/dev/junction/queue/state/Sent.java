package dev.junction.queue.state;

import java.util.UUID;

/// What became of a message that was sent: its identity and its place.
///
/// @param id the message's identity; that of the earlier message when this was a repetition
/// @param sequence its place in the queue
public record Sent(UUID id, long sequence) {}
