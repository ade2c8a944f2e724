package dev.junction.queue.state;

/// What one receive asks for.
///
/// @param messagesMax at most so many messages, 1 to 10
/// @param visibilitySeconds how long they are invisible to others; negative for the queue's own
public record Demand(int messagesMax, int visibilitySeconds) {}
